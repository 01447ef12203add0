/** What a tail holds back: entries until they are in order, and counts of those that it will never send. */
import { loggingTypes } from './descriptors.ts';
import { writeEntries } from './entry-page.ts';
import { compareKeys, type StoredEntry } from './stored-entry.ts';
import { encodeJson } from './wire.ts';

export type SuppressionReason = 'RATE_LIMIT' | 'NOT_CONSUMED';

/** A slow client has this many entries waiting at most; then the oldest go. */
const MOST_HELD = 10_000;
const MOST_PER_RESPONSE = 1000;
/** Field 2 of TailLogEntriesResponse, length-delimited. */
const SUPPRESSION_INFO = (2 << 3) | 2;

export class TailBuffer {
  #held: StoredEntry[] = [];
  readonly #suppressed = new Map<SuppressionReason, number>();

  get isEmpty(): boolean {
    return this.#held.length === 0 && this.#suppressed.size === 0;
  }

  add(entries: StoredEntry[]): void {
    this.#held.push(...entries);
    const over = this.#held.length - MOST_HELD;
    if (over <= 0) return;
    this.#held = this.#held.sort(compareKeys).slice(over);
    this.suppress('NOT_CONSUMED', over);
  }

  suppress(reason: SuppressionReason, count: number): void {
    if (count > 0) this.#suppressed.set(reason, (this.#suppressed.get(reason) ?? 0) + count);
  }

  /** The next response, encoded: the earliest entries in order, and the counts since the response before. */
  take(): Uint8Array {
    const ordered = this.#held.sort(compareKeys);
    this.#held = ordered.slice(MOST_PER_RESPONSE);
    const writer = writeEntries(ordered.slice(0, MOST_PER_RESPONSE));
    for (const info of this.#takeSuppressed()) writer.uint32(SUPPRESSION_INFO).bytes(info);
    return writer.finish();
  }

  #takeSuppressed(): Uint8Array[] {
    const type = loggingTypes().lookupType('google.logging.v2.TailLogEntriesResponse.SuppressionInfo');
    const infos = [...this.#suppressed].map(([reason, suppressedCount]) =>
      encodeJson(type, { reason, suppressedCount }),
    );
    this.#suppressed.clear();
    return infos;
  }
}
