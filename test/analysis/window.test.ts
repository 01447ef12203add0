import { describe, expect, it } from 'vitest';
import { beginOf, defaultBaseline, inBaseline, resolveWindow, windowOf, within } from '../../src/analysis/window.ts';
import type { Deployment } from '../../src/model.ts';
import { MIN, question, S, T0 } from './build.ts';

const HOUR = 60 * MIN;

function deployment(
  service: string,
  revision: string,
  liveAt: number | null,
  more: Partial<Deployment> = {},
): Deployment {
  const facts = {
    image: null,
    commit: null,
    author: null,
    changes: [],
    message: '',
    previousRevision: null,
    previousExists: null,
  };
  const times = {
    createdAt: null,
    readyAt: null,
    liveAt: liveAt === null ? null : T0 + liveAt,
    lagFrom: 'ready' as const,
  };
  return { service, revision, location: '', kind: 'revision', ...times, ...facts, ...more };
}

const ALL = [
  deployment('a', 'a-1', -9 * HOUR),
  deployment('a', 'a-2', -2 * HOUR),
  deployment('b', 'b-1', -5 * HOUR),
  deployment('b', 'b-2', -1 * HOUR),
];
const SPAN = { from: T0 - 10 * HOUR, to: T0 };

describe('the window', () => {
  it.each([
    [
      'deploy: the earliest of the services own last go-lives',
      { since: { kind: 'deploy' as const, back: 1 } },
      -2 * HOUR,
    ],
    ['deploy~2, counted back per service', { since: { kind: 'deploy' as const, back: 2 } }, -9 * HOUR],
    ['deploy of a chosen service', { since: { kind: 'deploy' as const, back: 1 }, services: ['b'] }, -1 * HOUR],
    [
      'deploy before --until',
      { since: { kind: 'deploy' as const, back: 1 }, services: ['b'], until: T0 - 2 * HOUR },
      -5 * HOUR,
    ],
    ['revision:NAME', { since: { kind: 'revision' as const, name: 'b-1' } }, -5 * HOUR],
    ['so long before the last entry', { since: { kind: 'back' as const, by: 2 * HOUR } }, -2 * HOUR],
    [
      'so long before --until, where that is a time',
      { since: { kind: 'back' as const, by: 2 * HOUR }, until: T0 - HOUR },
      -3 * HOUR,
    ],
    [
      'so long before the last entry, also where the end is counted back from it',
      { since: { kind: 'back' as const, by: 2 * HOUR }, untilBack: HOUR },
      -2 * HOUR,
    ],
    ['a time', { since: { kind: 'time' as const, at: T0 - 30 * S } }, -30 * S],
  ])('opens at %s', (_, more, from) => {
    expect(resolveWindow(ALL, question(more), SPAN)?.from).toBe(T0 + from);
  });

  it.each([
    ['no revision of that name', { since: { kind: 'revision' as const, name: 'c-1' } }],
    ['not so many go-lives', { since: { kind: 'deploy' as const, back: 3 } }],
    ['a service that was never deployed', { since: { kind: 'deploy' as const, back: 1 }, services: ['c'] }],
  ])('is not known where there is %s', (_, more) => expect(resolveWindow(ALL, question(more), SPAN)).toBeNull());

  it('is everything read, without a baseline, where files show no go-live', () => {
    const found = resolveWindow([deployment('a', 'a-1', null)], question(), SPAN)!;
    expect(found).toMatchObject({ ...SPAN, baseline: null });
    expect(found.sentence).toContain('no deployment was found');
  });

  it('is narrower for a service that was deployed later', () => {
    const found = resolveWindow(ALL, question({ since: { kind: 'deploy', back: 1 } }), SPAN)!;
    expect(windowOf(found, 'b')).toMatchObject({ from: T0 - HOUR, baseline: { from: T0 - 2 * HOUR, to: T0 - HOUR } });
    expect(windowOf(found, 'other').from).toBe(T0 - 2 * HOUR);
  });

  it('opens at the creation of a revision that never became ready, where nothing else ever went live', () => {
    const failed = deployment('a', 'a-1', null, { kind: 'failed', createdAt: T0 - HOUR });
    expect(beginOf(failed)).toBe(T0 - HOUR);
    expect(resolveWindow([failed], question(), SPAN)?.from).toBe(T0 - HOUR);
  });
});

describe('the baseline', () => {
  it.each([
    ['as long as the window', 3 * HOUR, 3 * HOUR],
    ['at least an hour', 5 * MIN, HOUR],
    ['at most a day', 72 * HOUR, 24 * HOUR],
  ])('is %s', (_, length, expected) => {
    expect(defaultBaseline(T0 - length, T0)).toEqual({ from: T0 - length - expected, to: T0 - length });
  });

  it('given by hand may lie anywhere and is cut out of the window', () => {
    const baseline = { from: T0 - 3 * HOUR, to: T0 };
    const found = resolveWindow(ALL, question({ since: { kind: 'time', at: T0 - HOUR }, baseline }), SPAN)!;
    expect(inBaseline(T0 - 2 * HOUR, found)).toBe(true);
    expect(inBaseline(T0 - 30 * MIN, found)).toBe(false);
    expect(within(T0 - 30 * MIN, found)).toBe(true);
  });
});
