import type { Exposed, Micros } from '../model.ts';
import { calledOf, shareBefore } from './calls.ts';
import type { ClusterRecord } from './clusters.ts';
import { type Candidate, isShift, type Sees, type ServiceFrame } from './frame.ts';
import { type Members, membersOf, type Stretch } from './members.ts';
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

/** Members of one side. */
interface Side {
  count: number;
  first: Micros | null;
  last: Micros | null;
}

/** Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains. */
export function sidesOfDeployment(candidate: Candidate, cluster: ClusterRecord, frame: ServiceFrame): Sides {
  const { deployment, begin, later, own, others } = candidate;
  const { window } = frame;
  const { revision: name } = deployment;
  const byTime = name === '';
  // A revision that traffic was shifted to had been there before: only what it did since counts.
  const shift = isShift(deployment);
  const members = membersOf(cluster);
  const earliest = shift ? begin : Math.min(begin, deployment.createdAt ?? begin) - MINUTE;
  const after = sideOf(members, window.to, (revision) =>
    byTime || revision === '' ? [begin, window.to] : revision === name ? [earliest, window.to] : null,
  );
  const beforeSpan = (from: Micros) => (revision: string) => {
    if (byTime || revision === '' || (shift && revision === name)) return [from, begin - 1] as const;
    return revision === name || later.has(revision) ? null : ([from, window.to] as const);
  };
  const beforeFrom = (from: Micros) => sideOf(members, window.to, beforeSpan(from));
  const sinceLive = frame.served(begin, window.to, own);
  const since = [begin, window.to, own] as const;
  const lately = (from: Micros) =>
    wouldShow(after.count, shareBefore(cluster, since, [from, begin, others], frame), [
      window.to - begin,
      begin - from,
    ]);
  const { start, longAgo } = startOfBefore(frame, begin, beforeFrom, lately);
  const before = beforeFrom(start);
  const counts = { before: frame.served(start, begin, others), after: sinceLive };
  const minutes = { before: (begin - start) / MINUTE, after: (window.to - begin) / MINUTE };
  const called = () => calledOf(cluster, since, [start, begin, others], frame);
  const existed = deployment.previousRevision !== null;
  return { ...weigh({ before, after }, counts, minutes, frame.sees, existed), longAgo, called };
}

type SpanOf = (revision: string) => readonly [Micros, Micros] | null;

/** Members of a cluster with a time, of each revision those in its span, none after `until`. */
function sideOf(members: Members, until: Micros, spanOf: SpanOf): Side {
  const side: Side = { count: 0, first: null, last: null };
  for (const { name, own } of members.revisions) {
    const span = spanOf(name);
    if (span === null) continue;
    const [low, high] = own.rangeOf(span[0], Math.min(span[1], until));
    if (high === low) continue;
    const [first, last] = [own.times[low]!, own.times[high - 1]!];
    side.count += high - low;
    side.first = side.first === null ? first : Math.min(side.first, first);
    side.last = side.last === null ? last : Math.max(side.last, last);
  }
  return side;
}

interface Start {
  start: Micros;
  /** When it was last seen before the start, where that is too long ago to count. */
  longAgo: Micros | null;
}

/**
 * Where the comparison begins: at the baseline's start. What was last seen before that reaches further back, unless it would have shown in
 * between: then it had gone, and is back.
 */
function startOfBefore(
  { window }: ServiceFrame,
  end: Micros,
  beforeFrom: (from: Micros) => Side,
  wouldShowSince: (from: Micros) => boolean,
): Start {
  const start = Math.min(window.baseline?.from ?? window.from, end);
  if (beforeFrom(start).count > 0) return { start, longAgo: null };
  const { first, last } = beforeFrom(Number.NEGATIVE_INFINITY);
  if (first === null || first >= start) return { start, longAgo: null };
  return wouldShowSince(start) ? { start, longAgo: last } : { start: first, longAgo: null };
}

/** Whether of what comes `count` times in what was served after at least three would have come in what was served before. */
function wouldShow(count: number, calls: number | null, [since, earlier]: readonly [Micros, Micros]): boolean {
  return count * (calls ?? earlier / Math.max(since, MINUTE)) >= 3;
}

/**
 * Members in the window but those of older revisions, which drain while the new one serves: what they did before, they may go on doing.
 * A failure that only began with the new revision's arrival stays, wherever it shows.
 */
export function withoutStragglers(cluster: ClusterRecord, frame: ServiceFrame, inWindow: Stretch): Side {
  const { window } = frame;
  const [earliest] = membersOf(cluster).all.times;
  const arrived = frame.deployments.filter(({ liveAt }) => liveAt !== null && liveAt >= window.from);
  // Where none took over (a revision that failed never does), the old one is not draining.
  if (!window.own.has(cluster.service) || earliest === undefined || earliest >= window.from || arrived.length === 0)
    return { count: inWindow.length, first: inWindow.first, last: inWindow.last };
  const current = new Set(arrived.map((deployment) => deployment.revision));
  const left = inWindow.members.filter(({ revision }) => revision === '' || current.has(revision) || current.has(''));
  return { count: left.length, first: left[0]?.time ?? null, last: left.at(-1)?.time ?? null };
}

export function sidesOfWindow(cluster: ClusterRecord, frame: ServiceFrame, after: Side): Sides {
  const { window, deployments } = frame;
  const members = membersOf(cluster);
  const all = (from: Micros): Side => sideOf(members, window.to, () => [from, window.from - 1]);
  const sinceOpen = frame.served(window.from, window.to);
  const since = [window.from, window.to] as const;
  const lately = (from: Micros) =>
    wouldShow(after.count, shareBefore(cluster, since, [from, window.from], frame), [
      window.to - window.from,
      window.from - from,
    ]);
  const { start, longAgo } = startOfBefore(frame, window.from, all, lately);
  const before = window.baseline === null ? { count: 0, first: null, last: null } : all(start);
  const counts = { before: frame.served(start, window.from), after: sinceOpen };
  const minutes = { before: (window.from - start) / MINUTE, after: (window.to - window.from) / MINUTE };
  const existed = deployments.some(({ liveAt, createdAt }) => (liveAt ?? createdAt ?? window.from) < window.from);
  const called = () => calledOf(cluster, since, [start, window.from], frame);
  return { ...weigh({ before, after }, counts, minutes, frame.sees, existed), longAgo, called };
}

interface Pair<T> {
  before: T;
  after: T;
}

function weigh(
  sides: Pair<Side>,
  counts: Pair<Served>,
  minutes: Pair<number>,
  sees: Sees,
  servedBefore: boolean,
): Omit<Sides, 'longAgo' | 'called'> {
  const { before, after } = counts;
  const requests = sees.requests && before.requests > 0 && after.requests > 0;
  // Failures alone are no measure of work: where only they were exported, or handed over, there is none.
  const entries = sees.healthy && after.healthy > 0 && (before.healthy > 0 || before.entries === 0);
  const kind = requests ? 'requests' : entries ? 'entries' : null;
  const exposed = (served: Served, { count }: Side): Exposed => ({
    count,
    exposure: kind === null ? null : served[kind],
    exposureKind: kind,
  });
  // Where only requests are counted, a service without any may have been at work all the same.
  const uncounted = !sees.healthy && after.requests === 0;
  return {
    exposed: { before: exposed(before, sides.before), after: exposed(after, sides.after) },
    earlier: sides.before.first,
    onset: sides.after.first,
    baseline: sides.before.count > 0 || before.entries > 0 || (uncounted && servedBefore),
    minutes,
  };
}
