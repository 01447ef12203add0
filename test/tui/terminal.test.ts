/** The built CLI in a real terminal. */
import { execFileSync } from 'node:child_process';
import { constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';
import { incidentLines, missing, rca } from './built.ts';
import { HOSTILE } from './fixtures/incident-c.ts';
import { RESTORED, Terminal, type TerminalOptions } from './terminal.ts';

describe.skipIf(missing !== null)(missing ?? 'in a real terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rca-screen-'));
  const incident = join(folder, 'incident.ndjson');
  let terminal: Terminal;

  const start = (command: string, size: Partial<TerminalOptions> = {}) => {
    terminal = new Terminal({ columns: 80, rows: 24, command, ...size });
  };

  beforeAll(() => writeFileSync(incident, incidentLines().join('')));
  afterEach(() => terminal.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('80x24: list, detail, deployments, quit; a summary stays, the status is 1', async () => {
    const saved = join(folder, 'report.json');
    start(`echo before; ${rca} scan ${incident} --save ${saved}`);
    const list = await terminal.until(/ done$/);
    expect(list.length).toBe(24);
    expect(list.find((row) => row.startsWith('>'))).toMatch(/^> 1 high +\d+ +\+2\.0 s {2}Infinite recursion/);
    expect(list[2]).toMatch(/│[▁▂▃▄▅▆▇█]{20,} max \d+$/);
    expect(list[3]).toMatch(/^UTC .*┄▲00037-tgk─.*┬\d\d:\d\d─.* per \d+ s$/);
    expect(list.at(-1)).toMatch(/^j\/k select {2}Enter open .* 1 of \d+$/);
    expect(terminal.modes()).toEqual({ alternate: true, cursor: false, wrap: false });
    terminal.press('j', 'Enter');
    await terminal.until(/^j\/k scroll {2}Esc back/);
    terminal.press('Escape');
    await terminal.until(/^> 2 high/);
    terminal.press('Tab');
    await terminal.until(/\[Deployments \d+\]/);
    terminal.press('q');
    const left = await terminal.until(/^status 1$/);
    expect(terminal.modes()).toEqual(RESTORED);
    expect(left[0]).toBe('before');
    expect(left.join('')).toContain('2.0 s after netra-backend-staging-00037-tgk went live');
    expect(left.join('')).toContain(`\`rca report ${saved}\` prints the report again.`);
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({ schema: 1 });
  });

  it('a pipe that never ends: keys from the terminal, resized in mid-stream, Ctrl-C once and twice', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    start(`${rca} scan - < ${pipe}`, { columns: 200, rows: 50 });
    const end = await open(pipe, constants.O_RDWR);
    try {
      await terminal.until(/reading …$/);
      await end.write(readFileSync(incident));
      await terminal.until(/│ Infinite recursion/);
      terminal.press('j');
      await terminal.until(/^> 2 high/);
      terminal.resize(80, 24);
      const small = await terminal.until(/^─{80}$/);
      expect(small.length).toBe(24);
      expect(small.filter((row) => row.startsWith('rca  '))).toHaveLength(1);
      terminal.resize(150, 40);
      const wide = await terminal.until(/│ An id has the wrong form/);
      expect(wide.filter((row) => row.startsWith('rca  '))).toHaveLength(1);
      expect(wide.filter((row) => row.startsWith('UTC '))).toHaveLength(1);
      terminal.press('C-c');
      const stopped = await terminal.until(/^stopped: this is what was read {2}Ctrl-C again leaves/);
      expect(stopped[1]).toMatch(/[\d,]+ entries/);
      terminal.press('C-c');
      await terminal.until(/^status 130$/);
      expect(terminal.modes()).toEqual(RESTORED);
    } finally {
      await end.close();
    }
  });

  it('kill -TERM leaves the terminal as it was', async () => {
    const pid = join(folder, 'pid');
    start(`sh -c 'echo $$ > ${pid}; exec ${rca} scan ${incident}'`);
    await terminal.until(/ done$/);
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGTERM');
    await terminal.until(/^status 143$/);
    expect(terminal.modes()).toEqual(RESTORED);
  });

  it('NO_COLOR: the same frame without colours', async () => {
    const frames: string[][] = [];
    for (const env of [{}, { NO_COLOR: '1' }]) {
      start(`${rca} scan ${incident}`, { env });
      frames.push(await terminal.until(/ done$/));
      const colours =
        terminal
          .rows(true)
          .join('\n')
          .match(/\u001b\[[\d;]*3[1-6]m/g) ?? [];
      expect(colours.length > 0).toBe(!('NO_COLOR' in env));
      terminal.close();
    }
    expect(frames[1]).toEqual(frames[0]);
  });

  it('hostile log text stays in its pane', async () => {
    const file = join(folder, 'hostile.ndjson');
    const lines = HOSTILE.split('\n').map((message, n) => ({
      insertId: `h${n}`,
      timestamp: `2025-09-09T19:09:3${n}Z`,
      severity: 'ERROR',
      resource: { type: 'cloud_run_revision', labels: { service_name: 'shop', revision_name: 'shop-00001-abc' } },
      logName: 'projects/p/logs/run.googleapis.com%2Fstderr',
      textPayload: `failed ${message}`,
    }));
    writeFileSync(file, lines.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    start(`${rca} scan ${file}`, { columns: 140, rows: 40 });
    const [top = ''] = await terminal.until(/ done$/);
    const tabs = terminal.rows().findIndex((row) => row.startsWith('─['));
    const total = Number(/(\d+)\]/.exec(terminal.rows()[tabs]!)?.[1]);
    expect(total).toBeGreaterThan(2);
    for (let n = 1; n <= total; n++) {
      const rows = await terminal.until(new RegExp(` ${n} of ${total}$`));
      const panes = rows.slice(tabs + 1, -1);
      expect(panes).toHaveLength(40 - tabs - 2);
      expect(new Set(panes.map((row) => displayWidth(row.slice(0, row.indexOf(' │')))))).toEqual(new Set([78]));
      expect(rows[0]).toBe(top);
      terminal.press('j');
    }
    terminal.press('q');
    await terminal.until(/^status 1$/);
    expect(terminal.modes()).toEqual(RESTORED);
  });

  it('a file that is not there: the message is on the terminal, not on a screen that is gone', async () => {
    start(`${rca} scan ${join(folder, 'nothing.ndjson')}`);
    const rows = await terminal.until(/^status 2$/);
    expect(terminal.modes()).toEqual(RESTORED);
    expect(rows.join('')).toContain('nothing.ndjson');
  });

  it.skipIf(process.platform !== 'linux')('a terminal without a keyboard: the report as text', async () => {
    start(`setsid -w ${rca} scan ${incident} < /dev/null`, { rows: 200 });
    const rows = await terminal.until(/^status 1$/);
    expect(terminal.modes()).toEqual(RESTORED);
    expect(rows.join('\n')).toContain('Infinite recursion');
  });
});
