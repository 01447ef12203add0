/** A real terminal for tests: a tmux server of its own, whose screen can be read back. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** Milliseconds between two looks at the screen, and until a test gives up. */
const LOOK = 25;
const PATIENCE = 15_000;

export interface TerminalOptions {
  columns: number;
  rows: number;
  /** Shell text; when it is done, `status N` is printed and the terminal stays. */
  command: string;
  env?: Record<string, string>;
}

export class Terminal {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rca-tmux-'));

  constructor({ columns, rows, command, env = {} }: TerminalOptions) {
    const clean = { ...process.env, LC_ALL: 'C.UTF-8', TMPDIR: this.#folder, ...env };
    for (const name of ['TMUX', 'TMUX_PANE', 'NO_COLOR', 'CI'])
      if (!(name in env)) delete (clean as Record<string, string>)[name];
    const shell = `trap : INT; ${command}; echo "status $?"; exec cat`;
    this.#run(['-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), shell], clean);
  }

  #run(args: string[], env: NodeJS.ProcessEnv = process.env): string {
    return execFileSync('tmux', ['-S', join(this.#folder, 'socket'), ...args], { encoding: 'utf8', env });
  }

  /** Key names as tmux has them: `j`, `Enter`, `C-c`, `NPage`. */
  press(...keys: string[]): void {
    this.#run(['send-keys', ...keys]);
  }

  /** Text as the terminal's keyboard or mouse would send it, byte for byte. */
  type(text: string): void {
    this.#run(['send-keys', '-l', text]);
  }

  /** Any other command of tmux: what it prints. */
  tmux(...args: string[]): string {
    return this.#run(args);
  }

  resize(columns: number, rows: number): void {
    this.#run(['resize-window', '-x', String(columns), '-y', String(rows)]);
  }

  /** The rows on the screen; with `colours` their SGR sequences too. */
  rows(colours = false): string[] {
    return this.#run(['capture-pane', '-p', ...(colours ? ['-e'] : [])])
      .replace(/\n$/, '')
      .split('\n');
  }

  /** Whether the alternate screen is shown, the cursor visible, and long lines continued on the next row. */
  modes(): { alternate: boolean; cursor: boolean; wrap: boolean } {
    const [alternate, cursor, wrap] = this.#run(['display', '-p', '#{alternate_on} #{cursor_flag} #{wrap_flag}'])
      .trim()
      .split(' ');
    return { alternate: alternate === '1', cursor: cursor === '1', wrap: wrap === '1' };
  }

  /** The rows, once one of them matches; an error that shows the screen where none does in time. */
  async until(expected: RegExp): Promise<string[]> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      const rows = this.rows();
      if (rows.some((row) => expected.test(row))) return rows;
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
    throw new Error(`${expected} did not appear:\n${this.rows().join('\n')}`);
  }

  close(): void {
    spawnSync('tmux', ['-S', join(this.#folder, 'socket'), 'kill-server']);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A terminal as it has to be left. */
export const RESTORED = { alternate: false, cursor: true, wrap: true };
