import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MinuteSeries, type Seen } from '../../src/analysis/minute-series.ts';

const MINUTE = 60_000_000;

/** Some entries that lie in one of a few minutes. */
const seen: fc.Arbitrary<Seen> = fc
  .record({
    minute: fc.integer({ min: 0, max: 12 }),
    a: fc.integer({ min: 0, max: MINUTE - 1 }),
    b: fc.integer({ min: 0, max: MINUTE - 1 }),
    entries: fc.integer({ min: 1, max: 50 }),
    requests: fc.integer({ min: 0, max: 50 }),
    healthy: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ minute, a, b, ...counts }) => ({
    ...counts,
    first: minute * MINUTE + Math.min(a, b),
    last: minute * MINUTE + Math.max(a, b),
  }));
const time = fc.integer({ min: -MINUTE, max: 14 * MINUTE });

/** The same by going through every minute. */
function naive(all: Seen[], from: number, to: number) {
  const sum = { entries: 0, requests: 0, healthy: 0 };
  for (const [, group] of Map.groupBy(all, ({ first }) => Math.floor(first / MINUTE))) {
    const first = Math.min(...group.map((one) => one.first));
    const last = Math.max(...group.map((one) => one.last));
    const inside = Math.min(last, to) - Math.max(first, from);
    const share = first >= from && last <= to ? 1 : last < from || first > to ? 0 : inside / (last - first);
    for (const { entries, requests, healthy } of group) {
      sum.healthy += healthy * share;
      sum.entries += entries * share;
      sum.requests += requests * share;
    }
  }
  return sum;
}

function seriesOf(all: Seen[]): MinuteSeries {
  const series = new MinuteSeries();
  for (const one of all) series.add(one);
  return series;
}

describe('counts by minute', () => {
  it('sum up to what a walk over all minutes sums up to, over any span', () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 40 }), time, time, (all, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const found = seriesOf(all).between(from, to);
        const expected = naive(all, from, to);
        expect(found.entries).toBeCloseTo(expected.entries, 6);
        expect(found.requests).toBeCloseTo(expected.requests, 6);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('are the same whenever they are asked for', () => {
    fc.assert(
      fc.property(fc.array(seen, { minLength: 1, maxLength: 20 }), time, time, (all, from, to) => {
        const series = new MinuteSeries();
        for (const one of all) {
          series.add(one);
          series.between(from, to);
        }
        expect(series.between(from, to)).toEqual(seriesOf(all).between(from, to));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('of an empty span are none', () =>
    expect(seriesOf([]).between(5, 4)).toEqual({ entries: 0, requests: 0, healthy: 0 }));
});
