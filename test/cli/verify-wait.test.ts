import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import type { Verification } from '../../src/model.ts';
import { rca } from '../scans/run.ts';
import { lines, T0 } from './logs.ts';
import { BEFORE, failing, NEW, rollout, SINCE } from './verify-logs.ts';

const SECOND = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'rca-wait-'));
const report = join(folder, 'r.json');
let fixed: Emulator;
let failed: Emulator;

async function serve(entries: typeof BEFORE): Promise<Emulator> {
  const server = await startEmulator({ clock: () => T0 + 3600 * SECOND });
  server.load(entries);
  return server;
}

beforeAll(async () => {
  const file = join(folder, 'before.ndjson');
  writeFileSync(file, lines(BEFORE));
  await rca(['scan', file, '--save', report, '--deploy-at', '2025-09-09T18:00:00Z']);
  fixed = await serve([...BEFORE, ...SINCE]);
  failed = await serve([...BEFORE, ...SINCE, ...failing(NEW, 240)]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([fixed.close(), failed.close()]);
});

interface Waiting {
  /** Seconds after T0, when the new revision starts. */
  from: number;
  args: string[];
  server?: Emulator;
  onSleep?(stop: () => void): void;
}

/** `rca verify --wait` on a clock that only sleeping moves. */
async function waiting({ from, args, server = fixed, onSleep = () => {} }: Waiting) {
  const controller = new AbortController();
  const slept: number[] = [];
  let now = T0 + from * SECOND;
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms * 1000;
    onSleep(() => controller.abort());
  };
  const source = ['--emulator', server.grpc, '--project', 'demo', '--lookback', '1d', '--format', 'json'];
  const outcome = await rca(['verify', ...source, ...args], { now: () => now, sleep, signal: controller.signal });
  return { ...outcome, slept, answer: (JSON.parse(outcome.stdout) as Verification).answer, ended: now };
}

describe('--wait', () => {
  it('reads again until enough was served, with longer and longer pauses', async () => {
    const { status, answer, slept } = await waiting({ from: 40, args: ['--since-report', report, '--wait', '15m'] });
    expect([status, answer]).toEqual([0, 'fixed']);
    expect(slept.slice(0, 4)).toEqual([20_000, 30_000, 45_000, 67_500]);
    // A failure in three requests: nine requests without one, at three a minute.
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(120_000);
  });

  it('waits for the revision that has the fix, with a report or by its name', async () => {
    for (const named of [
      ['--since-report', report],
      ['--revision', NEW],
    ]) {
      const { status, answer, ended } = await waiting({ from: -60, args: [...named, '--wait', '15m'] });
      expect([status, answer]).toEqual([0, 'fixed']);
      expect(ended).toBeGreaterThan(T0 + 120 * SECOND);
    }
  });

  it('ends as soon as it still fails', async () => {
    const args = ['--revision', NEW, '--wait', '15m'];
    const { status, answer, ended } = await waiting({ from: 290, args, server: failed });
    expect([status, answer]).toEqual([1, 'not-fixed']);
    expect(ended).toBe(T0 + 290 * SECOND);
  });

  it('ends when the time is over, with what is known', async () => {
    const { status, answer, ended } = await waiting({ from: 60, args: ['--revision', NEW, '--wait', '30s'] });
    expect([status, answer]).toEqual([3, 'inconclusive']);
    expect(ended).toBe(T0 + 90 * SECOND);
  });

  it('ends when no such revision has gone live by then, and says so', async () => {
    const args = ['--revision', 'checkout-00003-new', '--wait', '1m'];
    await expect(waiting({ from: 60, args })).rejects.toThrow(/^No go-live of revision checkout-00003-new was found /);
  });

  it('ends on Ctrl-C with what is known', async () => {
    const args = ['--revision', NEW, '--wait', '15m'];
    const { status, answer, slept } = await waiting({ from: 60, args, onSleep: (stop) => stop() });
    expect([status, answer, slept.length]).toEqual([3, 'inconclusive', 1]);
  });

  it('lets as many reads come back as one reading took, before the next', async () => {
    const args = ['--revision', NEW, '--wait', '5m', '--reads-per-minute', '6'];
    const { slept } = await waiting({ from: 60, args });
    expect(Math.max(...slept)).toBeGreaterThan(45_000);
  });
});

it('a rollout alone is no traffic', async () => {
  const server = await serve([...BEFORE, rollout(NEW, 0)]);
  const { status, answer } = await waiting({ from: 3000, args: ['--revision', NEW, '--wait', '1m'], server });
  expect([status, answer]).toEqual([3, 'inconclusive']);
  await server.close();
});
