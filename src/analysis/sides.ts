import type { Exposed, Micros } from '../model.ts';
import { type Called, type Calls, calledOf, shareBefore } from './calls.ts';
import type { ClusterRecord } from './clusters.ts';
import { type Divide, type Extent, extentOf, NOTHING, type Side } from './extent.ts';
import type { Revisions, Sees, ServiceFrame } from './frame.ts';
import { membersOf, type Stretch } from './members.ts';
import type { Served } from './minute-series.ts';

/** What is compared: a time, what served since and before, and which members are on which side. */
export interface Comparison {
  at: Micros;
  divide: Divide;
  /** What served since. */
  since: Calls;
  /** What served before. */
  others: Revisions;
  /** Whether the service was there before. */
  existed: boolean;
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
export function minutesOf({ start, comparison: { at, since } }: Sides): { before: number; after: number } {
  return { before: (at - start) / MINUTE, after: (since[1] - at) / MINUTE };
}

/** How often the routes on which it shows were called, where that is known. */
export function callsOf({ start, comparison }: Sides, cluster: ClusterRecord, frame: ServiceFrame): Called | null {
  const { at, since, others } = comparison;
  return calledOf(cluster, since, [start, at, others], frame);
}

/** @param counting the members after, where these are not all on that side; without a baseline none before count then */
export function sidesOf(cluster: ClusterRecord, frame: ServiceFrame, comparison: Comparison, counting?: Side): Sides {
  const { window, sees } = frame;
  const { at, divide, since, others, existed } = comparison;
  const extent = extentOf(membersOf(cluster), divide, Math.min(window.baseline?.from ?? window.from, at));
  const after = counting ?? extent.after;
  const { start, longAgo, before: found } = startOfBefore(extent, after.count, { cluster, frame, comparison });
  const before = counting && window.baseline === null ? NOTHING : found;
  const earlier = frame.served(start, at, others);
  const later = frame.served(since[0], since[1], since[2]);
  const kind = exposureKind(earlier, later, sees);
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

/** What rates are measured in; null where nothing is a measure of work on both sides. */
function exposureKind(before: Served, after: Served, sees: Sees): 'requests' | 'entries' | null {
  if (sees.requests && before.requests > 0 && after.requests > 0) return 'requests';
  // Failures alone are no measure of work: where only they were exported, or handed over, there is none.
  const entries = sees.healthy && after.healthy > 0 && (before.healthy > 0 || before.entries === 0);
  return entries ? 'entries' : null;
}

interface Start {
  start: Micros;
  /** When it was last seen before the start, where that is too long ago to count. */
  longAgo: Micros | null;
  before: Side;
}

interface Asked {
  cluster: ClusterRecord;
  frame: ServiceFrame;
  comparison: Comparison;
}

/**
 * Where the comparison begins: at the baseline's start. What was last seen before that reaches further back, unless it would have shown in
 * between: then it had gone, and is back.
 */
function startOfBefore({ before, ever }: Extent, count: number, { cluster, frame, comparison }: Asked): Start {
  const { at, since, others } = comparison;
  const start = Math.min(frame.window.baseline?.from ?? frame.window.from, at);
  if (before.count > 0 || ever.first === null || ever.first >= start) return { start, longAgo: null, before };
  const share =
    shareBefore(cluster, since, [start, at, others], frame) ?? (at - start) / Math.max(since[1] - at, MINUTE);
  // At least three would have come in what was served in between.
  if (count * share >= 3) return { start, longAgo: ever.last, before };
  return { start: ever.first, longAgo: null, before: ever };
}

/**
 * Members in the window but those of older revisions, which drain while the new one serves: what they did before, they may go on doing.
 * A failure that only began with the new revision's arrival stays, wherever it shows.
 */
export function withoutStragglers(cluster: ClusterRecord, { window, arrived }: ServiceFrame, inWindow: Stretch): Side {
  const earliest = membersOf(cluster).all.times[0];
  // Where none took over (a revision that failed never does), the old one is not draining.
  if (!window.own.has(cluster.service) || earliest === undefined || earliest >= window.from || arrived.size === 0)
    return { count: inWindow.length, first: inWindow.first };
  const left = inWindow.members.filter(({ revision }) => revision === '' || arrived.has(revision) || arrived.has(''));
  return { count: left.length, first: left[0]?.time ?? null };
}
