import { EventEmitter } from 'node:events';
import type { v2 } from '@google-cloud/logging-api';
import { describe, expect, test, vi } from 'vitest';
import type { Outcome, PageEvent, PageReader, Query } from '../../../src/sources/cloud/page-reader.ts';
import { reasonOf, TailBackoff } from '../../../src/sources/cloud/tail-backoff.ts';
import { type GapRun, TailGap } from '../../../src/sources/cloud/tail-gap.ts';
import { Inbox } from '../../../src/sources/cloud/tail-inbox.ts';
import { TailLinks } from '../../../src/sources/cloud/tail-links.ts';
import { TailSeen } from '../../../src/sources/cloud/tail-seen.ts';
import { channelOptions, TAIL_TIMING } from '../../../src/sources/cloud/tail-timing.ts';
import { FAST, until } from './follow.ts';
import { SECOND, T0 } from './setup.ts';

const entry = (id: string, more: object = {}) => ({
  ...{ insertId: id, timestamp: { seconds: '1', nanos: 1 }, logName: 'projects/shop/logs/a' },
  ...more,
});

describe('what came already', () => {
  test('is told by log, time to the nanosecond and insertId', () => {
    const seen = new TailSeen(60 * SECOND);
    const others = [entry('b'), entry('a', { logName: 'x' }), entry('a', { timestamp: { seconds: '1', nanos: 2 } })];
    expect([entry('a'), ...others].map((one) => seen.isNew(one, T0))).toEqual([true, true, true, true]);
    expect([entry('a'), ...others].map((one) => seen.isNew(one, T0))).toEqual([false, false, false, false]);
  });

  test('is forgotten with the time that passed in the log, but not while a gap from then is read', () => {
    const seen = new TailSeen(60 * SECOND);
    seen.isNew(entry('a'), T0);
    seen.forget(T0 + 59 * SECOND, null);
    expect(seen.isNew(entry('a'), T0 + 59 * SECOND)).toBe(false);
    seen.forget(T0 + 600 * SECOND, T0 - SECOND);
    expect(seen.isNew(entry('a'), T0 + 600 * SECOND)).toBe(false);
    seen.forget(T0 + 600 * SECOND, null);
    expect(seen.isNew(entry('a'), T0 + 600 * SECOND)).toBe(true);
  });

  test('is bounded in number: the oldest go', () => {
    const seen = new TailSeen(60 * SECOND, 800);
    for (let i = 0; i < 5000; i++) {
      seen.isNew(entry(`id-${i}`), T0);
      seen.forget(T0, T0);
    }
    expect(seen.size).toBeLessThanOrEqual(800);
    expect(seen.isNew(entry('id-4500'), T0)).toBe(false);
    expect(seen.isNew(entry('id-0'), T0)).toBe(true);
  });
});

describe('pauses before reconnecting', () => {
  const error = (code: number) => ({ code, message: '', reason: '' });
  const pauses = (backoff: TailBackoff, codes: (number | null)[], lived = 0) =>
    codes.map((code) => backoff.next(code === null ? null : error(code), lived));

  test('double up to the longest, with jitter between half and all of it', () => {
    const codes = Array<number>(8).fill(14);
    expect(pauses(new TailBackoff(TAIL_TIMING, () => 0), codes)).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(pauses(new TailBackoff(TAIL_TIMING, () => 0.999_999), [14, 14]).map(Math.round)).toEqual([1000, 2000]);
  });

  test('begin anew after a tail that lived; the maximum duration is no failure; quota waits longer', () => {
    const backoff = new TailBackoff(TAIL_TIMING, () => 0);
    expect(pauses(backoff, [14, null, 13])).toEqual([500, 1000, 2000]);
    expect(pauses(backoff, [11], TAIL_TIMING.steadyMs)).toEqual([0]);
    expect(pauses(backoff, [11, 8])).toEqual([1000, 15_000]);
  });

  test.each([
    [14, 'the connection was lost'],
    [11, 'the tail met its maximum duration'],
    [3, null],
    [5, null],
    [7, null],
    [12, null],
    [16, null],
    [-1, null],
  ])('status %d: %s', (code, reason) => {
    expect(reasonOf(error(code))).toBe(reason);
  });
});

test('times of production fit together', () => {
  const { renewMs, deadlineMs, handoverMs, bufferMs, overlapMs, settleMs, seenMs } = TAIL_TIMING;
  expect(renewMs + handoverMs).toBeLessThan(deadlineMs);
  expect(bufferMs).toBeLessThan(handoverMs);
  expect(overlapMs + settleMs).toBeLessThan(seenMs);
  expect(channelOptions(TAIL_TIMING)).toMatchObject({ 'grpc.keepalive_time_ms': 30_000 });
});

test('a full queue says so once, and again when half of it is taken', async () => {
  const told: boolean[] = [];
  const inbox = new Inbox<number>(10, (full) => told.push(full));
  for (let i = 0; i < 4; i++) inbox.push(i, 5);
  expect(told).toEqual([true]);
  const room = inbox.room().then(() => 'room');
  expect(await Promise.race([room, Promise.resolve('none')])).toBe('none');
  expect([await inbox.next(), await inbox.next()]).toEqual([0, 1]);
  expect(told).toEqual([true]);
  await inbox.next();
  expect([told, await room]).toEqual([[true, false], 'room']);
  inbox.close();
  expect(await inbox.next()).toBeNull();
});

/** A client whose tails do as the test says. */
function fakeClient() {
  const tails: (EventEmitter & { request?: { filter: string }; cancelled: boolean })[] = [];
  const client = {
    loggingServiceV2Stub: Promise.resolve({ waitForReady: (_: number, done: () => void) => done() }),
    tailLogEntries() {
      const tail = Object.assign(new EventEmitter(), {
        cancelled: false,
        write: (request: { filter: string }) => Object.assign(tail, { request }),
        end: () => {},
        pause: () => {},
        resume: () => {},
        cancel: () => Object.assign(tail, { cancelled: true }),
      });
      tails.push(tail);
      return tail;
    },
  };
  return { tails, client: client as unknown as v2.LoggingServiceV2Client };
}

describe('during a handover', () => {
  const lost = Object.assign(new Error('gone'), { code: 14 });
  async function handover() {
    const { tails, client } = fakeClient();
    const ears = { changed: vi.fn(), responded: vi.fn(), lost: vi.fn(), connected: vi.fn(), failed: vi.fn() };
    const timing = { ...FAST, renewMs: 60, handoverMs: 60_000 };
    const backoff = new TailBackoff(timing, () => 0);
    const links = new TailLinks(
      { client, resourceName: 'projects/shop', timing, backoff, isNobody: () => false },
      ears,
    );
    links.follow('a');
    await until(() => expect(tails).toHaveLength(2));
    tails[1]!.emit('data', { entries: [] });
    expect(ears.connected).toHaveBeenCalledTimes(1);
    return { links, tails, ears };
  }

  test('the old tail dies: what it had not sent is read, and nobody is disconnected', async () => {
    const { links, tails, ears } = await handover();
    tails[0]!.emit('error', lost);
    expect([ears.lost.mock.calls.length, ears.connected.mock.calls.length]).toEqual([1, 2]);
    expect(links.state()).toEqual({ text: 'following', connected: true });
    links.close();
    expect(tails.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  });

  test('the new tail dies: the old one goes on, and another one is opened soon', async () => {
    const { links, tails } = await handover();
    tails[1]!.emit('error', lost);
    expect(links.state().connected).toBe(true);
    await until(() => expect(tails).toHaveLength(3));
    expect(tails[0]!.cancelled).toBe(false);
    links.close();
  });

  test('both die: one new tail', async () => {
    const { links, tails, ears } = await handover();
    for (const tail of tails.slice(0, 2)) tail.emit('error', lost);
    expect(links.state().connected).toBe(false);
    await until(() => expect(links.state().connected).toBe(true));
    expect(tails).toHaveLength(3);
    expect(ears.failed).not.toHaveBeenCalled();
    links.close();
  });

  test('another filter is asked for by a tail of its own', async () => {
    const { links, tails } = await handover();
    links.follow('b');
    expect(tails.map(({ request }) => request?.filter)).toEqual(['a', 'a', 'b']);
    links.close();
  });
});

describe('a gap', () => {
  const OK: Outcome = { stopped: null, unread: null, message: '' };
  const outcome = (stopped: Outcome['stopped']): Outcome => ({ stopped, unread: { from: 0, to: 1 }, message: 'x' });

  /** Reads with these outcomes in turn, one page each; resolves to what was asked for and what was lost. */
  async function read(outcomes: Outcome[], between = (_: TailGap) => {}) {
    const asked: Query[] = [];
    const told: boolean[] = [];
    const newReader = () => ({
      async *read(query: Query): AsyncGenerator<PageEvent, Outcome> {
        asked.push(query);
        yield { page: [] };
        return outcomes[asked.length - 1]!;
      },
    });
    const ears = {
      changed: () => {},
      page: async (run: GapRun) => gap.took(run, T0 + 100 * SECOND),
      ended: (run: GapRun, ended: Outcome) => {
        if (told.length === 0) between(gap);
        told.push(gap.settle(run, ended));
      },
      failed: () => {},
    };
    const options = { scope: () => 'x="y"', floor: T0, timing: { ...FAST, settleMs: 10, overlapMs: 60_000 } };
    const gap: TailGap = new TailGap(
      { ...options, now: () => T0 + 200 * SECOND, newReader: newReader as unknown as () => PageReader },
      ears,
    );
    gap.read();
    await until(() => expect(told).toHaveLength(outcomes.length));
    return {
      gap,
      from: asked.map(({ span }) => (span.from - T0) / SECOND),
      told,
      owed: gap.owed,
      filter: asked[0]!.filter,
    };
  }

  test('is read at once, and its end again when everything can be listed', async () => {
    const { from, told, owed, filter } = await read([OK, OK]);
    expect({ from, told, owed }).toEqual({ from: [0, 40], told: [false, false], owed: null });
    expect(filter).toMatch(/^x="y" AND \(timestamp>="2025-09-09T19:00:00.*Z" AND timestamp<"2025-09-09T20:03:20Z"\)$/);
  });

  test('begins an overlap before the newest entry, and never before the tail itself', async () => {
    const { gap } = await read([OK, OK]);
    gap.lost(T0 + 200 * SECOND);
    expect(gap.owed).toBe(T0 + 140 * SECOND);
    gap.lost(T0 + 30 * SECOND);
    expect(gap.owed).toBe(T0);
  });

  test.each([['failed'], ['quota']] as const)('that %s is tried again as a whole, then lost', async (stopped) => {
    expect(await read([outcome(stopped), OK])).toMatchObject({ from: [0, 0], told: [false, false], owed: null });
    expect(await read([outcome(stopped), outcome(stopped)])).toMatchObject({ told: [false, true], owed: null });
  });

  test('too long for its budget is lost at once, but for its end', async () => {
    expect(await read([outcome('budget'), OK])).toMatchObject({ from: [0, 40], told: [true, false] });
  });

  test('stays owed where the tail dies before it was taken in', async () => {
    const died = (gap: TailGap) => gap.lost(T0 + 150 * SECOND);
    const { told, owed } = await read([OK], died);
    expect({ told, owed }).toEqual({ told: [false], owed: T0 });
  });
});
