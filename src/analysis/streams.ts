import type { LogEntry } from '../model.ts';
import { byTime } from './clusters.ts';
import { isContainer } from './reading.ts';
import { assemble, isNameLine, isTraceLine } from './traces/index.ts';

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

/** What became of a stream's lines: entries to recognise, each with the text that it speaks for. */
export interface Assembly {
  entry: LogEntry;
  text: string;
  /** Lines that the text was put together from. */
  lines: number;
  /** The tags that these lines were added with. */
  tags: number[];
  /** What interleaving left over of a trace: the failure itself is told by the whole ones. */
  leftOver: boolean;
}

/** An entry of a stream. `apart`: it was recognised already, and only says where a trace began. */
interface Line {
  entry: LogEntry;
  apart: boolean;
  tag: number;
}

/**
 * Puts traces together that arrive one line an entry. Each instance's log is a stream of its own, so that interleaved instances stay
 * apart; order of arrival plays no part.
 */
export class Streams {
  readonly #streams = new Map<string, Line[]>();
  readonly #limit: number;
  #held = 0;
  #leads = 0;

  constructor(limit = 200_000) {
    this.#limit = limit;
  }

  /** Keeps a line of a trace; false where the limit is reached and it was not kept. By its `tag` the caller knows it again. */
  add(entry: LogEntry, tag = 0): boolean {
    if (this.#held >= this.#limit) return false;
    this.#held++;
    // What only filters and payload readers need would hold the whole raw entry in memory.
    this.#keep(entry, { entry: { ...entry, fields: null, labels: {}, raw: () => ({}) }, apart: false, tag });
    return true;
  }

  /** Notes an error line that is recognised by itself: the trace right behind it began with it. */
  lead(entry: LogEntry): void {
    if (this.#leads >= this.#limit) return;
    this.#leads++;
    const { id, time, nanos, severity } = entry;
    this.#keep(entry, { entry: { ...NOTHING, id, time, nanos, severity }, apart: true, tag: 0 });
  }

  #keep({ service, revision, instance, log }: LogEntry, line: Line): void {
    const key = [service, revision, instance, log].join('\u0000');
    const lines = this.#streams.get(key);
    if (lines) lines.push(line);
    else this.#streams.set(key, [line]);
  }

  /** Lines held. */
  get held(): number {
    return this.#held;
  }

  *assemblies(): Generator<Assembly> {
    for (const lines of this.#streams.values()) {
      // Array.prototype.sort is stable: lines without a time or an id keep the order of their file.
      const sorted = [...lines].sort((a, b) => orderOf(a.entry, b.entry));
      yield* assembleStream(sorted);
    }
  }
}

function orderOf(a: LogEntry, b: LogEntry): number {
  return a.id && b.id ? byTime(a, b) : (a.time ?? 0) - (b.time ?? 0) || a.nanos - b.nanos;
}

function* assembleStream(sorted: Line[]): Generator<Assembly> {
  const lines = sorted.map(({ entry, apart }) => ({
    time: entry.time ?? 0,
    nanos: entry.nanos,
    id: entry.id,
    text: entry.message,
    severity: entry.severity,
    apart,
  }));
  const groups = assemble(lines);
  const used = new Set(groups.flatMap((group) => group.lines));
  const whole = new Set(groups.filter((group) => group.whole).flatMap((group) => group.lines.map(textOf)));
  for (const group of groups) {
    const leftOver = !group.whole && group.lines.every((index) => whole.has(textOf(index)));
    const first = sorted[group.lines[0]!]!.entry;
    const lead = group.lead === null ? null : lines[group.lead]!;
    const entry = lead ? { ...first, time: lead.time, nanos: lead.nanos } : first;
    const tags = group.lines.map((index) => sorted[index]!.tag);
    yield { entry, text: group.text, lines: group.lines.length, tags, leftOver };
  }
  for (const [index, { entry, apart, tag }] of sorted.entries()) {
    if (apart || used.has(index)) continue;
    const place = isTraceLine(entry.message);
    const leftOver = (place === 'start' || place === 'inside') && whole.has(entry.message);
    yield { entry, text: entry.message, lines: 1, tags: [tag], leftOver };
  }

  function textOf(index: number): string {
    return lines[index]!.text;
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
