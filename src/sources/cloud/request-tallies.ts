import type { LogEntry, Micros, Tally } from '../../model.ts';
import { type ProtoTime, toMicros } from './proto-time.ts';
import type { ProtoEntry } from './to-raw.ts';

const MINUTE = 60_000_000;

/** Counts requests that did not fail by service, revision and minute. */
export class RequestTallies {
  readonly #tallies = new Map<string, Tally>();

  /** Read without converting the entry: there are many, and only these three fields count. */
  add(entry: ProtoEntry): void {
    const labels = entry.resource?.labels ?? {};
    const time = toMicros(entry.timestamp as ProtoTime);
    if (time !== null) this.#count(labels.service_name ?? '', labels.revision_name ?? '', time);
  }

  addEntry(entry: LogEntry): void {
    if (entry.time !== null) this.#count(entry.service, entry.revision, entry.time);
  }

  #count(service: string, revision: string, time: Micros): void {
    const minute = Math.floor(time / MINUTE);
    const key = `${minute} ${revision} ${service}`;
    const known = this.#tallies.get(key);
    if (!known) {
      const first = { firstEntry: time, lastEntry: time, firstRequest: time };
      this.#tallies.set(key, { service, revision, minute, entries: 1, requests: 1, ...first });
      return;
    }
    known.entries++;
    known.requests++;
    if (time < known.firstEntry) known.firstEntry = known.firstRequest = time;
    if (time > known.lastEntry) known.lastEntry = time;
  }

  list(): Tally[] {
    return [...this.#tallies.values()];
  }
}
