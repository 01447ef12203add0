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

const NONE: Served = { entries: 0, requests: 0, healthy: 0 };

/** Counts by minute, and their sums over any span: in time that does not grow with the span. */
export class MinuteSeries {
  /** In order, and what was seen in each. */
  readonly #minutes: number[] = [];
  readonly #seen: Seen[] = [];
  /** Sums of all that come before each minute; right up to `#right`. */
  readonly #sums = { entries: [0], requests: [0], healthy: [0] };
  #right = 0;

  add(seen: Seen): void {
    const minute = Math.floor(seen.first / MINUTE);
    const at = this.#minutes.at(-1) === minute ? this.#minutes.length - 1 : this.#firstAfter(minute - 1);
    this.#right = Math.min(this.#right, at);
    if (this.#minutes[at] !== minute) {
      this.#minutes.splice(at, 0, minute);
      this.#seen.splice(at, 0, { ...seen });
      return;
    }
    const known = this.#seen[at]!;
    known.entries += seen.entries;
    known.requests += seen.requests;
    known.healthy += seen.healthy;
    if (seen.first < known.first) known.first = seen.first;
    if (seen.last > known.last) known.last = seen.last;
  }

  /** What lies in [from, to]; of a minute that the span cuts, by the share of its time inside. Not rounded. */
  between(from: Micros, to: Micros): Served {
    if (to < from) return NONE;
    const opens = Math.floor(from / MINUTE);
    const closes = Math.floor(to / MINUTE);
    const low = this.#firstAfter(opens);
    const high = this.#firstAfter(closes - 1);
    const sum = this.#share(low - 1, opens, from, to);
    if (closes === opens) return sum;
    const end = this.#share(high, closes, from, to);
    this.#sumUp();
    const { entries, requests, healthy } = this.#sums;
    return {
      entries: sum.entries + end.entries + entries[high]! - entries[low]!,
      requests: sum.requests + end.requests + requests[high]! - requests[low]!,
      healthy: sum.healthy + end.healthy + healthy[high]! - healthy[low]!,
    };
  }

  #share(at: number, minute: number, from: Micros, to: Micros): Served {
    if (this.#minutes[at] !== minute) return NONE;
    const seen = this.#seen[at]!;
    const share = shareInside(seen, from, to);
    return { entries: seen.entries * share, requests: seen.requests * share, healthy: seen.healthy * share };
  }

  /** Index of the first of the minutes that is later than `minute`. */
  #firstAfter(minute: number): number {
    let low = 0;
    let high = this.#minutes.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.#minutes[mid]! <= minute) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  #sumUp(): void {
    const { entries, requests, healthy } = this.#sums;
    for (let at = this.#right; at < this.#seen.length; at++) {
      const seen = this.#seen[at]!;
      entries[at + 1] = entries[at]! + seen.entries;
      requests[at + 1] = requests[at]! + seen.requests;
      healthy[at + 1] = healthy[at]! + seen.healthy;
    }
    this.#right = this.#seen.length;
  }
}

function shareInside({ first, last }: Seen, from: Micros, to: Micros): number {
  if (first >= from && last <= to) return 1;
  if (last < from || first > to) return 0;
  return (Math.min(last, to) - Math.max(first, from)) / (last - first);
}
