import type { LogEntry, Tally } from '../../model.ts';
import { routeKey } from '../../text/route-key.ts';
import { Tallies } from '../tallies.ts';
import { type ProtoTime, toMicros } from './proto-time.ts';
import type { ProtoEntry } from './to-raw.ts';

/** Counts requests that did not fail. */
export class RequestTallies {
  readonly #tallies = new Tallies();

  /** Read without converting the entry: there are many, and only these fields count. */
  add(entry: ProtoEntry): void {
    const labels = entry.resource?.labels ?? {};
    const time = toMicros(entry.timestamp as ProtoTime);
    const { requestMethod, requestUrl } = entry.httpRequest ?? {};
    const route = routeKey(requestMethod ?? '', requestUrl ?? '');
    if (time !== null) this.#tallies.add(labels.service_name ?? '', labels.revision_name ?? '', time, route);
  }

  addEntry({ service, revision, time, http }: LogEntry): void {
    if (time !== null) this.#tallies.add(service, revision, time, http ? routeKey(http.method, http.route) : 0);
  }

  /** What was counted; counting begins anew. */
  take(): Tally[] {
    return this.#tallies.take();
  }
}
