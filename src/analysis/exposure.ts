import type { Micros } from '../model.ts';
import { MinuteSeries, type Seen, type Served } from './minute-series.ts';

export interface ExposureQuery {
  service: string;
  /** Which revisions count. */
  revision?: (name: string) => boolean;
  from: Micros;
  to: Micros;
}

/** How much of each service, revision and minute was seen: the denominators. Adds up in any order. */
export class Exposure {
  readonly #services = new Map<string, Map<string, MinuteSeries>>();
  readonly #requested = new Set<string>();
  readonly #healthy = new Set<string>();

  /** Counts of entries that all lie in one minute, from `first` to `last`. */
  add(service: string, revision: string, seen: Seen): void {
    let revisions = this.#services.get(service);
    if (!revisions) {
      revisions = new Map();
      this.#services.set(service, revisions);
    }
    let series = revisions.get(revision);
    if (!series) {
      series = new MinuteSeries();
      revisions.set(revision, series);
    }
    series.add(seen);
    if (seen.healthy > 0) this.#healthy.add(service);
    if (seen.requests > 0 && seen.healthy > 0) this.#requested.add(service);
  }

  /** Whether anything but failures was seen of a service. */
  countsHealthy(service: string): boolean {
    return this.#healthy.has(service);
  }

  /** Whether requests that did not fail were seen of a service: where only failed ones are, they measure nothing. */
  countsRequests(service: string): boolean {
    return this.#requested.has(service);
  }

  /** Entries and requests in [from, to]; of a minute that the span cuts, what lies inside by its share of the time. */
  count({ service, revision, from, to }: ExposureQuery): Served {
    const sum = { entries: 0, requests: 0, healthy: 0 };
    for (const [name, series] of this.#services.get(service) ?? []) {
      if (revision && !revision(name)) continue;
      const { entries, requests, healthy } = series.between(from, to);
      sum.entries += entries;
      sum.requests += requests;
      sum.healthy += healthy;
    }
    return {
      entries: Math.round(sum.entries),
      requests: Math.round(sum.requests),
      healthy: Math.round(sum.healthy),
    };
  }

  /** The revisions of a service that anything was seen of; '' = entries that name none. */
  revisions(service: string): string[] {
    return [...(this.#services.get(service)?.keys() ?? [])];
  }

  services(): string[] {
    return [...this.#services.keys()];
  }
}
