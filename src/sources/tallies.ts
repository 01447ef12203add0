import type { Micros, Tally } from '../model.ts';

const MINUTE = 60_000_000;

/** Healthy entries as counts per service, revision and minute, since the last `take`. */
export class Tallies {
  private services = new Map<string, Map<string, Map<number, Tally>>>();
  private list: Tally[] = [];
  /** By service: most entries are of the minute and the revision of the one before. */
  private last = new Map<string, Tally>();

  /** `route`: of a request its route's key, 0 where it names none; null = no request. */
  add(service: string, revision: string, time: Micros, route: number | null): void {
    const minute = Math.floor(time / MINUTE);
    let tally = this.last.get(service);
    if (tally?.minute !== minute || tally.revision !== revision) {
      tally = this.find(service, revision, minute, time);
      this.last.set(service, tally);
    }
    tally.entries++;
    if (time < tally.firstEntry) tally.firstEntry = time;
    if (time > tally.lastEntry) tally.lastEntry = time;
    if (route === null) return;
    tally.requests++;
    if (route !== 0) {
      tally.routes ??= new Map();
      tally.routes.set(route, (tally.routes.get(route) ?? 0) + 1);
    }
    if (tally.firstRequest === null || time < tally.firstRequest) tally.firstRequest = time;
  }

  /** What was counted; counting begins anew. */
  take(): Tally[] {
    const taken = this.list;
    if (taken.length === 0) return [];
    this.services = new Map();
    this.list = [];
    this.last = new Map();
    return taken;
  }

  private find(service: string, revision: string, minute: number, time: Micros): Tally {
    const revisions = this.services.get(service);
    const minutes = revisions?.get(revision);
    const known = minutes?.get(minute);
    if (known) return known;
    const times = { firstEntry: time, lastEntry: time, firstRequest: null };
    const tally: Tally = { service, revision, minute, entries: 0, requests: 0, ...times };
    if (minutes) minutes.set(minute, tally);
    else if (revisions) revisions.set(revision, new Map([[minute, tally]]));
    else this.services.set(service, new Map([[revision, new Map([[minute, tally]])]]));
    this.list.push(tally);
    return tally;
  }
}
