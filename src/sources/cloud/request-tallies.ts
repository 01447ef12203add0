import type { LogEntry, Micros, Tally } from '../../model.ts';
import { routeKey } from '../../text/route-key.ts';
import { type ProtoTime, toMicros } from './proto-time.ts';
import type { ProtoEntry } from './to-raw.ts';

const MINUTE = 60_000_000;

/** Counts requests that did not fail by service, revision and minute. */
export class RequestTallies {
  readonly #tallies = new Map<string, Tally>();

  /** Read without converting the entry: there are many, and only these fields count. */
  add(entry: ProtoEntry): void {
    const labels = entry.resource?.labels ?? {};
    const time = toMicros(entry.timestamp as ProtoTime);
    const { requestMethod, requestUrl } = entry.httpRequest ?? {};
    const route = routeKey(requestMethod ?? '', requestUrl ?? '');
    if (time !== null) this.#count(labels.service_name ?? '', labels.revision_name ?? '', time, route);
  }

  addEntry(entry: LogEntry): void {
    const { service, revision, time, http } = entry;
    if (time !== null) this.#count(service, revision, time, http ? routeKey(http.method, http.route) : 0);
  }

  #count(service: string, revision: string, time: Micros, route: number): void {
    const minute = Math.floor(time / MINUTE);
    const key = `${minute} ${revision} ${service}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      const first = { firstEntry: time, lastEntry: time, firstRequest: time };
      tally = { service, revision, minute, entries: 0, requests: 0, ...first };
      this.#tallies.set(key, tally);
    }
    tally.entries++;
    tally.requests++;
    if (time < tally.firstEntry) tally.firstEntry = tally.firstRequest = time;
    if (time > tally.lastEntry) tally.lastEntry = time;
    if (route === 0) return;
    tally.routes ??= new Map();
    tally.routes.set(route, (tally.routes.get(route) ?? 0) + 1);
  }

  list(): Tally[] {
    return [...this.#tallies.values()];
  }
}
