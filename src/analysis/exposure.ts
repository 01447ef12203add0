import type { Micros } from '../model.ts';

const MINUTE = 60_000_000;

interface Counts {
  entries: number;
  requests: number;
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
  readonly #services = new Map<string, Map<string, Map<number, Counts>>>();

  add(service: string, revision: string, minute: number, entries: number, requests: number): void {
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
    const counts = minutes.get(minute);
    if (counts) {
      counts.entries += entries;
      counts.requests += requests;
    } else minutes.set(minute, { entries, requests });
  }

  /** Entries and requests in [from, to); a minute that the span cuts counts by its share. */
  count({ service, revision, from, to }: ExposureQuery): Counts {
    const sum = { entries: 0, requests: 0 };
    for (const [name, minutes] of this.#services.get(service) ?? []) {
      if (revision && !revision(name)) continue;
      for (const [minute, counts] of minutes) {
        const start = minute * MINUTE;
        const share = Math.min(1, Math.max(0, (Math.min(to, start + MINUTE) - Math.max(from, start)) / MINUTE));
        sum.entries += counts.entries * share;
        sum.requests += counts.requests * share;
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
