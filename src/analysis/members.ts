import type { Micros } from '../model.ts';
import { compareText } from '../text/order.ts';
import type { ClusterRecord, Occurrence } from './clusters.ts';
import { inOrder, Timeline } from './timeline.ts';
import { isPlaced, LAST_PLACE } from './untimed.ts';

interface OfRevision {
  name: string;
  own: Timeline;
}

/** The members of a cluster in order of time, whole and by revision. */
export interface Members {
  /** Those without a time come first. */
  all: Timeline;
  /** Only those with a time, by name; '' = the revision is not known. */
  revisions: readonly OfRevision[];
}

/** Members as they were put in order last. */
export interface Kept extends Members {
  revisions: OfRevision[];
  /** How many of the cluster's occurrences are in `all`. */
  taken: number;
}

/** More than so many at once are sorted in together. */
const FEW = 64;

/** A cluster's members in order; put together once, and added to as the cluster grows. */
export function membersOf(cluster: ClusterRecord): Members {
  const { occurrences, memo } = cluster;
  const known = memo.members;
  if (known?.taken === occurrences.length) return known;
  const fresh = occurrences.length - (known?.taken ?? 0);
  if (known && fresh > 0 && fresh <= FEW) {
    for (let i = known.taken; i < occurrences.length; i++) insert(known, occurrences[i]!);
    known.taken = occurrences.length;
    return known;
  }
  const all = new Timeline([...occurrences].sort(inOrder));
  memo.members = { all, revisions: groupByRevision(all), taken: occurrences.length };
  return memo.members;
}

function insert({ all, revisions }: Kept, member: Occurrence): void {
  all.insert(member);
  if (isPlaced(member.time)) return;
  const known = revisions.find(({ name }) => name === member.revision);
  if (known) known.own.insert(member);
  else {
    revisions.push({ name: member.revision, own: new Timeline([member]) });
    revisions.sort(byName);
  }
}

function groupByRevision({ members }: Timeline): OfRevision[] {
  const timed = members.filter(({ time }) => !isPlaced(time));
  const groups = [...Map.groupBy(timed, ({ revision }) => revision)];
  return groups.map(([name, own]) => ({ name, own: new Timeline(own) })).sort(byName);
}

function byName(a: OfRevision, b: OfRevision): number {
  return compareText(a.name, b.name);
}

/** The members of a cluster in a window, in order; they are put together when they are looked at. */
export class Stretch {
  readonly length: number;
  readonly #all: Timeline;
  readonly #placed: number;
  readonly #low: number;
  readonly #high: number;
  #members: readonly Occurrence[] | null = null;

  /** Of `all` the first `placed`, which have no time, and those from `low` to before `high`. */
  constructor(all: Timeline, placed: number, low: number, high: number) {
    this.#all = all;
    this.#placed = Math.min(placed, low);
    this.#low = low;
    this.#high = high;
    this.length = this.#placed + high - low;
  }

  /** When the first came; null for none. */
  get first(): Micros | null {
    return this.length === 0 ? null : this.#all.times[this.#placed > 0 ? 0 : this.#low]!;
  }

  get last(): Micros | null {
    return this.length === 0 ? null : this.#all.times[this.#high > this.#low ? this.#high - 1 : this.#placed - 1]!;
  }

  get members(): readonly Occurrence[] {
    const { members } = this.#all;
    this.#members ??=
      this.length === members.length
        ? members
        : [...members.slice(0, this.#placed), ...members.slice(this.#low, this.#high)];
    return this.#members;
  }
}

/** The members in a window; what has no time lies in every one. */
export function membersIn(cluster: ClusterRecord, from: Micros, to: Micros): Stretch {
  const { all } = membersOf(cluster);
  const low = all.indexAt(from);
  return new Stretch(all, all.indexAt(LAST_PLACE), low, Math.max(low, all.indexAfter(to)));
}

/** When the first of some members came, in whatever order they are; null for none. */
export function firstTime(members: readonly Occurrence[]): Micros | null {
  return members.length > 0
    ? members.reduce((first, { time }) => Math.min(first, time), Number.POSITIVE_INFINITY)
    : null;
}
