import type { Micros } from '../model.ts';

const MINUTE = 60_000_000;

export interface Served {
  entries: number;
  requests: number;
  /** Entries among them that are not suspicious. */
  healthy: number;
}

/** Counts of entries of one minute, and when in it the first and the last came. */
export interface Seen extends Served {
  first: Micros;
  last: Micros;
}

/** Sums up to each minute, in order. */
interface Sums {
  minutes: number[];
  /** One longer than `minutes`: before the first, after the first, … */
  entries: number[];
  requests: number[];
  healthy: number[];
}

/** Counts by minute, and their sums over any span: in time that does not grow with the span. */
export class MinuteSeries {
  readonly #minutes = new Map<number, Seen>();
  #sums: Sums | null = null;

  add(seen: Seen): void {
    this.#sums = null;
    const minute = Math.floor(seen.first / MINUTE);
    const known = this.#minutes.get(minute);
    if (!known) {
      this.#minutes.set(minute, { ...seen });
      return;
    }
    known.entries += seen.entries;
    known.requests += seen.requests;
    known.healthy += seen.healthy;
    if (seen.first < known.first) known.first = seen.first;
    if (seen.last > known.last) known.last = seen.last;
  }

  /** What lies in [from, to]; of a minute that the span cuts, by the share of its time inside. Not rounded. */
  between(from: Micros, to: Micros): Served {
    if (to < from) return { entries: 0, requests: 0, healthy: 0 };
    const [opens, closes] = [Math.floor(from / MINUTE), Math.floor(to / MINUTE)];
    const sum = this.#share(opens, from, to);
    if (closes === opens) return sum;
    const end = this.#share(closes, from, to);
    this.#sums ??= sumsOf(this.#minutes);
    const { minutes, entries, requests, healthy } = this.#sums;
    const [low, high] = [firstAfter(minutes, opens), firstAfter(minutes, closes - 1)];
    return {
      entries: sum.entries + end.entries + entries[high]! - entries[low]!,
      requests: sum.requests + end.requests + requests[high]! - requests[low]!,
      healthy: sum.healthy + end.healthy + healthy[high]! - healthy[low]!,
    };
  }

  #share(minute: number, from: Micros, to: Micros): Served {
    const seen = this.#minutes.get(minute);
    if (!seen) return { entries: 0, requests: 0, healthy: 0 };
    const share = shareInside(seen, from, to);
    return { entries: seen.entries * share, requests: seen.requests * share, healthy: seen.healthy * share };
  }
}

function sumsOf(counted: ReadonlyMap<number, Seen>): Sums {
  const minutes = [...counted.keys()].sort((a, b) => a - b);
  const sums: Sums = { minutes, entries: [0], requests: [0], healthy: [0] };
  minutes.forEach((minute, i) => {
    const { entries, requests, healthy } = counted.get(minute)!;
    sums.entries.push(sums.entries[i]! + entries);
    sums.requests.push(sums.requests[i]! + requests);
    sums.healthy.push(sums.healthy[i]! + healthy);
  });
  return sums;
}

/** Index of the first of the ordered minutes that is later than `minute`. */
function firstAfter(minutes: readonly number[], minute: number): number {
  let [low, high] = [0, minutes.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (minutes[mid]! <= minute) low = mid + 1;
    else high = mid;
  }
  return low;
}

function shareInside({ first, last }: Seen, from: Micros, to: Micros): number {
  if (first >= from && last <= to) return 1;
  if (last < from || first > to) return 0;
  return (Math.min(last, to) - Math.max(first, from)) / (last - first);
}
