import type { Micros } from '../../model.ts';

/** When a revision was seen at work. */
export interface SeenRevision {
  firstEntry: Micros;
  firstRequest: Micros | null;
  lastEntry: Micros;
}

/** When each service and each of its revisions was seen, from whatever order of entries and tallies. */
export class SeenRevisions {
  readonly services = new Map<string, Map<string, SeenRevision>>();

  /** Entries from `first` to `last` of one revision, the first request among them at `request`. */
  note(service: string, revision: string, first: Micros, last: Micros, request: Micros | null): void {
    let revisions = this.services.get(service);
    if (!revisions) {
      revisions = new Map();
      this.services.set(service, revisions);
    }
    const seen = revisions.get(revision);
    if (!seen) {
      revisions.set(revision, { firstEntry: first, firstRequest: request, lastEntry: last });
      return;
    }
    if (first < seen.firstEntry) seen.firstEntry = first;
    if (last > seen.lastEntry) seen.lastEntry = last;
    if (request !== null && (seen.firstRequest === null || request < seen.firstRequest)) seen.firstRequest = request;
  }

  of(service: string, revision: string): SeenRevision | null {
    return this.services.get(service)?.get(revision) ?? null;
  }

  /** The first entry of a service, of whatever revision; null where none was seen. */
  firstOf(service: string): Micros | null {
    const revisions = this.services.get(service);
    return revisions ? Math.min(...[...revisions.values()].map((seen) => seen.firstEntry)) : null;
  }
}
