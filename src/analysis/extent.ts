import type { Deployment, Micros } from '../model.ts';
import type { Members } from './members.ts';
import { beginOf, countsFrom, isShift } from './window.ts';

/** Members of one side. */
export interface Side {
  count: number;
  first: Micros | null;
}

/** Where the members of a cluster lie around a time. */
export interface Extent {
  after: Side;
  /** Since the start of the comparison. */
  before: Side;
  /** Since ever, where none came since the start; else nothing. */
  ever: Side & { last: Micros | null };
}

/** Which times of a revision's members are on which side; null = none is. */
interface Reach {
  /** The last time before. */
  before: Micros | null;
  /** The first time after. */
  after: Micros | null;
}

/** Which members are before a time and which after it. */
export interface Divide {
  /** The deployment's revision; '' = none. */
  revision: string;
  own: Reach;
  /** Of members that name no revision. */
  unnamed: Reach;
  others: Reach;
  /** Revisions on neither side. */
  neither: ReadonlySet<string>;
  /** No member later than this counts. */
  to: Micros;
}

const NEVER = Number.POSITIVE_INFINITY;
const NEITHER: Reach = { before: null, after: null };
export const NOTHING = { count: 0, first: null, last: null };

/** Time alone decides: what lies in [at, to] came after. */
export function divideByTime(at: Micros, to: Micros): Divide {
  const reach = { before: Math.min(at - 1, to), after: at };
  return { revision: '', own: reach, unnamed: reach, others: reach, neither: new Set(), to };
}

/**
 * Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains.
 *
 * @param later revisions that went live after it
 */
export function divideByDeployment(deployment: Deployment, later: ReadonlySet<string>, to: Micros): Divide {
  const at = beginOf(deployment)!;
  const { revision } = deployment;
  if (revision === '') return divideByTime(at, to);
  const before = Math.min(at - 1, to);
  return {
    revision,
    own: { before: isShift(deployment) ? before : null, after: countsFrom(deployment) },
    unnamed: { before, after: at },
    others: { before: to, after: null },
    neither: later,
    to,
  };
}

function reachOf({ revision, own, unnamed, others, neither }: Divide, name: string): Reach {
  if (name === '') return unnamed;
  if (name === revision) return own;
  return neither.has(name) ? NEITHER : others;
}

/** The members of a cluster on both sides of a divide, where the comparison begins at `start`; only those with a time. */
export function extentOf({ revisions }: Members, divide: Divide, start: Micros): Extent {
  let countAfter = 0;
  let countBefore = 0;
  let firstAfter = NEVER;
  let firstBefore = NEVER;
  for (const { name, own } of revisions) {
    const { before, after } = reachOf(divide, name);
    if (after !== null) {
      const low = own.indexAt(after);
      const count = own.indexAfter(divide.to) - low;
      countAfter += Math.max(0, count);
      if (count > 0) firstAfter = Math.min(firstAfter, own.timeAt(low));
    }
    if (before === null) continue;
    const low = own.indexAt(start);
    const count = own.indexAfter(before) - low;
    countBefore += Math.max(0, count);
    if (count > 0) firstBefore = Math.min(firstBefore, own.timeAt(low));
  }
  return {
    after: countAfter === 0 ? NOTHING : { count: countAfter, first: firstAfter },
    before: countBefore === 0 ? NOTHING : { count: countBefore, first: firstBefore },
    ever: countBefore === 0 ? everBefore(revisions, divide) : NOTHING,
  };
}

function everBefore(revisions: Members['revisions'], divide: Divide): Extent['ever'] {
  const ever: Extent['ever'] = { ...NOTHING };
  for (const { name, own } of revisions) {
    const { before } = reachOf(divide, name);
    const count = before === null ? 0 : own.indexAfter(before);
    if (count === 0) continue;
    const [first, last] = [own.timeAt(0), own.timeAt(count - 1)];
    ever.count += count;
    ever.first = Math.min(ever.first ?? first, first);
    ever.last = Math.max(ever.last ?? last, last);
  }
  return ever;
}
