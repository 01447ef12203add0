/** A program in a terminal of its own (util-linux's `script` opens it), with its keys and what it paints. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** Why there is no such terminal here; null where there is. */
export const missing = spawnSync('script', ['--version']).status === 0 ? null : 'no `script` (util-linux) here';

export class Terminal {
  readonly #child: ChildProcess;
  readonly #watchers = new Set<(text: string) => void>();
  /** Painted since the program started, without control sequences; the end of it. */
  #tail = '';
  readonly ended: Promise<void>;

  /** @param command shell text; the program's process id goes to `pidFile` */
  constructor(command: string, pidFile: string, [columns, rows] = [200, 50]) {
    const shell = `stty cols ${columns} rows ${rows}; echo $$ > ${pidFile}; exec ${command}`;
    const { CI: _, NO_COLOR: __, ...env } = process.env;
    this.#child = spawn('script', ['-qfec', `sh -c '${shell}'`, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...env, TERM: 'xterm-256color' },
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      const text = stripVTControlCharacters(chunk);
      this.#tail = (this.#tail + text).slice(-100_000);
      for (const watcher of this.#watchers) watcher(text);
    });
    this.ended = new Promise((resolve) => this.#child.on('close', () => resolve()));
  }

  press(key: string): void {
    this.#child.stdin!.write(key);
  }

  /** Everything that was painted last. */
  get tail(): string {
    return this.#tail;
  }

  /** Resolves with the milliseconds until the next painting that matches; null where none came in `patience`. */
  painted(pattern: RegExp, patience = 10_000): Promise<number | null> {
    const begun = performance.now();
    let seen = '';
    return new Promise((resolve) => {
      const done = (ms: number | null) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(ms);
      };
      const look = (text: string) => {
        seen = (seen + text).slice(-20_000);
        if (pattern.test(seen)) done(performance.now() - begun);
      };
      const timer = setTimeout(() => done(null), patience);
      this.#watchers.add(look);
    });
  }
}
