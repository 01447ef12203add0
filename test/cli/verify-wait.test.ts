import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verification } from '../../src/model.ts';
import { parseTime } from '../../src/text/time.ts';
import { inFolder, type Outcome, onEmulator, rca, scanFile } from '../scans/run.ts';

const SECOND = 1_000_000;

/** A clock that only sleeping moves; `onSleep` sees each sleep. */
function clockFrom(start: string, onSleep: (slept: number[]) => void = () => {}) {
  let now = parseTime(start)!;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms: number) {
      slept.push(ms);
      now += ms * 1000;
      onSleep(slept);
    },
  };
}

const answerOf = ({ stdout }: Outcome) => (JSON.parse(stdout) as Verification).answer;

/** Waits for the fix of incident C, from before it went live (19:31:24), with the report of the failure. */
async function waiting(start: string, args: string[], onSleep?: (slept: number[], stop: () => void) => void) {
  return inFolder(async (folder) => {
    const file = join(folder, 'r.json');
    await scanFile('recursion', '--save', file);
    const controller = new AbortController();
    const clock = clockFrom(start, (slept) => onSleep?.(slept, () => controller.abort()));
    const flags = ['--since-report', file, '--service', 'netra-backend-staging', '--format', 'json', ...args];
    const outcome = await onEmulator('recursion-fixed', [], (source) =>
      rca(['verify', ...source, ...flags], { now: clock.now, sleep: clock.sleep, signal: controller.signal }),
    );
    return { outcome, slept: clock.slept };
  });
}

describe('--wait', () => {
  it('reads again until the fix is live and enough was served, with longer and longer pauses', async () => {
    const { outcome, slept } = await waiting('2025-09-09T19:30:40Z', ['--wait', '15m']);
    expect([outcome.status, answerOf(outcome)]).toEqual([0, 'fixed']);
    expect(slept.length).toBeGreaterThan(2);
    expect(slept.slice(0, 3)).toEqual([20_000, 30_000, 45_000]);
  });

  it('ends when the time is over, with what is known', async () => {
    const { outcome, slept } = await waiting('2025-09-09T19:31:50Z', ['--wait', '30s']);
    expect([outcome.status, answerOf(outcome)]).toEqual([3, 'inconclusive']);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(30_000);
  });

  it('ends on Ctrl-C with what is known', async () => {
    const { outcome, slept } = await waiting('2025-09-09T19:31:40Z', ['--wait', '15m'], (_, stop) => stop());
    expect([outcome.status, answerOf(outcome)]).toEqual([3, 'inconclusive']);
    expect(slept).toHaveLength(1);
  });

  it('gives the reads of a reading back before the next one', async () => {
    const { slept } = await waiting('2025-09-09T19:31:50Z', ['--wait', '1m', '--reads-per-minute', '10']);
    // Ten reads a minute: a reading of some pages takes its time, whatever the pause was.
    expect(slept[0]).toBeGreaterThan(20_000);
  });

  it('waits for a revision that has not gone live', async () => {
    const clock = clockFrom('2025-09-09T19:31:00Z');
    const args = ['--revision', 'netra-backend-staging-00038-mvj', '--wait', '10m', '--format', 'json'];
    const outcome = await onEmulator('recursion-fixed', [], (source) =>
      rca(['verify', ...source, ...args], { now: clock.now, sleep: clock.sleep }),
    );
    expect([outcome.status, answerOf(outcome)]).toEqual([0, 'fixed']);
    expect(clock.slept.length).toBeGreaterThan(1);
    expect(clock.now()).toBeLessThan(parseTime('2025-09-09T19:41:00Z')! + SECOND);
  });
});
