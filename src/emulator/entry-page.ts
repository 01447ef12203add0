/** An answer that carries entries: as JSON for REST, and put together from the entries' own wire forms for gRPC. */
import protobuf from 'protobufjs';
import type { StoredEntry } from './stored-entry.ts';
import type { JsonObject } from './wire.ts';

const LENGTH_DELIMITED = 2;
/** Field numbers of google.logging.v2.ListLogEntriesResponse. */
const ENTRIES = (1 << 3) | LENGTH_DELIMITED;
const NEXT_PAGE_TOKEN = (2 << 3) | LENGTH_DELIMITED;

export class EntryPage {
  readonly entries: StoredEntry[];
  /** '' on the last page. */
  readonly nextPageToken: string;

  constructor(entries: StoredEntry[], nextPageToken: string) {
    this.entries = entries;
    this.nextPageToken = nextPageToken;
  }

  /** As an encoded ListLogEntriesResponse. */
  toWire(): Uint8Array {
    const writer = writeEntries(this.entries);
    if (this.nextPageToken !== '') writer.uint32(NEXT_PAGE_TOKEN).string(this.nextPageToken);
    return writer.finish();
  }

  toJSON(): JsonObject {
    return {
      ...(this.entries.length > 0 && { entries: this.entries.map((entry) => entry.raw) }),
      ...(this.nextPageToken !== '' && { nextPageToken: this.nextPageToken }),
    };
  }
}

/** One for all pages: its buffer has grown to what a page needs. */
const shared = protobuf.Writer.create();

/** A writer that holds `repeated LogEntry entries = 1`, which the list and the tail response have in common; good until the next call. */
export function writeEntries(entries: StoredEntry[]): protobuf.Writer {
  shared.reset();
  for (const entry of entries) shared.uint32(ENTRIES).bytes(entry.wire);
  return shared;
}
