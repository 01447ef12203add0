import type { Micros } from '../model.ts';
import { compareText } from '../text/order.ts';
import type { ClusterRecord } from './clusters.ts';
import { inOrder, type Occurrence } from './occurrence.ts';
import type { Roster } from './roster.ts';
import { type MemberTimes, Timeline } from './timeline.ts';
import { isPlaced, LAST_PLACE } from './untimed.ts';

export interface OfRevision {
  name: string;
  own: MemberTimes;
}

/** The members of a cluster in order of time, whole and by revision. */
export interface Members {
  /** Those without a time come first. */
  all: MemberTimes;
  /** Only those with a time, by name; '' = the revision is not known. */
  revisions: readonly OfRevision[];
}

/** Members as they were put in order last. */
export interface Kept extends Members {
  all: Timeline;
  revisions: { name: string; own: Timeline }[];
  /** Whose members they are, and how many of them are in `all`. */
  of: Roster;
  taken: number;
}

/** More than so many at once are sorted in together. */
const FEW = 64;

/** A cluster's members in order; put together once, and added to as the cluster grows. */
export function membersOf(cluster: ClusterRecord): Members {
  const { roster, memo } = cluster;
  const { thinned, members } = roster;
  if (thinned) return thinned;
  const known = memo.members?.of === roster ? memo.members : undefined;
  if (known?.taken === members.length) return known;
  const fresh = members.length - (known?.taken ?? 0);
  if (known && fresh > 0 && fresh <= FEW) {
    for (let i = known.taken; i < members.length; i++) insert(known, members[i]!);
    known.taken = members.length;
    return known;
  }
  const all = new Timeline([...members].sort(inOrder));
  memo.members = { all, revisions: groupByRevision(all), of: roster, taken: members.length };
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

function groupByRevision({ members }: Timeline): Kept['revisions'] {
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
  readonly from: Micros;
  readonly to: Micros;
  readonly #all: MemberTimes;
  /** Of `all` the first `placed`, which have no time, and those from `low` to before `high`. */
  readonly #placed: number;
  readonly #low: number;
  readonly #high: number;
  #members: readonly Occurrence[] | null = null;

  constructor(all: MemberTimes, from: Micros, to: Micros) {
    this.#all = all;
    this.from = from;
    this.to = to;
    this.#low = all.indexAt(from);
    this.#high = Math.max(this.#low, all.indexAfter(to));
    this.#placed = Math.min(all.indexAt(LAST_PLACE), this.#low);
    this.length = this.#placed + this.#high - this.#low;
  }

  /** When the first came; null for none. */
  get first(): Micros | null {
    return this.length === 0 ? null : this.#all.timeAt(this.#placed > 0 ? 0 : this.#low);
  }

  get last(): Micros | null {
    return this.length === 0 ? null : this.#all.timeAt(this.#high > this.#low ? this.#high - 1 : this.#placed - 1);
  }

  /** All of them; of too many those that are held. */
  get members(): readonly Occurrence[] {
    this.#members ??= this.#all.membersIn(this.from, this.to);
    return this.#members;
  }

  /** When they came, those with a time, each at least once. */
  get moments(): Micros[] {
    return this.#all.momentsIn(this.#low, this.#high);
  }

  /** Whether a member of the cluster with that time lies in it. */
  has(time: Micros): boolean {
    return isPlaced(time) || (time >= this.from && time <= this.to);
  }
}

/** The members in a window; what has no time lies in every one. */
export function membersIn(cluster: ClusterRecord, from: Micros, to: Micros): Stretch {
  return new Stretch(membersOf(cluster).all, from, to);
}

/** When the first of some members came, in whatever order they are; null for none. */
export function firstTime(members: readonly Pick<Occurrence, 'time'>[]): Micros | null {
  return members.length > 0
    ? members.reduce((first, { time }) => Math.min(first, time), Number.POSITIVE_INFINITY)
    : null;
}
