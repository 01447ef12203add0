import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Occurrence } from '../../src/analysis/occurrence.ts';
import { inOrder, rankOf } from '../../src/analysis/occurrence.ts';
import { Roster } from '../../src/analysis/roster.ts';
import { TimeBins } from '../../src/analysis/time-bins.ts';
import { S, T0 } from './build.ts';

function member(n: number, more: Partial<Occurrence> = {}): Occurrence {
  const time = T0 + n * 7_000;
  return { time, end: time, revision: `r${n % 2}`, instance: `i${n % 3}`, trace: `t${n}`, user: '', kind: '', ...more };
}

const MANY = Array.from({ length: 400 }, (_, n) => member(n, n % 5 === 0 ? { trace: '' } : {}));

function shapeOf(roster: Roster) {
  const { held, all, revisions } = roster.thinned!;
  return {
    held: held.members,
    threshold: held.threshold,
    times: all.timesIn(0, all.length),
    revisions: revisions.map(({ name, own }) => [name, own.timesIn(0, own.length)]),
  };
}

describe('a roster with too many members', () => {
  const bound = { limit: 32 };
  const expected = shapeOf(new Roster(bound, MANY));

  it('holds those of the lowest rank, and all times', () => {
    expect(expected.held).toHaveLength(32);
    expect(expected.times).toEqual(MANY.map(({ time }) => time));
    const ranks = expected.held.map(rankOf);
    expect(Math.max(...ranks)).toBeLessThanOrEqual(expected.threshold);
    const below = MANY.filter((one) => rankOf(one) < expected.threshold).sort(inOrder);
    expect(below.every((one) => expected.held.includes(one))).toBe(true);
  });

  it('holds the same in whatever order they come, and from whatever parts it is put together', () => {
    const order = fc.shuffledSubarray(MANY, { minLength: MANY.length });
    fc.assert(
      fc.property(order, fc.integer({ min: 0, max: MANY.length }), (members, cut) => {
        expect(shapeOf(new Roster(bound, members))).toEqual(expected);
        const whole = new Roster(bound, []);
        for (const part of [members.slice(0, cut), members.slice(cut)]) whole.addAll(new Roster(bound, part));
        expect(shapeOf(whole)).toEqual(expected);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('holds the same where the bound was wider at first', () => {
    const wide = { limit: 256 };
    const roster = new Roster(wide, MANY);
    wide.limit = 32;
    expect(shapeOf(roster)).toEqual(expected);
  });
});

describe('times in bins', () => {
  it('are exact while there is room', () => {
    const bins = new TimeBins();
    for (const { time } of [...MANY].reverse()) bins.add(time);
    expect(bins.total).toBe(400);
    expect(bins.countBefore(T0 + 70_000)).toBe(10);
    expect(bins.timeAt(10)).toBe(T0 + 70_000);
  });

  it('are told by the first of a short while where there is not, in any order', () => {
    const times = Array.from({ length: 20_000 }, (_, i) => T0 + i * 130_007);
    const [forwards, backwards] = [new TimeBins(), new TimeBins()];
    for (const time of times) forwards.add(time);
    for (const time of [...times].reverse()) backwards.add(time);
    expect([...backwards]).toEqual([...forwards]);
    expect(forwards.total).toBe(20_000);
    expect(forwards.first).toBe(T0);
    // 2,600 s in some thousand bins of ten seconds.
    for (const at of [1, 500, 1234].map((seconds) => T0 + seconds * S)) {
      const exact = times.filter((time) => time < at).length;
      expect(Math.abs(forwards.countBefore(at) - exact)).toBeLessThanOrEqual(77);
    }
  });

  it('never lie before what they came after', () => {
    const bins = new TimeBins();
    const begin = T0 + 12_345;
    for (let i = 0; i < 9_000; i++) bins.add(begin + i * 977_123);
    expect(bins.countBefore(begin)).toBe(0);
  });
});
