import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, parseFault, startEmulator } from '../../../src/emulator/index.ts';
import type { RawEntry } from '../../../src/model.ts';
import { routeKey } from '../../../src/text/route-key.ts';
import {
  collect,
  entryAt,
  fakeClock,
  HOUR,
  ids,
  NEVER,
  NO_HITS,
  requestAt,
  SECOND,
  T0,
  WINDOW,
  withCloud,
} from './setup.ts';

let emulator: Emulator;
afterEach(async () => emulator.close());

async function start(raws: RawEntry[], faults: string[] = [], more: EmulatorOptions = {}) {
  emulator = await startEmulator({ faults: faults.map(parseFault), clock: () => T0 + HOUR, ...more });
  emulator.load(raws);
}

const errors = (count: number): RawEntry[] =>
  Array.from({ length: count }, (_, i) => entryAt(i / 10, { severity: 'ERROR', textPayload: `e${i}` }, `e-${i}`));
const window = { window: WINDOW, baseline: null };

describe('pages', () => {
  test('all pages come, newest first, each entry once', async () => {
    await start(errors(3500));
    const read = await withCloud(emulator, {}, (source) => collect(source.readWindow(window, NO_HITS, NEVER)));
    expect(ids(read.entries)).toEqual(Array.from({ length: 3500 }, (_, i) => `e-${3499 - i}`));
    expect(read.losses).toEqual([]);
  });

  test('empty pages with a token are followed, more than the eleven that the client gives up after', async () => {
    await start(errors(5), ['empty-pages=30']);
    const read = await withCloud(emulator, {}, (source) => collect(source.readWindow(window, NO_HITS, NEVER)));
    expect(read.entries).toHaveLength(5);
  });

  test('an entry that the server sends twice is handed over twice: the analysis counts repeats', async () => {
    await start(errors(10), ['duplicate=100']);
    const read = await withCloud(emulator, {}, (source) => collect(source.readWindow(window, NO_HITS, NEVER)));
    expect(read.entries).toHaveLength(20);
  });

  test('slow answers are waited for', async () => {
    await start(errors(3), ['slow=30']);
    const read = await withCloud(emulator, {}, (source) => collect(source.readWindow(window, NO_HITS, NEVER)));
    expect(read.entries).toHaveLength(3);
  });
});

describe('pace and quota', () => {
  test('the first reads go at once, then one a second, and progress says what is waited for', async () => {
    await start(errors(1), ['empty-pages=39']);
    const clock = fakeClock();
    const more = { readsPerMinute: 60, maxReads: 1000, now: clock.now, sleep: clock.sleep };
    const read = await withCloud(emulator, more, async (source) => {
      const all = await collect(source.readWindow(window, NO_HITS, NEVER));
      // 40 pages of suspicious entries and 40 of requests.
      expect(source.readsLeft()).toBe(1000 - 80);
      return all;
    });
    expect(clock.slept).toEqual(Array(20).fill(1000));
    expect(new Set(read.waiting)).toEqual(new Set(['waiting for quota']));
  });

  test('unpaced never sleeps', async () => {
    await start(errors(1), ['empty-pages=100']);
    const clock = fakeClock();
    const read = await withCloud(emulator, { sleep: clock.sleep }, (source) =>
      collect(source.readWindow(window, NO_HITS, NEVER)),
    );
    expect([clock.slept, read.waiting]).toEqual([[], []]);
  });

  test('a used-up quota is waited out', async () => {
    const clock = fakeClock();
    await start(errors(1), ['quota=5', 'empty-pages=7'], { clock: clock.now });
    const read = await withCloud(emulator, { now: clock.now, sleep: clock.sleep }, (source) =>
      collect(source.readWindow(window, NO_HITS, NEVER)),
    );
    expect(ids(read.entries)).toEqual(['e-0']);
    expect(read.losses).toEqual([]);
    expect(read.waiting).toContain('waiting for quota');
    expect(clock.slept.slice(0, 2)).toEqual([2000, 5000]);
  });

  test('a quota that stays used up ends the reading with what was read and what was not', async () => {
    // 3 pages at once; the emulator's clock stands still, so no more ever come.
    await start(errors(5000), ['quota=3']);
    const clock = fakeClock();
    const read = await withCloud(emulator, { now: clock.now, sleep: clock.sleep }, (source) =>
      collect(source.readWindow({ window: WINDOW, baseline: { from: T0 - HOUR, to: T0 } }, NO_HITS, NEVER)),
    );
    expect(read.entries).toHaveLength(3000);
    expect(clock.slept).toEqual([2000, 5000, 10_000, 20_000, 30_000, 60_000]);
    expect(read.losses.map(({ reason, count }) => ({ reason, count }))).toEqual(
      Array(3).fill({ reason: 'quota', count: 1 }),
    );
    expect(read.losses[0]!.detail).toBe(
      "the window from 2025-09-09T19:00:00Z to 2025-09-09T19:03:20Z not read: the project's read quota was used up",
    );
  });
});

describe('failures on the way', () => {
  test('a passing failure is tried again', async () => {
    await start(errors(3), ['unavailable=3']);
    const clock = fakeClock();
    const read = await withCloud(emulator, { sleep: clock.sleep }, (source) =>
      collect(source.readWindow(window, NO_HITS, NEVER)),
    );
    expect(read.entries).toHaveLength(3);
    expect(clock.slept).toEqual([500, 1000, 2000]);
  });

  test('a server that goes away half-way leaves a partial reading', async () => {
    await start(errors(5000));
    const read = await withCloud(emulator, {}, (source) =>
      collect(source.readWindow(window, NO_HITS, NEVER), (batch) => {
        if (batch.entries.length > 0) void emulator.close();
      }),
    );
    expect(read.entries.length).toBeGreaterThanOrEqual(1000);
    expect(read.entries.length).toBeLessThan(5000);
    expect(read.losses[0]).toMatchObject({ reason: 'not-read', detail: expect.stringContaining('stopped answering') });
  });

  test('an abort ends the reading normally and says which span was not read', async () => {
    await start(errors(5000));
    const abort = new AbortController();
    const read = await withCloud(emulator, {}, (source) =>
      collect(source.readWindow(window, NO_HITS, abort.signal), (batch) => {
        if (batch.entries.length > 0) abort.abort();
      }),
    );
    expect(read.entries).toHaveLength(1000);
    expect(read.losses.map((loss) => loss.reason)).toEqual(['not-read', 'not-read']);
    expect(read.losses[0]!.detail).toBe(
      'the window from 2025-09-09T19:00:00Z to 2025-09-09T19:06:40Z not read: interrupted',
    );
  });

  test('an abort before the start reads nothing', async () => {
    await start(errors(5));
    const read = await withCloud(emulator, {}, (source) =>
      collect(source.readWindow(window, NO_HITS, AbortSignal.abort())),
    );
    expect(read.entries).toEqual([]);
    expect(read.losses[0]!.detail).toContain('from 2025-09-09T19:00:00Z to 2025-09-09T20:00:00Z not read: interrupted');
  });

  test('whoever stops listening leaves nothing running', async () => {
    await start(errors(5000));
    await withCloud(emulator, {}, async (source) => {
      for await (const batch of source.readWindow(window, NO_HITS, NEVER)) if (batch.entries.length > 0) break;
      expect(source.readsLeft()).toBe(239);
    });
  });
});

describe('budget', () => {
  test('a quarter is kept for the baseline', async () => {
    const before = errors(5000).map((raw, i) =>
      entryAt(-1 - i / 10, { severity: 'ERROR', textPayload: 'old' }, `b-${String(raw.insertId)}`),
    );
    await start([...errors(9000), ...before]);
    const read = await withCloud(emulator, { maxReads: 8 }, (source) =>
      collect(source.readWindow({ window: WINDOW, baseline: { from: T0 - HOUR, to: T0 } }, NO_HITS, NEVER)),
    );
    const [inWindow, inBaseline] = [
      read.entries.filter((e) => e.time! >= T0),
      read.entries.filter((e) => e.time! < T0),
    ];
    expect([inWindow.length, inBaseline.length]).toEqual([6000, 2000]);
    expect(read.losses.map((loss) => loss.detail)).toEqual([
      'the window from 2025-09-09T19:00:00Z to 2025-09-09T19:05:00Z not read: --max-reads does not reach so far',
      expect.stringMatching(
        /^the window: requests, so there are no rates; from 2025-09-09T19:00:00Z to 2025-09-09T20:00:00Z not read/,
      ),
      'the baseline from 2025-09-09T18:00:00Z to 2025-09-09T18:56:39.100Z not read: --max-reads does not reach so far',
    ]);
  });

  test('requests become tallies when all of them fit', async () => {
    const requests = Array.from({ length: 2500 }, (_, i) => requestAt(i, 200));
    await start([...requests, requestAt(5000 / 3, 503, 'bad')]);
    const read = await withCloud(emulator, {}, (source) => collect(source.readWindow(window, NO_HITS, NEVER)));
    expect(ids(read.entries)).toEqual(['bad']);
    expect(read.tallies.reduce((sum, tally) => sum + tally.requests, 0)).toBe(2500);
    expect(read.tallies.find((tally) => tally.minute === T0 / 60 / SECOND)).toEqual({
      service: 'api',
      revision: 'api-00001',
      minute: T0 / 60 / SECOND,
      entries: 60,
      requests: 60,
      firstEntry: T0,
      lastEntry: T0 + 59 * SECOND,
      firstRequest: T0,
      routes: new Map([[routeKey('GET', '/x'), 60]]),
    });
  });

  test('requests that do not fit are given up early and not claimed', async () => {
    await start(Array.from({ length: 9000 }, (_, i) => requestAt(i / 10, 200)));
    const read = await withCloud(emulator, { maxReads: 5 }, async (source) => {
      const all = await collect(
        source.readWindow({ window: { from: T0, to: T0 + 900 * SECOND }, baseline: null }, NO_HITS, NEVER),
      );
      expect(source.readsLeft()).toBe(2);
      return all;
    });
    expect(read.tallies).toEqual([]);
    expect(read.losses).toEqual([
      {
        reason: 'not-read',
        count: 1,
        detail: expect.stringContaining('requests, so there are no rates;'),
        of: 'requests',
        from: expect.any(String),
        to: expect.any(String),
      },
    ]);
  });
});
