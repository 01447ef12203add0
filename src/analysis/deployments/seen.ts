import type { Micros } from '../../model.ts';

/** When a revision was seen at work. */
export interface SeenRevision {
  firstEntry: Micros;
  firstRequest: Micros | null;
  /** The first error that it logged. */
  firstFailure: Micros | null;
  lastEntry: Micros;
}

/** When each service and each of its revisions was seen, from whatever order of entries and tallies. */
export class SeenRevisions {
  /** Jobs: their executions are no deployments. */
  readonly jobs = new Set<string>();
  readonly services = new Map<string, Map<string, SeenRevision>>();

  /** Entries from `first` to `last` of one revision, the first request among them at `request`, the first error at `failure`. */
  note(
    service: string,
    revision: string,
    first: Micros,
    last: Micros,
    request: Micros | null,
    failure: Micros | null = null,
  ): void {
    let revisions = this.services.get(service);
    if (!revisions) {
      revisions = new Map();
      this.services.set(service, revisions);
    }
    const seen = revisions.get(revision);
    if (!seen) {
      revisions.set(revision, { firstEntry: first, firstRequest: request, firstFailure: failure, lastEntry: last });
      return;
    }
    if (first < seen.firstEntry) seen.firstEntry = first;
    if (last > seen.lastEntry) seen.lastEntry = last;
    seen.firstRequest = earlier(seen.firstRequest, request);
    seen.firstFailure = earlier(seen.firstFailure, failure);
  }

  of(service: string, revision: string): SeenRevision | null {
    return this.services.get(service)?.get(revision) ?? null;
  }

  /** The first entry of a service that is not of the revision; null where none was seen. */
  firstWithout(service: string, revision: string): Micros | null {
    const others = [...(this.services.get(service) ?? [])].filter(([name]) => name !== revision);
    return others.length > 0 ? Math.min(...others.map(([, seen]) => seen.firstEntry)) : null;
  }
}

function earlier(a: Micros | null, b: Micros | null): Micros | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
