/** What members may share with others, as numbers: equal where that is equal, and hardly ever else. */
import type { Micros } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import { hashOf } from './expectations/numbers.ts';
import type { Occurrence } from './occurrence.ts';
import type { Roster } from './roster.ts';

/** Stretches of time that members lie in, and those of one instance. */
const STRETCH: Micros = 10_000_000;
const ON_INSTANCE: Micros = 2_000_000;
/** Stretches that are looked for one by one. */
const MOST = 32;
/** Characters of a name that are hashed: its end is where two differ. */
const HASHED = 12;

/** Keys of a cluster's members that are held, one beside the other; 0 = the member names no trace, no instance. */
export interface MemberKeys {
  traces: Uint32Array;
  /** Of an instance in a stretch of time. */
  places: Uint32Array;
  /** Numbers of stretches of time. */
  stretches: Int32Array;
  length: number;
  /** Whose they are, and how many members that had. */
  of: Roster;
  taken: number;
}

/** Keys of a cluster's members; put together once, and added to as the cluster grows. */
export function keysOf({ roster, memo }: ClusterRecord): MemberKeys {
  const known = memo.keys?.of === roster ? memo.keys : undefined;
  if (known?.taken === roster.count) return known;
  const { members, thinned } = roster;
  // Members of a thinned roster have no lasting places.
  const keys = known && !thinned && known.length <= members.length ? known : empty(roster);
  if (members.length > keys.traces.length) widen(keys, Math.max(members.length, 2 * keys.length));
  for (let i = keys.length; i < members.length; i++) put(keys, i, members[i]!);
  keys.length = members.length;
  keys.taken = roster.count;
  memo.keys = keys;
  return keys;
}

function empty(of: Roster): MemberKeys {
  const [traces, places, stretches] = [new Uint32Array(0), new Uint32Array(0), new Int32Array(0)];
  return { traces, places, stretches, length: 0, of, taken: 0 };
}

function widen(keys: MemberKeys, length: number): void {
  const { traces, places, stretches } = keys;
  keys.traces = new Uint32Array(length);
  keys.places = new Uint32Array(length);
  keys.stretches = new Int32Array(length);
  keys.traces.set(traces);
  keys.places.set(places);
  keys.stretches.set(stretches);
}

function put({ traces, places, stretches }: MemberKeys, at: number, { trace, instance, time }: Occurrence): void {
  traces[at] = keyOfTrace(trace);
  places[at] = keyOfPlace(keyOfTrace(instance), Math.floor(time / ON_INSTANCE));
  stretches[at] = Math.floor(time / STRETCH) | 0;
}

/** 0 for ''. */
export function keyOfTrace(trace: string): number {
  return trace === '' ? 0 : hashOf(trace, Math.max(0, trace.length - HASHED)) >>> 0 || 1;
}

function keyOfPlace(instance: number, stretch: number): number {
  return instance === 0 ? 0 : Math.imul(instance ^ Math.imul(stretch, 0x9e3779b1), 0x85ebca6b) >>> 0 || 1;
}

/** Keys of an instance in all stretches of [from, to]; null where these are too many to be looked for one by one. */
export function keysOfPlaces(instance: string, from: Micros, to: Micros): number[] | null {
  if (instance === '') return [];
  const own = keyOfTrace(instance);
  return numbersOf(from, to, ON_INSTANCE)?.map((stretch) => keyOfPlace(own, stretch)) ?? null;
}

/** Numbers of all stretches of time that [from, to] lies in; null where they are too many. */
export function stretchesOf(from: Micros, to: Micros): number[] | null {
  return numbersOf(from, to, STRETCH);
}

/** As 32 bits: two stretches as far apart as that are taken for one. */
function numbersOf(from: Micros, to: Micros, length: Micros): number[] | null {
  const first = Math.floor(from / length);
  const count = Math.floor(to / length) - first + 1;
  return count > MOST ? null : Array.from({ length: count }, (_, i) => (first + i) | 0);
}
