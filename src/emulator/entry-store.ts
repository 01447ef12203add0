/** All entries, sorted by time. Reading a page costs two binary searches and the entries that the page looks at. */
import type { Micros, RawEntry } from '../model.ts';
import { completeEntry } from './complete-entry.ts';
import { compareKeys, type EntryKey, isTie, keyOf, StoredEntry, withoutRepeats } from './stored-entry.ts';

export interface PageQuery {
  accepts(entry: StoredEntry): boolean;
  /** Bounds that `accepts` implies (inclusive), null where it implies none. */
  from: Micros | null;
  to: Micros | null;
  descending: boolean;
  /** The first entry of this page, as the page before named it. */
  start: EntryKey | null;
  limit: number;
  now: Micros;
}

export interface StoredPage {
  entries: StoredEntry[];
  /** Where the next page starts, null where this one is the last. */
  next: EntryKey | null;
}

/** Google ends a page early where it grows large; so that no response reaches a client's message limit. */
const PAGE_BYTES = 16 << 20;

export class EntryStore {
  #entries: StoredEntry[] = [];
  #arrivals = 0;
  readonly #listeners = new Set<(entries: StoredEntry[]) => void>();

  get size(): number {
    return this.#entries.length;
  }

  /**
   * Adds history: entries show `delay` microseconds after their own time, and no listener hears of them. Returns how many were no
   * repeats.
   */
  load(raws: Iterable<RawEntry>, now: Micros, delay: Micros): number {
    const before = this.#entries.length;
    for (const raw of raws) this.#entries.push(this.#store(raw, now, null, delay));
    this.#entries = withoutRepeats(this.#entries.sort(compareKeys));
    return this.#entries.length - before;
  }

  /** Adds entries as they are written (they show after `delay`), tells the listeners, and returns those that were no repeats. */
  append(raws: Iterable<RawEntry>, now: Micros, delay: Micros): StoredEntry[] {
    const added: StoredEntry[] = [];
    for (const raw of raws) {
      const entry = this.#store(raw, now, now, delay);
      if (this.#insert(entry)) added.push(entry);
    }
    if (added.length > 0) for (const listener of this.#listeners) listener(added);
    return added;
  }

  /** Hears of every appended batch until the returned function is called. */
  listen(listener: (entries: StoredEntry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  page(query: PageQuery): StoredPage {
    const { descending, start } = query;
    const step = descending ? -1 : 1;
    let first = query.from === null ? 0 : this.#firstAt(query.from);
    let last = (query.to === null ? this.#entries.length : this.#firstAt(query.to + 1)) - 1;
    if (start !== null && descending)
      last = Math.min(last, this.#lowerBound({ ...start, arrival: start.arrival + 1 }) - 1);
    if (start !== null && !descending) first = Math.max(first, this.#lowerBound(start));
    const entries: StoredEntry[] = [];
    let bytes = 0;
    for (let at = descending ? last : first; at >= first && at <= last; at += step) {
      const entry = this.#entries[at]!;
      if (entry.visibleAt > query.now || !query.accepts(entry)) continue;
      if (entries.length >= query.limit || bytes > PAGE_BYTES) return { entries, next: keyOf(entry) };
      entries.push(entry);
      bytes += entry.wire.length;
    }
    return { entries, next: null };
  }

  /** Log names of the given parents (`projects/P`), sorted. */
  logNames(parents: Set<string>): string[] {
    const names = new Set<string>();
    for (const entry of this.#entries) if (entry.logName !== '' && parents.has(entry.parent)) names.add(entry.logName);
    return [...names].sort();
  }

  /** Forgets all entries of a log; returns how many there were. */
  deleteLog(logName: string): number {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.logName !== logName);
    return before - this.#entries.length;
  }

  #store(raw: RawEntry, now: Micros, written: Micros | null, delay: Micros): StoredEntry {
    const arrival = this.#arrivals++;
    return new StoredEntry(completeEntry(raw, arrival, now), arrival, written, delay);
  }

  #insert(entry: StoredEntry): boolean {
    const entries = this.#entries;
    for (let at = this.#lowerBound({ ...keyOf(entry), arrival: 0 }); at < entries.length; at++) {
      if (!isTie(entries[at]!, entry)) break;
      if (entries[at]!.logName === entry.logName) return false;
    }
    const at = this.#lowerBound(entry);
    if (at === entries.length) entries.push(entry);
    else entries.splice(at, 0, entry);
    return true;
  }

  #firstAt(time: Micros): number {
    return this.#lowerBound({ time, nanos: 0, insertId: '', arrival: 0 });
  }

  /** Index of the first entry that does not come before `key`. */
  #lowerBound(key: EntryKey): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#entries[middle]!, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
