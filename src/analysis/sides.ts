import type { Exposed, Micros } from '../model.ts';
import { type Calls, calledOf, shareBefore } from './calls.ts';
import type { ClusterRecord } from './clusters.ts';
import { type Divide, type Extent, extentOf, type Side } from './extent.ts';
import { ALL, type Candidate, type Revisions, type Sees, type ServiceFrame } from './frame.ts';
import { membersOf, type Stretch } from './members.ts';
import type { Served } from './minute-series.ts';

/** What a comparison compares: the members before and after, and how much was seen on either side. */
export interface Sides {
  exposed: { before: Exposed; after: Exposed };
  /** The first member before and after. */
  earlier: Micros | null;
  /** When it was last seen long before, where it was away so long that it counts as new again. */
  longAgo: Micros | null;
  onset: Micros | null;
  /** Whether the service was seen at work on the `before` side. */
  baseline: boolean;
  /** How often the routes on which it shows were called, where that is known; asked for only where it matters. */
  called(): { before: number; after: number } | null;
  /** Minutes of the two sides: what rates rest on where there is no exposure. */
  minutes: { before: number; after: number };
}

const MINUTE = 60_000_000;
const NOTHING: Side = { count: 0, first: null, last: null };

export function sidesOfDeployment(candidate: Candidate, cluster: ClusterRecord, frame: ServiceFrame): Sides {
  const { deployment, begin, own, others, divide } = candidate;
  const since: Calls = [begin, frame.window.to, own];
  return sidesOf({ cluster, frame, at: begin, divide, since, others, existed: deployment.previousRevision !== null });
}

/** @param after members in the window that count */
export function sidesOfWindow(cluster: ClusterRecord, frame: ServiceFrame, after: Side): Sides {
  const { window, divide, existed } = frame;
  const since: Calls = [window.from, window.to, ALL];
  return sidesOf({ cluster, frame, at: window.from, divide, since, others: ALL, existed, counting: after });
}

/** A comparison of what was before a time with what came after it. */
interface Comparison {
  cluster: ClusterRecord;
  frame: ServiceFrame;
  at: Micros;
  divide: Divide;
  since: Calls;
  /** What served before. */
  others: Revisions;
  /** Whether the service was there before. */
  existed: boolean;
  /** The members after, where these are not all on that side of the divide; without a baseline none before count then. */
  counting?: Side;
}

function sidesOf({ cluster, frame, at, divide, since, others, existed, counting }: Comparison): Sides {
  const { window, sees } = frame;
  const asked = Math.min(window.baseline?.from ?? window.from, at);
  const extent = extentOf(membersOf(cluster), divide, asked);
  const after = counting ?? extent.after;
  const share = () =>
    shareBefore(cluster, since, [asked, at, others], frame) ?? (at - asked) / Math.max(window.to - at, MINUTE);
  const { start, longAgo, before: found } = startOfBefore(extent, asked, () => wouldShow(after.count, share()));
  const before = counting && window.baseline === null ? NOTHING : found;
  const [earlier, later] = [frame.served(start, at, others), frame.served(...since)];
  const kind = exposureKind(earlier, later, sees);
  // Where only requests are counted, a service without any may have been at work all the same.
  const uncounted = !sees.healthy && later.requests === 0;
  return {
    exposed: {
      before: { count: before.count, exposure: kind && earlier[kind], exposureKind: kind },
      after: { count: after.count, exposure: kind && later[kind], exposureKind: kind },
    },
    earlier: before.first,
    longAgo,
    onset: after.first,
    baseline: before.count > 0 || earlier.entries > 0 || (uncounted && existed),
    minutes: { before: (at - start) / MINUTE, after: (window.to - at) / MINUTE },
    called: () => calledOf(cluster, since, [start, at, others], frame),
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

/**
 * Where the comparison begins: where it was asked to, at the baseline's start. What was last seen before that reaches further back, unless it
 * would have shown in between: then it had gone, and is back.
 */
function startOfBefore({ before, ever }: Extent, start: Micros, wouldShowSince: () => boolean): Start {
  if (before.count > 0 || ever.first === null || ever.first >= start) return { start, longAgo: null, before };
  return wouldShowSince() ? { start, longAgo: ever.last, before } : { start: ever.first, longAgo: null, before: ever };
}

/** Whether of what comes `count` times in what was served after at least three would have come in `share` times as much. */
function wouldShow(count: number, share: number): boolean {
  return count * share >= 3;
}

/**
 * Members in the window but those of older revisions, which drain while the new one serves: what they did before, they may go on doing.
 * A failure that only began with the new revision's arrival stays, wherever it shows.
 */
export function withoutStragglers(cluster: ClusterRecord, { window, arrived }: ServiceFrame, inWindow: Stretch): Side {
  const [earliest] = membersOf(cluster).all.times;
  // Where none took over (a revision that failed never does), the old one is not draining.
  if (!window.own.has(cluster.service) || earliest === undefined || earliest >= window.from || arrived.size === 0)
    return { count: inWindow.length, first: inWindow.first, last: inWindow.last };
  const left = inWindow.members.filter(({ revision }) => revision === '' || arrived.has(revision) || arrived.has(''));
  return { count: left.length, first: left[0]?.time ?? null, last: left.at(-1)?.time ?? null };
}
