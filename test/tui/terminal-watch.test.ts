/** `rca watch` of the built CLI in a real terminal: entries through standard input, keys from the terminal. */
import { execFileSync } from 'node:child_process';
import { constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryLine, random } from '../../bench/make-export.ts';
import { incidentLines, missing, rca } from './built.ts';
import { RESTORED, Terminal, type TerminalOptions } from './terminal.ts';

describe.skipIf(missing !== null)(missing ?? 'a watch in a real terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rca-watch-'));
  const pipe = join(folder, 'pipe');
  const lines = incidentLines();
  const failing = lines.findIndex((line) => line.includes('RecursionError'));
  /** So few that a pipe holds them, whoever reads it. */
  const few = lines.filter((line) => /RecursionError|cloudaudit.*00037-tgk/.test(line)).slice(0, 30);
  let terminal: Terminal;
  let end: FileHandle;

  const start = (args: string, size: Partial<TerminalOptions> = {}) => {
    terminal = new Terminal({ columns: 80, rows: 24, command: `${rca} watch - ${args} < ${pipe}`, ...size });
  };

  beforeEach(async () => {
    execFileSync('mkfifo', [pipe]);
    end = await open(pipe, constants.O_RDWR);
  });
  afterEach(async () => {
    terminal.close();
    await end.close();
    rmSync(pipe);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('80x24: fills while the pipe is open, answers keys, is resized in mid-stream, leaves a summary', async () => {
    const saved = join(folder, 'report.json');
    start(`--save ${saved}`);
    await end.write(lines.slice(0, failing).join(''));
    await terminal.until(/following/);
    expect(terminal.rows()).toHaveLength(24);
    await end.write(lines.slice(failing).join(''));
    await terminal.until(/^> 1 high/);
    terminal.press('j');
    await terminal.until(/^> 2 high/);
    terminal.resize(200, 50);
    const wide = await terminal.until(/│ An id has the wrong form/);
    expect(wide.filter((row) => row.startsWith('rca  '))).toHaveLength(1);
    terminal.press('q');
    const left = await terminal.until(/^status 1$/);
    expect(terminal.modes()).toEqual(RESTORED);
    expect(left.join('')).toContain(`rca report ${saved}`);
    const { totals } = JSON.parse(readFileSync(saved, 'utf8')) as { totals: { entries: number } };
    expect(totals.entries).toBe(lines.length);
  });

  it('a firehose: keys are answered while it lasts, and nothing is lost', async () => {
    const saved = join(folder, 'firehose.json');
    start(`--save ${saved}`, { columns: 120, rows: 40 });
    const next = random(5);
    const count = 40_000;
    for (let n = 0; n < count; n += 2000) {
      await end.write(`${Array.from({ length: 2000 }, (_, i) => entryLine(n + i, next)).join('\n')}\n`);
      if (n % 10_000 !== 0 || n === 0) continue;
      // Ranks change meanwhile; the help page does not.
      terminal.press('?');
      await terminal.until(/\[Help\]/);
      terminal.press('Escape');
      await terminal.until(/\[Failures \d+\]/);
    }
    await terminal.until(new RegExp(`${count.toLocaleString('en-US')} entries`));
    terminal.press('q');
    await terminal.until(/^status 1$/);
    const { totals } = JSON.parse(readFileSync(saved, 'utf8')) as { totals: { entries: number } };
    expect(totals.entries).toBe(count);
    expect(terminal.modes()).toEqual(RESTORED);
  });

  it('Ctrl-C stops it and keeps what was seen; kill -TERM leaves the terminal as it was', async () => {
    const pid = join(folder, 'pid');
    start('', { command: `sh -c 'echo $$ > ${pid}; exec ${rca} watch - < ${pipe}'` });
    await end.write(lines.join(''));
    await terminal.until(/^> 1 high/);
    terminal.press('C-c');
    await terminal.until(/^stopped: this is what was seen/);
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGTERM');
    await terminal.until(/^status 143$/);
    expect(terminal.modes()).toEqual(RESTORED);
  });

  it('a gate on the screen closes it when a failure is certain', async () => {
    start('--for 10m');
    await end.write(few.join(''));
    const left = await terminal.until(/^status 1$/);
    expect(terminal.modes()).toEqual(RESTORED);
    expect(left.join('')).toContain('a new failure is certain: RecursionError');
  });

  it.skipIf(process.platform !== 'linux')('without a controlling terminal: a line an event', async () => {
    start('', { command: `setsid -w ${rca} watch - < ${pipe}`, columns: 200, rows: 60 });
    await end.write(lines.join(''));
    await terminal.until(/ NEW +netra-backend-staging: Infinite recursion/);
    expect(terminal.modes()).toEqual(RESTORED);
  });
});
