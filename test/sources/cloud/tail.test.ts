import { afterEach, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, parseFault, startEmulator } from '../../../src/emulator/index.ts';
import { FAST, type Followed, follow, NOTICES, now, sum, until, untilFollowing, written1 } from './follow.ts';

let emulator: Emulator;
let tail: Followed | undefined;
let writer: NodeJS.Timeout | undefined;
afterEach(async () => {
  await tail?.stop().catch(() => {});
  tail = undefined;
  clearInterval(writer);
  await emulator.close();
});

async function start(options: EmulatorOptions = {}) {
  emulator = await startEmulator(options);
  return emulator;
}

test('failures come in full, the rest as counts with requests and routes', async () => {
  tail = await follow(await start());
  await untilFollowing(tail);
  emulator.append([written1('failure'), written1('line'), written1('line'), written1('request')]);
  await until(() => expect(tail!.count()).toBe(4));
  expect(tail.ids).toHaveLength(1);
  expect(sum(tail.tallies, 'requests')).toBe(1);
  expect(tail.tallies.flatMap(({ routes }) => [...(routes ?? new Map()).values()])).toEqual([1]);
  expect(tail.losses).toEqual([]);
});

// Late: what is written shows only so much later, in tails and lists.
test.each([
  ['shown at once', []],
  ['shown late', ['late=0.1']],
])(
  'every way to die, twenty times in mid-burst, entries %s: each comes once',
  async (_, faults) => {
    await start({ freezable: true, tailEntriesPerMinute: null, faults: faults.map(parseFault) });
    tail = await follow(emulator, { timing: { ...NOTICES, renewMs: 150 } });
    let [failures, others, requests] = [0, 0, 0];
    writer = setInterval(() => {
      emulator.append([written1('failure'), written1('line'), written1('line'), written1('request')]);
      failures += 1;
      others += 3;
      requests += 1;
    }, 2);
    const ways = [
      'UNAVAILABLE',
      'freeze',
      'OUT_OF_RANGE',
      'end',
      'CANCELLED',
      'INTERNAL',
      'RESOURCE_EXHAUSTED',
      'DEADLINE_EXCEEDED',
    ] as const;
    for (let i = 0; i < 20; i++) {
      await until(() => expect([emulator.openTails > 0, tail!.state().connected]).toEqual([true, true]));
      const before = tail.states.length;
      // Every third time in the middle of a handover.
      if (i % 3 === 0) await until(() => expect(emulator.openTails).toBe(2));
      emulator.breakTails(ways[i % ways.length]!);
      await until(() => expect(tail!.states.slice(before).some(({ connected }) => !connected)).toBe(true));
    }
    clearInterval(writer);
    await until(() => expect(tail!.count()).toBeGreaterThanOrEqual(failures + others));
    await untilFollowing(tail);
    // Past the second reading of the last gap, which must bring nothing twice.
    const over = performance.now() + 2 * FAST.settleMs;
    await until(() => expect(performance.now()).toBeGreaterThan(over));
    expect([tail.ids.length, new Set(tail.ids).size]).toEqual([failures, failures]);
    expect([sum(tail.tallies, 'entries'), sum(tail.tallies, 'requests')]).toEqual([others, requests]);
    expect(tail.losses).toEqual([]);
  },
  30_000,
);

test('nothing falls between what was listed and the tail', async () => {
  await start();
  const from = now() - 5_000_000;
  emulator.load([written1('failure', from - 1), written1('failure', from), written1('line', from + 2_000_000)]);
  tail = await follow(emulator, { from });
  writer = setInterval(() => emulator.append([written1('line')]), 1);
  await untilFollowing(tail);
  clearInterval(writer);
  const count = emulator.append([written1('failure')]) + 2;
  await until(() => expect(tail!.ids).toHaveLength(count - 1));
  expect(sum(tail.tallies, 'entries')).toBeGreaterThan(1);
});

test('a server that is gone for a while on the same port', async () => {
  await start();
  const port = Number(emulator.grpc.split(':')[1]);
  tail = await follow(emulator);
  await untilFollowing(tail);
  await emulator.close();
  await until(() => expect(tail!.state().connected).toBe(false));
  await until(() =>
    expect(tail!.states.filter(({ text }) => text.startsWith('reconnecting in')).length).toBeGreaterThan(2),
  );
  await start({ port });
  emulator.append([written1('failure'), written1('line')]);
  await until(() => expect(tail!.count()).toBe(2));
  await untilFollowing(tail);
  emulator.append([written1('failure')]);
  await until(() => expect(tail!.count()).toBe(3));
});
