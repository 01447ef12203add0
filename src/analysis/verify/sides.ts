import type { ExposureKind, Micros, VerifiedSide } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import type { Occurrence } from '../clusters.ts';
import type { Exposure } from '../exposure.ts';
import type { Span } from '../question.ts';
import { isPlaced } from '../untimed.ts';
import type { Fix } from './fixes.ts';

/** One side: its members, and how much was seen on it. */
export interface Side extends Span {
  members: Occurrence[];
  requests: number;
  entries: number;
}

export interface FixSides {
  before: Side;
  after: Side;
  /** Members of older revisions since the fix went live. */
  stragglers: Occurrence[];
  /** Every member from before the fix, however long ago. */
  earlier: Occurrence[];
}

const MINUTE = 60_000_000;

/** Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains. */
function isAfter({ revision, time }: Occurrence, { since, begin }: Fix): boolean {
  if (since === null || revision === '') return time >= begin;
  const from = since.get(revision);
  return from !== undefined && time >= from;
}

/** The members on both sides of a fix, and what was seen there: before, of the revisions that showed it; since, of the fix and later ones. */
export function sidesOfFix(occurrences: Occurrence[], fix: Fix, to: Micros, exposure: Exposure): FixSides {
  const timed = occurrences.filter(({ time }) => !isPlaced(time) && time <= to);
  const after = timed.filter((member) => isAfter(member, fix));
  const rest = timed.filter((member) => !isAfter(member, fix));
  const earlier = rest.filter(({ time }) => time < fix.begin);
  const { baseline } = fix;
  const before = earlier.filter(({ time }) => time >= baseline.from && time < baseline.to);
  return {
    before: { ...baseline, members: before, ...seenBefore(before, fix, exposure) },
    after: { from: fix.begin, to, members: after, ...seenSince(fix, to, exposure) },
    stragglers: rest.filter(({ time }) => time >= fix.begin),
    earlier,
  };
}

function seenBefore(members: Occurrence[], { service, since, baseline }: Fix, exposure: Exposure) {
  const showed = new Set(members.map(({ revision }) => revision));
  const all = showed.size === 0 || showed.has('');
  const sum = { requests: 0, entries: 0 };
  for (const name of exposure.revisions(service)) {
    if (!all && !showed.has(name)) continue;
    const to = Math.min(baseline.to, since?.get(name) ?? baseline.to);
    if (to > baseline.from) add(sum, exposure.count({ service, revision: only(name), from: baseline.from, to }));
  }
  return sum;
}

/** What was seen of the fix and of later revisions since they were live. */
export function seenSince({ service, since, begin }: Fix, to: Micros, exposure: Exposure) {
  const sum = { requests: 0, entries: 0 };
  for (const name of exposure.revisions(service)) {
    const from = since === null || name === '' ? begin : since.get(name);
    if (from === undefined) continue;
    add(sum, exposure.count({ service, revision: only(name), from: Math.max(begin, from), to }));
  }
  return sum;
}

const only = (wanted: string) => (name: string) => name === wanted;

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
