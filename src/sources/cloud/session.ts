import type { v2 } from '@google-cloud/logging-api';
import type { LogEntry } from '../../model.ts';
import { toLogEntry } from '../entry.ts';
import type { CallContext } from './api-error.ts';
import type { AnyDecoder } from './audit.ts';
import type { Clients } from './clients.ts';
import type { CloudOptions } from './options.ts';
import type { PageReader } from './page-reader.ts';
import { type ProtoEntry, toRaw } from './to-raw.ts';

/** What both readings of a project share. */
export interface Session {
  project: string;
  options: CloudOptions;
  clients: Clients;
  reader: PageReader;
  /** A reader with a budget of its own, at the common pace. */
  newReader(client: v2.LoggingServiceV2Client, maxReads: number): PageReader;
  /** What messages about failed calls name. */
  context: Omit<CallContext, 'triedMs'>;
  decodeAny: AnyDecoder;
  notes: string[];
  delivered: Delivered;
}

/** Converts the client's entry. */
export function convert(session: Session, entry: ProtoEntry): LogEntry {
  return toLogEntry(toRaw(entry, session.decodeAny));
}

/**
 * Which entries were handed over by which query. Two queries may find the same entry, which is no repeat; the same entry twice in one
 * query is one, and it is the analysis that counts it.
 */
export class Delivered {
  readonly #byKey = new Map<string, number>();
  #query = 0;

  nextQuery(): void {
    this.#query++;
  }

  /** Whether an earlier query handed it over; notes it if not. */
  before(entry: ProtoEntry): boolean {
    const time = entry.timestamp;
    const key = `${entry.insertId}\u0000${time?.seconds ?? ''}.${time?.nanos ?? ''}\u0000${entry.logName}`;
    const query = this.#byKey.get(key);
    if (query === undefined) this.#byKey.set(key, this.#query);
    return query !== undefined && query !== this.#query;
  }
}
