import { afterEach, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, parseFault, startEmulator } from '../../../src/emulator/index.ts';
import type { Loss } from '../../../src/model.ts';
import { type Followed, follow, now, sum, until, untilFollowing, written1 } from './follow.ts';

let emulator: Emulator;
let tail: Followed | undefined;
afterEach(async () => {
  await tail?.stop().catch(() => {});
  tail = undefined;
  await emulator.close();
});

async function start(options: EmulatorOptions = {}, ...faults: string[]) {
  emulator = await startEmulator({ ...options, faults: faults.map(parseFault) });
  return emulator;
}

const count = (losses: Loss[], reason: string) =>
  losses.filter((loss) => loss.reason === reason).reduce((all, loss) => all + loss.count, 0);
/** Nothing is read by list once it follows. */
const UNSETTLED = { settleMs: 60_000 };

test('what the server left out is in the ledger, with why', async () => {
  tail = await follow(await start({}, 'suppress=3'), { timing: UNSETTLED });
  await untilFollowing(tail);
  await until(() => expect(emulator.openTails).toBe(1));
  emulator.append(Array.from({ length: 10 }, () => written1('line')));
  await until(() => expect(tail!.count()).toBe(7));
  expect(tail.losses).toEqual([
    { reason: 'suppressed', count: 3, detail: expect.stringMatching(/at most 60,000 a minute; .*--service.*--filter/) },
  ]);
});

test('where the limit is met again and again, only failures and requests are asked for, and that is said', async () => {
  await start({ tailEntriesPerMinute: 600 });
  tail = await follow(emulator, { timing: UNSETTLED });
  await untilFollowing(tail);
  const writer = setInterval(() => emulator.append(Array.from({ length: 30 }, () => written1('line'))), 5);
  await until(() => expect(tail!.source.notes).toHaveLength(1));
  expect(tail.source.notes[0]).toMatch(
    /^Since .*Z only failures and requests are followed: the project logs more than/,
  );
  await until(() => expect(emulator.openTails).toBe(2));
  await until(() => expect(emulator.openTails).toBe(1));
  const suppressed = count(tail.losses, 'suppressed');
  const lines = sum(tail.tallies, 'entries');
  emulator.append([written1('line'), written1('failure'), written1('request')]);
  clearInterval(writer);
  await until(() =>
    expect(sum(tail!.tallies, 'requests') + count(tail!.losses, 'suppressed')).toBeGreaterThan(suppressed),
  );
  expect(sum(tail.tallies, 'entries') - sum(tail.tallies, 'requests')).toBe(lines);
  expect(tail.source.notes).toHaveLength(1);
});

test('one that takes them too slowly holds few itself and has the server leave some out', async () => {
  await start({ tailEntriesPerMinute: null });
  const gate = Promise.withResolvers<void>();
  let waits = false;
  const each = async () => (waits ? gate.promise : undefined);
  tail = await follow(emulator, { timing: { ...UNSETTLED, bufferMs: 0 }, each });
  await untilFollowing(tail);
  await until(() => expect(emulator.openTails).toBe(1));
  waits = true;
  let written = 0;
  // Each with time enough to come. The first fill the queue, small ones the streams' own buffers, which count responses.
  for (const size of [...Array(11).fill(1000), ...Array(400).fill(1), ...Array(60).fill(1000)]) {
    written += emulator.append(Array.from({ length: size }, () => written1('line')));
    await new Promise((resolve) => setTimeout(resolve, size / 200));
  }
  waits = false;
  gate.resolve();
  await until(() => expect(tail!.count() + count(tail!.losses, 'suppressed')).toBe(written));
  expect(tail.losses[0]?.detail).toMatch(/did not take them fast enough/);
}, 20_000);

test('a gap that the quota does not let us read is in the ledger, with its span', async () => {
  await start({}, 'quota=0.0001');
  const from = now() - 10_000_000;
  tail = await follow(emulator, { from, cloud: { sleep: async () => {} } });
  await until(() => expect(count(tail!.losses, 'quota')).toBe(1));
  expect(tail.losses).toEqual([
    expect.objectContaining({
      detail: expect.stringMatching(/^while the tail was not open: from .* not read: the project's read quota/),
    }),
  ]);
  expect(Date.parse(tail.losses[0]!.from!) * 1000).toBeLessThanOrEqual(from);
  await untilFollowing(tail);
});

test('a gap whose reading fails for a while is read later', async () => {
  await start({}, 'unavailable=6');
  emulator.append([written1('failure')]);
  tail = await follow(emulator, { from: now() - 10_000_000, cloud: { sleep: async () => {} } });
  await until(() => expect(tail!.ids).toHaveLength(1));
  expect(tail.losses).toEqual([]);
});
