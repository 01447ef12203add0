import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, parseFault, startEmulator } from '../../src/emulator/index.ts';
import type { Report } from '../../src/model.ts';
import { entry, lines, SOME, T0 } from './logs.ts';
import { bareEnv, CLI, follow, type Outcome, type Running, rca } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'some.ndjson'), lines(SOME));

/** util-linux's script gives a command a terminal and passes its exit status on. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
const ESC = '\u001b';
const CTRL_C = '\u0003';
const HOUR = ['--since', '2025-09-09T18:30:00Z', '--until', '2025-09-09T20:00:00Z', '--lookback', '1d'];

/** `rca ARGS` on a terminal of 100 × 30, its process id on the first line; `redirect` as a shell takes it. */
function onTerminal(args: string[], { redirect = '', env = {}, size = 'cols 100 rows 30' } = {}): Running {
  const command = `stty ${size}; echo pid $$; exec "${process.execPath}" "${CLI}" ${args.join(' ')} ${redirect}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: bareEnv({ PATH: process.env.PATH ?? '', TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
    cwd: folder,
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  return follow(child);
}

describe.runIf(hasScript).concurrent('on a terminal', () => {
  const scan = ['scan', 'some.ndjson', '--no-tui'];
  let piped: Outcome;
  beforeAll(async () => {
    piped = await rca([...scan, '--format', 'text'], { cwd: folder });
    expect(piped.stdout).not.toContain(ESC);
  });

  it.each<[what: string, env: Record<string, string>, size: string, colour: boolean]>([
    ['in colour', {}, 'cols 100 rows 30', true],
    ['without it under NO_COLOR', { NO_COLOR: '1' }, 'cols 100 rows 30', false],
    ['as wide as usual where the terminal does not know', {}, 'cols 0 rows 0', true],
  ])('text, %s', async (_, env, size, colour) => {
    const running = onTerminal(scan, { env, size, redirect: '2>/dev/null' });
    const { status, stdout } = await running.outcome;
    const text = stdout.replaceAll('\r\n', '\n').replace(/^pid \d+\n/, '');
    expect(text.includes(ESC)).toBe(colour);
    const plain = text.replaceAll(/\u001b\[[\d;]*m/g, '');
    expect(plain).toBe(piped.stdout);
    expect(status).toBe(1);
  });

  it('progress is taken away before the report', async () => {
    const { stdout } = await onTerminal([...scan], { env: { NO_COLOR: '1' } }).outcome;
    expect(stdout).toMatch(/^pid \d+\r\n(\r\u001b\[K[^\r\n]*)*\r\u001b\[K[^\r\n\u001b]/);
  });
});

describe.runIf(hasScript).concurrent('while a project is read on a terminal', () => {
  const servers: Emulator[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  /** The scan of a project whose quota is used up half-way. */
  async function scanOfPart(): Promise<string[]> {
    // Three reads for deployments, or four with the one ahead; two pages of the window, or one; then there is no more.
    const server = await startEmulator({ faults: [parseFault('quota=6')], clock: () => T0 + 3_600_000_000 });
    servers.push(server);
    server.load(Array.from({ length: 3000 }, (_, i) => entry(i, 'ERROR', 'ValueError: order 7 has no lines')));
    return ['scan', '--emulator', server.grpc, '--project', 'demo', ...HOUR];
  }

  it('quota: says that it waits; Ctrl-C makes the report of what was read', async () => {
    const running = onTerminal([...(await scanOfPart()), '--format', 'json'], { redirect: '> part.json' });
    await running.until('stdout', /[12],000 entries, \d+ pages, [\d:.-]+, waiting for quota/);
    running.child.stdin!.write(CTRL_C);
    const { status } = await running.outcome;
    const { losses, signatures } = JSON.parse(readFileSync(join(folder, 'part.json'), 'utf8')) as Report;
    expect([1000, 2000]).toContain(signatures[0]!.count);
    expect(losses.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(/^the window from 2025-09-09T18:30:00Z to 2025-09-09T19:\S+ not read: interrupted$/),
    );
    expect(status).toBe(1);
  });

  it('the screen: Ctrl-C keeps what was read, a second one leaves with 130 and the terminal as it was', async () => {
    const running = onTerminal(await scanOfPart());
    await running.until('stdout', /order \S+ has no lines/);
    running.child.stdin!.write(CTRL_C);
    await running.until('stdout', /this is what was read/);
    running.child.stdin!.write(CTRL_C);
    const { status, stdout } = await running.outcome;
    expect(status).toBe(130);
    expectRestored(stdout);
  });

  it('the screen: SIGTERM leaves the terminal as it was', async () => {
    const running = onTerminal(await scanOfPart());
    await running.until('stdout', /order \S+ has no lines/);
    const pid = Number(/^pid (\d+)/.exec(running.printed.stdout)![1]);
    process.kill(pid, 'SIGTERM');
    const { status, stdout } = await running.outcome;
    expect(status).toBe(143);
    expectRestored(stdout);
  });
});

/** The alternate buffer is left and the cursor shown, after all else. */
function expectRestored(printed: string): void {
  const entered = printed.lastIndexOf(`${ESC}[?1049h`);
  expect(entered).toBeGreaterThan(0);
  expect(printed.lastIndexOf(`${ESC}[?1049l`)).toBeGreaterThan(entered);
  expect(printed.lastIndexOf(`${ESC}[?25h`)).toBeGreaterThan(printed.lastIndexOf(`${ESC}[?25l`));
}
