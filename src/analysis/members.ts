import type { Micros } from '../model.ts';
import { compareText } from '../text/order.ts';
import type { ClusterRecord, Occurrence } from './clusters.ts';
import { isPlaced, LAST_PLACE } from './untimed.ts';

/** Some members in order of time. */
export type Ordered = readonly Occurrence[];

/** The members of a cluster in order of time, whole and by revision. */
export interface Members {
  /** Those without a time come first. */
  all: Ordered;
  /** Only those with a time; '' = the revision is not known. */
  byRevision: ReadonlyMap<string, Ordered>;
}

/** Ties are broken by everything that a verdict or a link looks at, so that the order of reading plays no part. */
export function inOrder(a: Occurrence, b: Occurrence): number {
  return (
    a.time - b.time ||
    compareText(a.trace, b.trace) ||
    compareText(a.instance, b.instance) ||
    compareText(a.user, b.user) ||
    compareText(a.revision, b.revision) ||
    a.end - b.end
  );
}

interface Kept {
  all: Occurrence[];
  byRevision: Map<string, Occurrence[]>;
  /** How many of the cluster's occurrences are in `all`. */
  taken: number;
}

const kept = new WeakMap<ClusterRecord, Kept>();
/** More than so many at once are sorted in together. */
const FEW = 64;

/** A cluster's members in order; put together once, and added to as the cluster grows. */
export function membersOf(cluster: ClusterRecord): Members {
  const known = kept.get(cluster);
  const { occurrences } = cluster;
  if (known?.taken === occurrences.length) return known;
  const fresh = occurrences.length - (known?.taken ?? 0);
  if (known && fresh > 0 && fresh <= FEW) {
    for (let i = known.taken; i < occurrences.length; i++) insert(known, occurrences[i]!);
    known.taken = occurrences.length;
    return known;
  }
  const all = [...occurrences].sort(inOrder);
  const members = { all, byRevision: groupByRevision(all), taken: occurrences.length };
  kept.set(cluster, members);
  return members;
}

function insert({ all, byRevision }: Kept, member: Occurrence): void {
  insertInto(all, member);
  if (isPlaced(member.time)) return;
  const own = byRevision.get(member.revision);
  if (own) insertInto(own, member);
  else byRevision.set(member.revision, [member]);
}

function insertInto(ordered: Occurrence[], member: Occurrence): void {
  const last = ordered.at(-1);
  if (!last || inOrder(last, member) <= 0) {
    ordered.push(member);
    return;
  }
  let at = indexAt(ordered, member.time);
  while (at < ordered.length && inOrder(ordered[at]!, member) <= 0) at++;
  ordered.splice(at, 0, member);
}

function groupByRevision(all: Ordered): Map<string, Occurrence[]> {
  const byRevision = new Map<string, Occurrence[]>();
  for (const member of all) {
    if (isPlaced(member.time)) continue;
    const known = byRevision.get(member.revision);
    if (known) known.push(member);
    else byRevision.set(member.revision, [member]);
  }
  return byRevision;
}

/** Index of the first member at or after a time. */
export function indexAt(members: Ordered, time: Micros): number {
  let [low, high] = [0, members.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (members[mid]!.time < time) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Where the members of [from, to] begin and end. */
export function rangeOf(members: Ordered, from: Micros, to: Micros): [number, number] {
  const low = indexAt(members, from);
  // Times are integers: what is not after `to` is before the next one.
  return [low, Math.max(low, indexAt(members, Math.floor(to) + 1))];
}

export function countIn(members: Ordered, from: Micros, to: Micros): number {
  const [low, high] = rangeOf(members, from, to);
  return high - low;
}

/** The members of a cluster in a window, in order; they are put together when they are looked at. */
export class Stretch {
  readonly length: number;
  readonly #all: Ordered;
  readonly #placed: number;
  readonly #low: number;
  readonly #high: number;
  #members: Ordered | null = null;

  /** Of `all` the first `placed`, which have no time, and those from `low` to before `high`. */
  constructor(all: Ordered, placed: number, low: number, high: number) {
    this.#all = all;
    this.#placed = Math.min(placed, low);
    this.#low = low;
    this.#high = high;
    this.length = this.#placed + high - low;
  }

  get first(): Occurrence | undefined {
    return this.length === 0 ? undefined : this.#all[this.#placed > 0 ? 0 : this.#low];
  }

  get last(): Occurrence | undefined {
    return this.length === 0 ? undefined : this.#all[this.#high > this.#low ? this.#high - 1 : this.#placed - 1];
  }

  get members(): Ordered {
    this.#members ??=
      this.length === this.#all.length
        ? this.#all
        : [...this.#all.slice(0, this.#placed), ...this.#all.slice(this.#low, this.#high)];
    return this.#members;
  }
}

/** The members in a window; what has no time lies in every one. */
export function membersIn(cluster: ClusterRecord, from: Micros, to: Micros): Stretch {
  const { all } = membersOf(cluster);
  return new Stretch(all, indexAt(all, LAST_PLACE), ...rangeOf(all, from, to));
}

/** When the first of some members came, in whatever order they are; null for none. */
export function firstTime(members: Ordered): Micros | null {
  return members.length > 0
    ? members.reduce((first, { time }) => Math.min(first, time), Number.POSITIVE_INFINITY)
    : null;
}
