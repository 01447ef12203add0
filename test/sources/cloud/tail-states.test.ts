import { v2 } from '@google-cloud/logging';
import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, parseFault, startEmulator } from '../../../src/emulator/index.ts';
import { parseFilter } from '../../../src/filter/index.ts';
import { clientOptions } from '../../emulator/clients.ts';
import { type Followed, follow, NOTICES, now, until, untilFollowing, written1 } from './follow.ts';

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

const texts = () => tail!.states.map(({ text }) => text);

test('renewed in mid-burst: the new tail opens first, each entry comes once and none is read by list', async () => {
  await start();
  tail = await follow(emulator, { timing: { renewMs: 100, handoverMs: 60, settleMs: 60_000 } });
  await untilFollowing(tail);
  await until(() => expect(emulator.openTails).toBe(1));
  const seen = new Set<number>();
  let count = 0;
  const writer = setInterval(() => {
    seen.add(emulator.openTails);
    count += emulator.append([written1('failure'), written1('line')]);
  }, 2);
  const { states } = tail;
  const [after, pages] = [states.length, tail.pages()];
  for (let handovers = 0; handovers < 4; handovers++) {
    await until(() => expect(emulator.openTails).toBe(2));
    await until(() => expect(emulator.openTails).toBe(1));
  }
  clearInterval(writer);
  await until(() => expect(tail!.count()).toBe(count));
  expect(seen).toEqual(new Set([1, 2]));
  expect(new Set(tail.ids).size).toBe(tail.ids.length);
  expect(tail.pages()).toBe(pages);
  expect(states.slice(after).every(({ connected }) => connected)).toBe(true);
});

test('a frozen connection is noticed, and said at once', async () => {
  await start({ freezable: true });
  tail = await follow(emulator, { timing: { ...NOTICES, firstBackoffMs: 2000, longestBackoffMs: 2000 } });
  await untilFollowing(tail);
  emulator.breakTails('freeze');
  const frozen = performance.now();
  await until(() =>
    expect(tail!.state()).toEqual({ text: 'reconnecting in 2 s (the connection was lost)', connected: false }),
  );
  expect(performance.now() - frozen).toBeLessThan(5000);
});

test('a gap is read before the tail is said to follow again', async () => {
  await start({}, 'slow=30');
  tail = await follow(emulator);
  await untilFollowing(tail);
  expect(texts()).toEqual(expect.arrayContaining(['connecting', 'reading the gap', 'following']));
});

test('what was written before the tail opened and is listed late comes too', async () => {
  await start({}, 'late=0.15');
  const from = now() - 1_000_000;
  emulator.append([written1('failure')]);
  tail = await follow(emulator, { from });
  await until(() => expect(tail!.ids).toHaveLength(1));
});

test('an eleventh tail waits until another one ends', async () => {
  await start();
  const client = new v2.LoggingServiceV2Client(clientOptions(emulator.grpc) as never);
  const others = Array.from({ length: 10 }, () => client.tailLogEntries().on('error', () => {}));
  for (const other of others) other.write({ resourceNames: ['projects/shop'] });
  await until(() => expect(emulator.openTails).toBe(10));
  tail = await follow(emulator, { timing: { openMs: 60_000 } });
  await until(() => expect(texts()).toContain('connecting in 1 s (too many tails are open, or the quota is used up)'));
  expect(tail.states.some(({ connected }) => connected)).toBe(false);
  others[0]!.cancel();
  // That entries come proves that it is open.
  await until(() => {
    emulator.append([written1('line')]);
    expect(tail!.state()).toEqual({ text: 'following', connected: true });
  });
  for (const other of others) other.cancel();
  await client.close();
});

describe('abort ends it within a moment and closes the tail', () => {
  const ends = async () => {
    const before = performance.now();
    await tail!.stop();
    expect(performance.now() - before).toBeLessThan(3000);
    await until(() => expect(emulator.openTails).toBe(0));
  };

  test('while it follows', async () => {
    await start();
    tail = await follow(emulator);
    await untilFollowing(tail);
    await until(() => expect(emulator.openTails).toBe(1));
    await ends();
  });

  test('while it reads a gap', async () => {
    await start({}, 'slow=5000');
    tail = await follow(emulator);
    await until(() => expect(texts()).toContain('reading the gap'));
    await ends();
  });

  test('while it waits to reconnect', async () => {
    await start();
    tail = await follow(emulator, { timing: { firstBackoffMs: 60_000, longestBackoffMs: 60_000 } });
    await untilFollowing(tail);
    emulator.breakTails('UNAVAILABLE');
    await until(() => expect(tail!.state().connected).toBe(false));
    await ends();
  });

  test('before it began', async () => {
    await start();
    tail = await follow(emulator);
    await ends();
    expect(tail.states).toEqual([]);
  });
});

describe('what does not get better ends it', () => {
  test('no permission', async () => {
    await start({}, 'permission-denied=logging');
    tail = await follow(emulator);
    await expect(tail.ended).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^no permission to read the logs of project shop/),
    });
  });

  test('a filter that the server does not accept', async () => {
    const filter = parseFilter('severity>=ERROR');
    Object.assign(filter, { value: 'NONSENSE' });
    tail = await follow(await start(), { cloud: { filter } });
    await expect(tail.ended).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^Cloud Logging does not accept the query: .*NONSENSE/),
    });
  });

  test('a permission that is taken away', async () => {
    tail = await follow(await start());
    await untilFollowing(tail);
    emulator.breakTails('PERMISSION_DENIED');
    await expect(tail.ended).rejects.toMatchObject({ name: 'UserError' });
  });

  test('nothing listens at --emulator', async () => {
    const { grpc } = await start();
    await emulator.close();
    tail = await follow({ grpc });
    await expect(tail.ended).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^nothing answers at --emulator/),
    });
  });
});
