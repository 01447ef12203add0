import type { Exposed, Micros } from '../model.ts';
import { type Called, type Calls, calledOf, shareBefore } from './calls.ts';
import type { ClusterRecord } from './clusters.ts';
import { type Divide, extentOf, NOTHING, type Side } from './extent.ts';
import type { Revisions, Sees, ServiceFrame } from './frame.ts';
import { membersOf, type OfRevision, type Stretch } from './members.ts';
import type { Served } from './minute-series.ts';

/** What is compared: a time, what served since and before, and which members are on which side. */
export interface Comparison {
  at: Micros;
  divide: Divide;
  /** What served since. */
  brought: Revisions;
  /** What served before. */
  others: Revisions;
  /** Whether the service was there before. */
  existed: boolean;
  /** What was served before and after, as it was asked for last. */
  memo?: Around;
}

/** What was served around a comparison's time, from `start` on, and what rates are measured in by it. */
interface Around {
  start: Micros;
  earlier: Served;
  later: Served;
  kind: 'requests' | 'entries' | null;
}

/** What a comparison compares: the members before and after, and how much was seen on either side. */
export interface Sides {
  comparison: Comparison;
  /** Where the side before begins. */
  start: Micros;
  before: Exposed;
  after: Exposed;
  /** The first member before and after. */
  earlier: Micros | null;
  onset: Micros | null;
  /** When it was last seen long before, where it was away so long that it counts as new again. */
  longAgo: Micros | null;
  /** Whether the service was seen at work on the `before` side. */
  baseline: boolean;
}

const MINUTE = 60_000_000;

/** Minutes of the two sides: what rates rest on where there is no exposure. */
export function minutesOf({ start, comparison: { at, divide } }: Sides): { before: number; after: number } {
  return { before: (at - start) / MINUTE, after: (divide.to - at) / MINUTE };
}

function sinceOf({ at, divide, brought }: Comparison): Calls {
  return [at, divide.to, brought];
}

/** How often the routes on which it shows were called, where that is known. */
export function callsOf({ start, comparison }: Sides, cluster: ClusterRecord, frame: ServiceFrame): Called | null {
  const { at, others } = comparison;
  return calledOf(cluster, sinceOf(comparison), [start, at, others], frame);
}

/** @param counting the members after, where these are not all on that side; without a baseline none before count then */
export function sidesOf(cluster: ClusterRecord, frame: ServiceFrame, comparison: Comparison, counting?: Side): Sides {
  const { window, sees } = frame;
  const { at, divide, existed } = comparison;
  let start = Math.min(window.baseline?.from ?? window.from, at);
  const extent = extentOf(membersOf(cluster), divide, start);
  const after = counting ?? extent.after;
  let { before } = extent;
  let longAgo: Micros | null = null;
  // What was last seen before the baseline reaches further back, unless it had gone, and is back.
  if (before.count === 0 && extent.ever.first !== null && extent.ever.first < start) {
    if (wouldShow(cluster, frame, comparison, start, after.count)) longAgo = extent.ever.last;
    else {
      start = extent.ever.first;
      before = extent.ever;
    }
  }
  if (counting && window.baseline === null) before = NOTHING;
  const { earlier, later, kind } = servedAround(comparison, start, frame);
  // Where only requests are counted, a service without any may have been at work all the same.
  const uncounted = !sees.healthy && later.requests === 0;
  return {
    comparison,
    start,
    before: { count: before.count, exposure: kind && earlier[kind], exposureKind: kind },
    after: { count: after.count, exposure: kind && later[kind], exposureKind: kind },
    earlier: before.first,
    onset: after.first,
    longAgo,
    baseline: before.count > 0 || earlier.entries > 0 || (uncounted && existed),
  };
}

/** Nearly all signatures of a service ask the same. */
function servedAround(comparison: Comparison, start: Micros, frame: ServiceFrame): Around {
  const { at, divide, brought, others, memo } = comparison;
  if (memo?.start === start) return memo;
  const earlier = frame.served(start, at, others);
  const later = frame.served(at, divide.to, brought);
  comparison.memo = { start, earlier, later, kind: exposureKind(earlier, later, frame.sees) };
  return comparison.memo;
}

/** What rates are measured in; null where nothing is a measure of work on both sides. */
function exposureKind(before: Served, after: Served, sees: Sees): 'requests' | 'entries' | null {
  if (sees.requests && before.requests > 0 && after.requests > 0) return 'requests';
  // Failures alone are no measure of work: where only they were exported, or handed over, there is none.
  const entries = sees.healthy && after.healthy > 0 && (before.healthy > 0 || before.entries === 0);
  return entries ? 'entries' : null;
}

/** Whether what was last seen before the start would have shown in between: at least three of them, going by what was served since. */
function wouldShow(
  cluster: ClusterRecord,
  frame: ServiceFrame,
  comparison: Comparison,
  from: Micros,
  count: number,
): boolean {
  const { at, divide, others } = comparison;
  const called = shareBefore(cluster, sinceOf(comparison), [from, at, others], frame);
  const share = called ?? (at - from) / Math.max(divide.to - at, MINUTE);
  return count * share >= 3;
}

/**
 * Members in the window but those of older revisions, which drain while the new one serves: what they did before, they may go on doing.
 * A failure that only began with the new revision's arrival stays, wherever it shows.
 */
export function withoutStragglers(cluster: ClusterRecord, { window, arrived }: ServiceFrame, inWindow: Stretch): Side {
  const { all, revisions } = membersOf(cluster);
  const earliest = all.length > 0 ? all.timeAt(0) : undefined;
  // Where none took over (a revision that failed never does), the old one is not draining.
  if (!window.own.has(cluster.service) || earliest === undefined || earliest >= window.from || arrived.size === 0)
    return { count: inWindow.length, first: inWindow.first };
  const isLeft = (revision: string) => revision === '' || arrived.has(revision) || arrived.has('');
  if (cluster.roster.thinned)
    return leftOf(
      revisions.filter(({ name }) => isLeft(name)),
      window,
    );
  const left = inWindow.members.filter(({ revision }) => isLeft(revision));
  return { count: left.length, first: left[0]?.time ?? null };
}

function leftOf(revisions: readonly OfRevision[], { from, to }: ServiceFrame['window']): Side {
  let count = 0;
  let first = Number.POSITIVE_INFINITY;
  for (const { own } of revisions) {
    const [low, high] = own.rangeOf(from, to);
    count += high - low;
    if (high > low) first = Math.min(first, own.timeAt(low));
  }
  return { count, first: count > 0 ? first : null };
}
