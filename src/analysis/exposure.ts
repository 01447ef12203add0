import type { Micros } from '../model.ts';

const MINUTE = 60_000_000;

interface Counts {
  entries: number;
  requests: number;
}

/** One revision's minute: its counts, and when in it the first and the last entry came. */
interface Bucket extends Counts {
  first: Micros;
  last: Micros;
}

export interface ExposureQuery {
  service: string;
  /** Which revisions count. */
  revision?: (name: string) => boolean;
  from: Micros;
  to: Micros;
}

/** How much of each service, revision and minute was seen: the denominators. Adds up in any order. */
export class Exposure {
  readonly #services = new Map<string, Map<string, Map<number, Bucket>>>();

  #minutesOf(service: string, revision: string): Map<number, Bucket> {
    let revisions = this.#services.get(service);
    if (!revisions) {
      revisions = new Map();
      this.#services.set(service, revisions);
    }
    let minutes = revisions.get(revision);
    if (!minutes) {
      minutes = new Map();
      revisions.set(revision, minutes);
    }
    return minutes;
  }

  /** Counts of entries that all lie in one minute, from `first` to `last`. */
  add(service: string, revision: string, added: Bucket): void {
    const minutes = this.#minutesOf(service, revision);
    const minute = Math.floor(added.first / MINUTE);
    const known = minutes.get(minute);
    if (!known) {
      minutes.set(minute, { ...added });
      return;
    }
    known.entries += added.entries;
    known.requests += added.requests;
    known.first = Math.min(known.first, added.first);
    known.last = Math.max(known.last, added.last);
  }

  /** Entries and requests in [from, to]; of a minute that the span cuts, what lies inside by its share of the time. */
  count({ service, revision, from, to }: ExposureQuery): Counts {
    const sum = { entries: 0, requests: 0 };
    for (const [name, minutes] of this.#services.get(service) ?? []) {
      if (revision && !revision(name)) continue;
      for (const bucket of minutes.values()) {
        const share = shareInside(bucket, from, to);
        sum.entries += bucket.entries * share;
        sum.requests += bucket.requests * share;
      }
    }
    return { entries: Math.round(sum.entries), requests: Math.round(sum.requests) };
  }

  services(): string[] {
    return [...this.#services.keys()];
  }

  revisions(service: string): string[] {
    return [...(this.#services.get(service)?.keys() ?? [])];
  }
}

function shareInside({ first, last }: Bucket, from: Micros, to: Micros): number {
  if (first >= from && last <= to) return 1;
  if (last < from || first > to) return 0;
  return (Math.min(last, to) - Math.max(first, from)) / (last - first);
}
