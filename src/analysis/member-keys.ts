/** What members may share with others, as numbers: equal where that is equal, and hardly ever else. */
import type { Micros } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import { type Occurrence, rankOfTrace } from './occurrence.ts';
import type { Roster } from './roster.ts';

/** Stretches of time that members lie in, and those of one instance. */
const LENGTH: Micros = 10_000_000;
const ON_INSTANCE: Micros = 2_000_000;
/** Stretches that are looked for one by one. */
const MOST = 32;

/** The keys of one member: which trace, which instance in which stretch of time, which stretch; 0 = no trace, no instance. */
const LANES = 3;
export const TRACE = 0;
export const PLACE = 1;
export const STRETCH = 2;

/** Keys of a cluster's members that are held, in one row: thousands of clusters are read through for each report. */
export class MemberKeys {
  #row = new Int32Array(0);
  #length = 0;
  /** Whose they are, and how many members that had. */
  readonly #roster: Roster;
  #taken = 0;

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  get length(): number {
    return this.#length;
  }

  at(member: number, lane: number): number {
    return this.#row[member * LANES + lane]!;
  }

  isOf(roster: Roster): boolean {
    return this.#roster === roster;
  }

  /** Adds the keys of the members that came since. */
  update(): void {
    if (this.#taken === this.#roster.count) return;
    const { members, thinned } = this.#roster;
    // Members of a thinned roster have no lasting places.
    if (thinned) this.#length = 0;
    if (members.length * LANES > this.#row.length) this.#widen(Math.max(members.length, 2 * this.#length));
    for (let i = this.#length; i < members.length; i++) this.#put(i * LANES, members[i]!);
    this.#length = members.length;
    this.#taken = this.#roster.count;
  }

  #widen(members: number): void {
    const row = new Int32Array(members * LANES);
    row.set(this.#row);
    this.#row = row;
  }

  #put(at: number, { trace, instance, time }: Occurrence): void {
    this.#row[at + TRACE] = keyOfName(trace);
    this.#row[at + PLACE] = keyOfPlace(keyOfName(instance), Math.floor(time / ON_INSTANCE));
    this.#row[at + STRETCH] = stretchAt(time);
  }
}

/** Keys of a cluster's members; put together once, and added to as the cluster grows. */
export function keysOf({ roster, memo }: ClusterRecord): MemberKeys {
  if (!memo.keys?.isOf(roster)) memo.keys = new MemberKeys(roster);
  memo.keys.update();
  return memo.keys;
}

/** The number of the stretch of time that lies around a time. */
export function stretchAt(time: Micros): number {
  return Math.floor(time / LENGTH) | 0;
}

/** Of a trace or an instance; 0 for ''. */
export function keyOfName(name: string): number {
  return name === '' ? 0 : rankOfTrace(name) | 0 || 1;
}

function keyOfPlace(instance: number, stretch: number): number {
  return instance === 0 ? 0 : Math.imul(instance ^ Math.imul(stretch, 0x9e3779b1), 0x85ebca6b) || 1;
}

/** Keys of an instance in all stretches of [from, to]; null where these are too many to be looked for one by one. */
export function keysOfPlaces(instance: string, from: Micros, to: Micros): number[] | null {
  if (instance === '') return [];
  const own = keyOfName(instance);
  return numbersOf(from, to, ON_INSTANCE)?.map((stretch) => keyOfPlace(own, stretch)) ?? null;
}

/** Numbers of all stretches of time that [from, to] lies in; null where they are too many. */
export function stretchesOf(from: Micros, to: Micros): number[] | null {
  return numbersOf(from, to, LENGTH);
}

/** As 32 bits: two stretches as far apart as that are taken for one. */
function numbersOf(from: Micros, to: Micros, length: Micros): number[] | null {
  const first = Math.floor(from / length);
  const count = Math.floor(to / length) - first + 1;
  return count > MOST ? null : Array.from({ length: count }, (_, i) => (first + i) | 0);
}
