import type { LogEntry } from '../model.ts';
import { isContainer } from '../text/log-kind.ts';
import { Remembered } from '../text/remembered.ts';
import { type Assembly, type Line, Stream } from './stream.ts';
import { isNameLine, isTraceLine } from './traces/index.ts';

/** Of an entry that is only noted nothing but its place is kept. */
const NOTHING: LogEntry = {
  id: '',
  time: null,
  nanos: 0,
  severity: 'DEFAULT',
  service: '',
  revision: '',
  location: '',
  instance: '',
  log: 'other',
  message: '',
  fields: null,
  http: null,
  trace: '',
  labels: {},
  raw: () => ({}),
};

/** Of too many lines those are let go that no line came near to while half as many came, and that are so much older than the newest. */
const LATELY = 10_000_000;
/** Room is looked for once for so many lines. */
const RETRY = 1000;
/** Lines that wait to be put together, once that was first asked for: the next time shall not have to wait for all of them. */
const WAITING = 64;
/** And at least such a part of the lines that were read then: stretches that do not end are read as a whole. */
const PART = 1 / 8;
/** Characters of names that are held once. */
const NAMES = 500_000;

/**
 * Puts traces together that arrive one line an entry. Each instance's log is a stream of its own, so that interleaved instances stay
 * apart; order of arrival plays no part.
 */
export class Streams {
  readonly #streams = new Map<string, Stream>();
  /** Those that were added to since `changed`. */
  readonly #touched = new Set<Stream>();
  readonly #limit: number;
  readonly #crowded: number;
  readonly #names = new Remembered<string>(NAMES);
  #held = 0;
  #leads = 0;
  /** Lines that were added, ever, and when some were let go last. */
  #added = 0;
  #settled = 0;
  #segments = 0;
  /** Lines that were added since `changed`, null before that was first asked for; and lines that it read. */
  #waiting: number | null = null;
  #read = 0;
  #newest = Number.NEGATIVE_INFINITY;

  /** @param limit lines held, where none can be let go @param crowded from how many on some are let go */
  constructor(limit = 200_000, crowded = limit) {
    this.#limit = limit;
    this.#crowded = crowded;
  }

  /** Whether there are so many lines that some shall be let go. */
  get isCrowded(): boolean {
    return Math.max(this.#held, this.#leads) >= this.#crowded && this.#added - this.#settled >= RETRY;
  }

  /** Keeps a line of a trace; false where the limit is reached and it was not kept. By its `tag` the caller knows it again. */
  add(entry: LogEntry, tag = 0): boolean {
    if (this.#held >= this.#limit) return false;
    this.#held++;
    if (this.#waiting !== null) this.#waiting++;
    // What only filters and payload readers need would hold the whole raw entry in memory.
    const { labels, raw } = NOTHING;
    const [service, revision] = [this.#shared(entry.service), this.#shared(entry.revision)];
    const [instance, location] = [this.#shared(entry.instance), this.#shared(entry.location)];
    const own = { ...entry, service, revision, instance, location, fields: null, labels, raw };
    this.#keep(entry, { entry: own, apart: false, tag });
    return true;
  }

  /** Notes an error line that is recognised by itself: the trace right behind it began with it. */
  lead(entry: LogEntry): void {
    if (this.#leads >= this.#limit) return;
    this.#leads++;
    const { id, time, nanos, severity } = entry;
    this.#keep(entry, { entry: { ...NOTHING, id, time, nanos, severity }, apart: true, tag: 0 });
  }

  /** The one copy of a name that many lines have. */
  #shared(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, name);
    return known ?? name;
  }

  #keep({ service, revision, instance, log }: LogEntry, line: Line): void {
    const key = [service, revision, instance, log].join('\u0000');
    let stream = this.#streams.get(key);
    if (!stream) {
      stream = new Stream(() => this.#segments++);
      this.#streams.set(key, stream);
    }
    stream.add(line, ++this.#added);
    this.#touched.add(stream);
    this.#newest = Math.max(this.#newest, line.entry.time ?? 0);
  }

  /**
   * Lets go what was not added to for long, to make room: what became of it, each with the number that it had in `changed`. A line that
   * comes later still begins anew.
   */
  *settle(): Generator<[number, Assembly[]]> {
    this.#settled = this.#added;
    const before = this.#held < this.#limit ? this.#newest - LATELY : Number.POSITIVE_INFINITY;
    for (const [name, stream] of this.#streams) {
      for (const settled of stream.settle(this.#added - (this.#crowded >> 1), before)) {
        this.#held -= settled.lines;
        this.#leads -= settled.leads;
        yield [settled.id, settled.assemblies];
      }
      if (stream.isEmpty) this.#streams.delete(name);
    }
  }

  /** Lines held. */
  get held(): number {
    return this.#held;
  }

  /** Whether so many lines wait that they had better be put together. */
  get isDue(): boolean {
    return this.#waiting !== null && this.#waiting >= Math.max(WAITING, this.#read * PART);
  }

  /** What became of all lines that were added. */
  *assemblies(): Generator<Assembly> {
    for (const [, assemblies] of this.changed()) yield* assemblies;
  }

  /**
   * What became of the parts of streams that changed since this was asked last, each with a number. What a number stood for before is
   * replaced.
   */
  *changed(): Generator<[number, Assembly[]]> {
    const touched = [...this.#touched];
    this.#touched.clear();
    this.#waiting = 0;
    this.#read = 0;
    for (const stream of touched) {
      for (const [id, assemblies] of stream.changed()) {
        for (const { lines } of assemblies) this.#read += lines;
        yield [id, assemblies];
      }
    }
  }
}

/** A line of a container's log that has the shape of a stack trace's line: it is recognised once the trace is whole. */
export function belongsToTrace({ log, message }: LogEntry): boolean {
  return isContainer(log) && !message.includes('\n') && isTraceLine(message) !== null;
}

/** `CarrierRefused: zone 17`: only the frames beside it tell whether it is an exception. Split traces are plain text. */
export function mayNameTrace({ log, fields, message }: LogEntry): boolean {
  return isContainer(log) && !fields && !message.includes('\n') && isNameLine(message);
}
