import type { Deployment, Micros } from '../model.ts';
import type { Members } from './members.ts';

/** Members of one side. */
export interface Side {
  count: number;
  first: Micros | null;
  last: Micros | null;
}

/** Where the members of a cluster lie around a time. */
export interface Extent {
  after: Side;
  /** Since the start of the comparison. */
  before: Side;
  /** Since ever. */
  ever: Side;
}

/** For members of a deployment's revision, of no known one, and of others; null = they are not on that side. */
interface ByRevision {
  own: Micros | null;
  unnamed: Micros | null;
  others: Micros | null;
}

/** Which members are before a time and which after it. */
export interface Divide {
  /** The deployment's revision; '' = none. */
  revision: string;
  /** Revisions on neither side. */
  neither: ReadonlySet<string>;
  /** The last time before. */
  before: ByRevision;
  /** The first time after. */
  after: ByRevision;
  /** None later counts. */
  to: Micros;
}

const MINUTE = 60_000_000;
const NO_REVISIONS: ReadonlySet<string> = new Set();

/** Time alone decides: what lies in [at, to] came after. */
export function divideByTime(at: Micros, to: Micros): Divide {
  const last = Math.min(at - 1, to);
  return {
    revision: '',
    neither: NO_REVISIONS,
    before: { own: last, unnamed: last, others: last },
    after: { own: at, unnamed: at, others: at },
    to,
  };
}

/** How a deployment came. */
interface Arrival {
  begin: Micros;
  /** Revisions that went live after it. */
  later: ReadonlySet<string>;
  /** It only got traffic: its revision had been there before, and only what it did since counts. */
  shift: boolean;
  /** None later counts. */
  to: Micros;
}

/** Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains. */
export function divideByDeployment({ revision, createdAt }: Deployment, { begin, later, shift, to }: Arrival): Divide {
  if (revision === '') return divideByTime(begin, to);
  const last = Math.min(begin - 1, to);
  const earliest = Math.min(begin, createdAt ?? begin) - MINUTE;
  return {
    revision,
    neither: later,
    before: { own: shift ? last : null, unnamed: last, others: to },
    after: { own: shift ? begin : earliest, unnamed: begin, others: null },
    to,
  };
}

/** The members of a cluster on both sides of a divide; only those with a time. */
export function extentOf(
  { revisions }: Members,
  { revision, neither, before, after, to }: Divide,
  start: Micros,
): Extent {
  const extent = { after: nothing(), before: nothing(), ever: nothing() };
  for (const { name, own } of revisions) {
    const group = name === '' ? 'unnamed' : name === revision ? 'own' : neither.has(name) ? null : 'others';
    if (group === null) continue;
    const [last, first, { times }] = [before[group], after[group], own];
    // Times are integers: what is not after one is before the next.
    if (first !== null) widen(extent.after, times, own.indexAt(first), own.indexAt(Math.floor(to) + 1));
    if (last === null) continue;
    const high = own.indexAt(Math.floor(last) + 1);
    widen(extent.before, times, own.indexAt(start), high);
    widen(extent.ever, times, 0, high);
  }
  return extent;
}

function nothing(): Side {
  return { count: 0, first: null, last: null };
}

/** Adds the members from `low` to before `high`. */
function widen(side: Side, times: readonly Micros[], low: number, high: number): void {
  if (high <= low) return;
  const [first, last] = [times[low]!, times[high - 1]!];
  side.count += high - low;
  side.first = side.first === null ? first : Math.min(side.first, first);
  side.last = side.last === null ? last : Math.max(side.last, last);
}
