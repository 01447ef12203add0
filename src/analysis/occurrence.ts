import type { Micros } from '../model.ts';
import { compareText } from '../text/order.ts';
import { hashOf } from './expectations/numbers.ts';

/** One member of a cluster, reduced to what links it to others. */
export interface Occurrence {
  time: Micros;
  /** When it was over: of a request entry start + latency, else `time`. */
  end: Micros;
  revision: string;
  instance: string;
  trace: string;
  user: string;
  /** Its kind's name; of too many kinds not all are held. */
  kind: string;
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

/** Characters of a trace that are hashed, as the requests that are followed are chosen by: the end of an id is where two differ. */
const HASHED = 12;
/** What has no trace is chosen by the stretch of time that it lies in on its instance, microseconds. */
const STRETCH = 10_000_000;

/** Of too many members those with the lowest rank are held (32 bits): the same requests in every cluster, and the same stretches of an instance. */
export function rankOf({ trace, instance, time }: Pick<Occurrence, 'trace' | 'instance' | 'time'>): number {
  return trace === '' ? rankOfStretch(instance, time) : rankOfTrace(trace);
}

/** Of a trace, or another name that ends in what tells it from others. */
export function rankOfTrace(trace: string): number {
  return hashOf(trace, Math.max(0, trace.length - HASHED)) >>> 0;
}

export function rankOfStretch(instance: string, time: Micros): number {
  return hashOf(`${Math.floor(time / STRETCH)} ${instance}`) >>> 0;
}

/** Whether every stretch of an instance in [from, to] has a lower rank. */
export function areBelow(rank: number, instance: string, from: Micros, to: Micros): boolean {
  for (let time = from; ; time = Math.min(to, time + STRETCH)) {
    if (rankOfStretch(instance, time) >= rank) return false;
    if (time >= to) return true;
  }
}
