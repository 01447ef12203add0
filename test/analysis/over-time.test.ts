import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { countSteps, openingOf, stepsOf } from '../../src/analysis/over-time.ts';
import { Timeline } from '../../src/analysis/timeline.ts';
import type { Window } from '../../src/analysis/window.ts';
import type { LogEntry, Micros } from '../../src/model.ts';
import { parseTime } from '../../src/text/time.ts';
import { entry, healthy, MIN, ready, report, rule, S, T0 } from './build.ts';

const HOUR = 60 * MIN;
const rules = [rule('crash/boom', 'boom'), rule('crash/bang', 'bang')];
const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

function windowOf(from: number, to: number, baseline: [number, number] | null): Window {
  const before = baseline && { from: T0 + baseline[0], to: T0 + baseline[1] };
  return { from: T0 + from, to: T0 + to, baseline: before, sentence: '', own: new Map() };
}

describe('steps', () => {
  const span = { from: T0 - 30 * HOUR, to: T0 + 30 * HOUR };
  const cases: [string, Window, string][] = [
    ['as much of the baseline as of the window', windowOf(0, HOUR, [-HOUR, 0]), '-3600 s, 121 of 60 s'],
    ['five minutes of it where the window just opened', windowOf(0, 40 * S, [-HOUR, 0]), '-300 s, 69 of 5 s'],
    ['four hours of it at most', windowOf(0, 24 * HOUR, [-24 * HOUR, 0]), '-14400 s, 113 of 900 s'],
    ['no more of it than there is', windowOf(0, HOUR, [-10 * MIN, 0]), '-600 s, 71 of 60 s'],
    ['nothing of one that lies elsewhere', windowOf(0, HOUR, [-9 * HOUR, -8 * HOUR]), '0 s, 121 of 30 s'],
    ['none', windowOf(0, 30 * MIN, null), '0 s, 121 of 15 s'],
    ['a moment', windowOf(0, 0, null), '0 s, 1 of 1 s'],
    ['weeks', windowOf(0, 500 * 24 * HOUR, null), '-68400 s, 101 of 432000 s'],
  ];
  test.each(cases)('%s', (_name, window, expected) => {
    const steps = stepsOf(window, span, 121)!;
    expect(`${(steps.from - T0) / S} s, ${steps.count} of ${steps.length / S} s`).toBe(expected);
  });

  it('none where nothing timed was read', () => expect(stepsOf(windowOf(0, HOUR, null), null, 120)).toBeNull());

  it('never more than asked for, of one length, and the window ends in the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * 3600 }), fc.integer({ min: 8, max: 240 }), (seconds, most) => {
        const steps = stepsOf(windowOf(7 * S, 7 * S + seconds * S, [-24 * HOUR, 7 * S]), span, most)!;
        expect(steps.count).toBeLessThanOrEqual(most);
        expect(steps.from + (steps.count - 1) * steps.length).toBeLessThanOrEqual(steps.to);
        expect(steps.from + steps.count * steps.length).toBeGreaterThan(steps.to);
      }),
    );
  });
});

describe('what the counts are about', () => {
  const own = (openings: Record<string, number>): Window => {
    const windows = Object.entries(openings).map(([service, from]) => {
      const baseline = { from: T0 + from - HOUR, to: T0 + from };
      return [service, { from: T0 + from, baseline }] as const;
    });
    return { ...windowOf(-48 * HOUR, HOUR, [-72 * HOUR, -48 * HOUR]), own: new Map(windows) };
  };
  const cases: [string, Window, string | null, number][] = [
    ['the window', windowOf(0, HOUR, null), 'shop', 0],
    ['one deployment', own({ shop: -48 * HOUR }), null, -48],
    ['the last of several', own({ shop: -48 * HOUR, cart: 0 }), null, 0],
    ['an earlier one that is to blame', own({ old: -48 * HOUR, shop: -2 * HOUR, cart: 0 }), 'shop', -2],
    ['a service without one', own({ shop: -48 * HOUR, cart: 0 }), 'other', 0],
  ];
  test.each(cases)('%s', (_name, window, service, expected) => {
    expect((openingOf(window, service === null ? undefined : { service }) - T0) / HOUR).toBe(expected);
  });

  it('is in the middle of the steps, however long ago the window opened', () => {
    const steps = stepsOf(own({ shop: -48 * HOUR, cart: 0 }), { from: T0, to: T0 }, 125, T0)!;
    expect([(steps.from - T0) / S, steps.count, steps.length / S]).toEqual([-3600, 121, 60]);
  });
});

describe('counts', () => {
  const steps = { from: T0, to: T0 + 100 * S, opens: T0, length: 10 * S, count: 11 };
  const membersAt = (times: Micros[]) => {
    const none = { revision: '', instance: '', trace: '', user: '', kind: '' };
    return new Timeline(times.toSorted((a, b) => a - b).map((time) => ({ time, end: time, ...none })));
  };

  it('are the same whether members are few or many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 120 }), { maxLength: 600 }), (seconds) => {
        const times = seconds.map((second) => T0 + second * S);
        const expected = Array.from({ length: steps.count }, (_, step) => {
          const begin = T0 + step * 10 * S;
          return times.filter((time) => time >= begin && time < begin + 10 * S && time <= steps.to).length;
        });
        expect(countSteps(membersAt(times), steps)).toEqual(expected);
      }),
    );
  });

  it('leave out what has no time', () => {
    expect(sum(countSteps(membersAt([-1e15, -1e15 + 1e6, T0 + S]), steps))).toBe(1);
  });
});

describe('a report', () => {
  const items = (): (LogEntry | ReturnType<typeof healthy>)[] => [
    ready(0, 'shop-2'),
    ...Array.from({ length: 40 }, (_, n) => healthy(-20 * MIN + n * MIN, 100, { revision: 'shop-1' })),
    ...Array.from({ length: 30 }, (_, n) => entry(n * 20 * S + S, 'boom')),
    ...Array.from({ length: 5 }, (_, n) => entry(-n * MIN - S, 'bang', { revision: 'shop-1' })),
    ...Array.from({ length: 40 }, (_, n) => entry(n * 9 * S, 'bang', { service: 'cart', revision: 'cart-1' })),
    entry(20 * S, 'a mere warning', { severity: 'WARNING' }),
  ];

  it('has no counts over time unless it is asked', () => {
    const plain = report(items(), rules);
    expect(plain).not.toHaveProperty('timeline');
    for (const signature of plain.signatures) expect(Object.keys(signature)).not.toContain('trend');
  });

  it('counts failures by service, most first; a signature counts what it has', () => {
    const { timeline, signatures } = report(items(), rules, { steps: 120 });
    expect(timeline?.services.map(({ service, failures }) => [service, sum(failures)])).toEqual([
      ['cart', 40],
      ['shop', 35],
    ]);
    const steps = timeline!.services[0]!.failures.length;
    for (const { trend, count, baselineCount } of signatures) {
      expect(trend).toHaveLength(steps);
      expect(sum(trend!)).toBe(count + baselineCount);
    }
    const first = (parseTime(timeline!.from)! - T0) / S;
    expect([first, timeline!.stepMs, timeline!.to]).toEqual([-1200, 30_000, '2025-09-09T19:19:59Z']);
  });

  it('leaves muted signatures out of the services', () => {
    const { signature } = report(items(), rules).signatures.find(({ service }) => service === 'cart')!;
    const { timeline } = report(items(), rules, { steps: 120, muted: new Set([signature]) });
    expect(timeline?.services.map(({ service }) => service)).toEqual(['shop']);
  });

  it('does not depend on the order of entries', () => {
    const all = items();
    const forwards = report(all, rules, { steps: 50 });
    const backwards = report(all.toReversed(), rules, { steps: 50 });
    expect(backwards.timeline).toEqual(forwards.timeline);
    const trends = ({ signatures }: typeof forwards) =>
      new Map(signatures.map(({ signature, service, trend }) => [`${service} ${signature}`, trend]));
    expect(trends(backwards)).toEqual(trends(forwards));
  });

  it('has no timeline where nothing has a time', () => {
    expect(report([entry(0, 'boom', { time: null })], rules, { steps: 50 }).timeline).toBeUndefined();
  });
});
