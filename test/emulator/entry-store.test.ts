import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryStore } from '../../src/emulator/entry-store.ts';
import type { EntryKey } from '../../src/emulator/stored-entry.ts';
import type { RawEntry } from '../../src/model.ts';

/** Few different times, ids and logs, so that ties and repeats are common. */
const raw = fc
  .record({
    second: fc.nat(9),
    nanos: fc.constantFrom('', '.000000001', '.5'),
    id: fc.constantFrom('a', 'b', 'c'),
    log: fc.constantFrom('x', 'y'),
  })
  .map(
    ({ second, nanos, id, log }): RawEntry => ({
      timestamp: `2025-09-09T19:00:0${second}${nanos}Z`,
      insertId: id,
      logName: `projects/p/logs/${log}`,
    }),
  );

const nameOf = (entry: RawEntry): string => `${entry.timestamp} ${entry.insertId} ${entry.logName}`;
/** Text that sorts as entries do: the fraction with all nine digits. */
const keyOf = ({ timestamp, insertId }: RawEntry): string => {
  const [seconds, fraction = ''] = String(timestamp).slice(0, -1).split('.');
  return `${seconds}.${fraction.padEnd(9, '0')} ${insertId}`;
};

function readAll(store: EntryStore, limit: number, descending: boolean): RawEntry[] {
  const read: RawEntry[] = [];
  let start: EntryKey | null = null;
  do {
    const page = store.page({
      accepts: () => true,
      from: null,
      to: null,
      descending,
      start,
      limit,
      now: Number.MAX_SAFE_INTEGER,
    });
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    read.push(...page.entries.map((entry) => entry.raw));
    start = page.next;
  } while (start !== null);
  return read;
}

test('whatever comes in whichever way: each entry once, in order, on pages of any size', () => {
  const batches = fc.array(fc.record({ live: fc.boolean(), raws: fc.array(raw, { maxLength: 20 }) }), { maxLength: 6 });
  fc.assert(
    fc.property(batches, fc.integer({ min: 1, max: 10 }), (all, limit) => {
      const store = new EntryStore();
      for (const { live, raws } of all) {
        if (live) store.append(raws, 0, 0);
        else store.load(raws, 0, 0);
      }
      const up = readAll(store, limit, false);
      expect(up.map(nameOf).toSorted()).toEqual(
        [...new Set(all.flatMap((batch) => batch.raws.map(nameOf)))].toSorted(),
      );
      const keys = up.map(keyOf);
      expect(keys).toEqual(keys.toSorted());
      expect(readAll(store, limit, true)).toEqual(up.toReversed());
    }),
    { seed: 20250909, numRuns: 300 },
  );
});

test('bounds are inclusive and cut before anything is looked at', () => {
  const store = new EntryStore();
  store.load(
    Array.from({ length: 1000 }, (_, i) => ({ timestamp: new Date(i * 1000).toISOString(), insertId: 'i' })),
    0,
    0,
  );
  let looked = 0;
  const accepts = () => {
    looked++;
    return true;
  };
  const page = store.page({ accepts, from: 500e6, to: 509e6, descending: false, start: null, limit: 1000, now: 1e15 });
  expect(page.entries.map((entry) => entry.time / 1e6)).toEqual([500, 501, 502, 503, 504, 505, 506, 507, 508, 509]);
  expect(looked).toBe(10);
});

test('an entry without a time or an insertId gets one', () => {
  const store = new EntryStore();
  const now = Date.UTC(2025, 8, 9) * 1000;
  store.load(
    [{ textPayload: 'a' }, { receiveTimestamp: '2025-09-08T00:00:00Z' }, { timestamp: '2025-09-07T02:00:00+02:00' }],
    now,
    0,
  );
  expect(readAll(store, 10, false).map((entry) => [entry.timestamp, entry.insertId])).toEqual([
    ['2025-09-07T00:00:00Z', 'emu000000002'],
    ['2025-09-08T00:00:00Z', 'emu000000001'],
    ['2025-09-09T00:00:00Z', 'emu000000000'],
  ]);
});
