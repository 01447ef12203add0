/** One entry of the store: the JSON it came as, what it is sorted by, and its wire form, made once. */
import type { Micros, RawEntry } from '../model.ts';
import { parseNanos, parseTime } from '../text/time.ts';
import { loggingTypes } from './descriptors.ts';
import { encodeFitting } from './json-encoder.ts';
import { isObject } from './wire.ts';

export class StoredEntry {
  readonly raw: RawEntry;
  readonly time: Micros;
  readonly nanos: number;
  readonly insertId: string;
  readonly logName: string;
  /** `projects/P`, `folders/F`, …: what the entry belongs to; '' where nothing says, then it belongs to all. */
  readonly parent: string;
  /** Order of arrival; breaks the last ties. */
  readonly arrival: number;
  /** When a reader may first see it. */
  readonly visibleAt: Micros;
  #wire: Uint8Array | null = null;

  /** `written`: when it was written, null where it is history. `delay`: how long after that (or after its own time) it shows. */
  constructor(raw: RawEntry, arrival: number, written: Micros | null, delay: Micros) {
    const timestamp = String(raw.timestamp);
    this.raw = raw;
    this.time = parseTime(timestamp) ?? 0;
    this.nanos = parseNanos(timestamp);
    this.insertId = typeof raw.insertId === 'string' ? raw.insertId : '';
    this.logName = typeof raw.logName === 'string' ? raw.logName : '';
    this.parent = parentOf(this.logName, raw.resource);
    this.arrival = arrival;
    this.visibleAt = (written ?? this.time) + delay;
  }

  /** As a google.logging.v2.LogEntry message. What does not fit into one (a label that is a list, say) is left out. */
  get wire(): Uint8Array {
    this.#wire ??= encodeFitting(loggingTypes().lookupType('google.logging.v2.LogEntry'), this.raw);
    return this.#wire;
  }
}

/** What entries are sorted by. */
export interface EntryKey {
  time: Micros;
  nanos: number;
  insertId: string;
  arrival: number;
}

/** Cloud Logging's order: by timestamp, ties by insertId. */
export function compareKeys(a: EntryKey, b: EntryKey): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.nanos !== b.nanos) return a.nanos - b.nanos;
  if (a.insertId !== b.insertId) return a.insertId < b.insertId ? -1 : 1;
  return a.arrival - b.arrival;
}

export const keyOf = ({ time, nanos, insertId, arrival }: EntryKey): EntryKey => ({ time, nanos, insertId, arrival });

/** Entries of the same log, timestamp and insertId are one; ties in different logs are not. */
export const isTie = (a: EntryKey, b: EntryKey): boolean =>
  a.time === b.time && a.nanos === b.nanos && a.insertId === b.insertId;

/** Leaves out repeats of a sorted list; the first to arrive stays. */
export function withoutRepeats(sorted: StoredEntry[]): StoredEntry[] {
  const kept: StoredEntry[] = [];
  for (const entry of sorted) if (!repeats(kept, entry)) kept.push(entry);
  return kept;
}

function repeats(kept: StoredEntry[], entry: StoredEntry): boolean {
  for (let i = kept.length - 1; i >= 0 && isTie(kept[i]!, entry); i--) {
    if (kept[i]!.logName === entry.logName) return true;
  }
  return false;
}

const parents = new Map<string, string>();

function parentOf(logName: string, resource: unknown): string {
  const at = logName.indexOf('/logs/');
  if (at > 0) return intern(logName.slice(0, at));
  const labels = isObject(resource) ? resource.labels : null;
  const project = isObject(labels) ? labels.project_id : null;
  return typeof project === 'string' && project !== '' ? intern(`projects/${project}`) : '';
}

/** One string for all entries of a parent: a slice of a million log names would keep a million log names. */
function intern(text: string): string {
  const known = parents.get(text);
  if (known !== undefined) return known;
  parents.set(text, text);
  return text;
}
