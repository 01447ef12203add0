import type { ExposureKind, Micros, VerifiedSide } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import type { Exposure } from '../exposure.ts';
import { only } from '../frame.ts';
import type { Occurrence } from '../occurrence.ts';
import type { Span } from '../question.ts';
import type { Roster } from '../roster.ts';
import { isPlaced } from '../untimed.ts';
import type { Fix } from './fixes.ts';
import { wouldShow } from './verdict.ts';

/** What a verification looks at of a member. */
export type Timed = Pick<Occurrence, 'revision' | 'time'>;

/** All members of a signature. */
export function timedOf({ thinned, members }: Roster): readonly Timed[] {
  if (!thinned) return members;
  return thinned.revisions.flatMap(({ name: revision, own }) =>
    own.parts.flatMap((bins) =>
      [...bins].flatMap(([time, count]) => Array.from({ length: count }, () => ({ revision, time }))),
    ),
  );
}

/** One side: its members, and how much was seen on it. */
export interface Side extends Span {
  members: Timed[];
  requests: number;
  entries: number;
}

/** The members of a signature around a fix. */
export interface Members {
  before: Timed[];
  after: Timed[];
  /** Of older revisions since the fix went live. */
  stragglers: Timed[];
  /** Every one from before the fix, however long ago. */
  earlier: Timed[];
}

export interface FixSides extends Omit<Members, 'before' | 'after'> {
  before: Side;
  after: Side;
}

const MINUTE = 60_000_000;

/** Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains. */
function isAfter({ revision, time }: Timed, { since, begin, later }: Fix): boolean {
  if (since === null || revision === '') return time >= begin && time < (later[0]?.begin ?? Number.POSITIVE_INFINITY);
  const from = since.get(revision);
  return from !== undefined && time >= from;
}

/** Whether a member is of what went live after the fix; one that names no revision, by its time. */
function isLater({ revision, time }: Timed, { later }: Fix): boolean {
  return later.some((other) =>
    revision === '' ? time >= other.begin : revision === other.revision && time >= other.from,
  );
}

/** Which side of a fix each member is on. */
export function membersAround(members: readonly Timed[], fix: Fix, to: Micros): Members {
  const timed = members.filter((member) => {
    return !isPlaced(member.time) && member.time <= to && !isLater(member, fix);
  });
  const after = timed.filter((member) => isAfter(member, fix));
  const rest = timed.filter((member) => !isAfter(member, fix));
  const earlier = rest.filter(({ time }) => time < fix.begin);
  const before = earlier.filter(({ time }) => time >= fix.baseline.from && time < fix.baseline.to);
  return { before, after, stragglers: rest.filter(({ time }) => time >= fix.begin), earlier };
}

/** The members on both sides of a fix, and what was seen there: before, of the revisions that showed it; since, of the fix and, where that was not named, later ones. */
export function sidesOfFix(members: readonly Timed[], fix: Fix, to: Micros, exposure: Exposure): FixSides {
  const { before, after, stragglers, earlier } = membersAround(members, fix, to);
  return {
    before: before.length === 0 ? longAgo(earlier, fix, exposure) : sideBefore(before, fix, exposure, fix.baseline),
    after: {
      from: fix.begin,
      to: Math.min(to, fix.later[0]?.begin ?? to),
      members: after,
      ...seenSince(fix, to, exposure),
    },
    stragglers,
    earlier,
  };
}

/** What shows so seldom that the baseline need not hold it is compared with all the time since it first showed. */
function longAgo(earlier: Timed[], fix: Fix, exposure: Exposure): Side {
  const baseline = sideBefore([], fix, exposure, fix.baseline);
  if (earlier.length === 0) return baseline;
  const from = Math.min(...earlier.map(({ time }) => time));
  const whole = sideBefore(earlier, fix, exposure, { from, to: fix.baseline.to });
  const kind = kindOf({ before: whole, after: baseline }, { requests: true, entries: true });
  return wouldShow(earlier.length, amountOf(whole, kind), amountOf(baseline, kind)) ? baseline : whole;
}

function sideBefore(members: Timed[], { service, since }: Fix, exposure: Exposure, span: Span): Side {
  const showed = new Set(members.map(({ revision }) => revision));
  const all = showed.size === 0 || showed.has('');
  const side = { ...span, members, requests: 0, entries: 0 };
  for (const name of exposure.revisions(service)) {
    if (!all && !showed.has(name)) continue;
    const to = Math.min(span.to, since?.get(name) ?? span.to);
    if (to > span.from) add(side, exposure.count({ service, revision: only(name).has, from: span.from, to }));
  }
  return side;
}

/** What was seen of the fix and of the later revisions that count with it, since they were live. */
export function seenSince({ service, since, begin, later }: Fix, to: Micros, exposure: Exposure) {
  const sum = { requests: 0, entries: 0 };
  for (const name of exposure.revisions(service)) {
    const from = since === null || name === '' ? begin : since.get(name);
    if (from === undefined) continue;
    const until = name === '' ? Math.min(to, later[0]?.begin ?? to) : to;
    add(sum, exposure.count({ service, revision: only(name).has, from: Math.max(begin, from), to: until }));
  }
  return sum;
}

function add(sum: { requests: number; entries: number }, more: { requests: number; entries: number }): void {
  sum.requests += more.requests;
  sum.entries += more.entries;
}

/** Whether all of them were counted, so that they can be what a rate is per. */
export interface Counted {
  requests: boolean;
  entries: boolean;
}

/** What both sides can be counted in: requests where there were any before, else entries where all are seen, else nothing. */
export function kindOf({ before, after }: Pick<FixSides, 'before' | 'after'>, counted: Counted): ExposureKind | null {
  if (counted.requests && before.requests > 0) return 'requests';
  if (counted.entries && before.entries > 0) return 'entries';
  if (counted.requests && after.requests > 0) return 'requests';
  return counted.entries ? 'entries' : null;
}

/** How much of `kind` a side has; of null its minutes. */
export function amountOf(side: Side, kind: ExposureKind | null): number {
  if (kind === 'requests') return side.requests;
  if (kind === 'entries') return side.entries;
  return Math.max(0, (side.to - side.from) / MINUTE);
}

/** A side as the verification has it. */
export function sideReport(side: Side, kind: ExposureKind | null): VerifiedSide {
  const amount = amountOf(side, kind);
  return {
    count: side.members.length,
    exposure: kind === null ? null : amount,
    exposureKind: kind,
    rate: amount > 0 ? side.members.length / amount : null,
    from: formatTime(side.from),
    to: formatTime(side.to),
    revisions: [...new Set(side.members.map(({ revision }) => revision).filter(Boolean))].sort(),
  };
}
