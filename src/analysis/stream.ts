/** What one instance wrote to one log, cut where it was silent: a trace never reaches across such a gap. */
import type { LogEntry, Micros } from '../model.ts';
import { byTime } from './entry-order.ts';
import { ASSEMBLE_LIMITS, type Assembled, assemble, isTraceLine } from './traces/index.ts';

/** What became of a stream's lines: entries to recognise, each with the text that it speaks for. */
export interface Assembly {
  entry: LogEntry;
  text: string;
  /** Lines that the text was put together from; the entries that they are. */
  lines: number;
  entries: LogEntry[];
  /** The tags that these lines were added with. */
  tags: number[];
  /** What interleaving left over of a trace: the failure itself is told by the whole ones. */
  leftOver: boolean;
}

/** An entry of a stream. `apart`: it was recognised already, and only says where a trace began. */
export interface Line {
  entry: LogEntry;
  apart: boolean;
  tag: number;
}

/** Lines with no gap between them. */
interface Segment {
  id: number;
  from: Micros;
  to: Micros;
  lines: Line[];
  /** Its traces; null = not put together since it changed. */
  traces: Assembled[] | null;
  hasTrace: boolean;
  /** Whether it has lines of traces that are not whole: other segments may tell them. */
  hasRest: boolean;
  /** When it was added to last, as the caller counts. */
  touched: number;
}

/** A segment that is let go: what became of it, and how many lines were held for it. */
export interface Settled {
  id: number;
  assemblies: Assembly[];
  lines: number;
  leads: number;
}

/** Lines without a gap that are held together where room is needed: of an instance that never pauses, a trace at the cut is lost. */
const ENDLESS = 1000;

export class Stream {
  /** In order of time. */
  #segments: Segment[] = [];
  readonly #changed = new Set<Segment>();
  /** Segments that became part of another one since `changed`. */
  #gone: number[] = [];
  /** Lines that belong to whole traces, and in how many segments. */
  readonly #whole = new Map<string, number>();
  readonly #number: () => number;

  /** @param number gives each segment its own, over all streams */
  constructor(number: () => number) {
    this.#number = number;
  }

  /** `now` counts up: a segment that was long not added to may be let go. */
  add(line: Line, now = 0): void {
    const time = line.entry.time ?? 0;
    const at = this.#segmentAt(time);
    const segment = this.#segments[at];
    if (!segment || segment.from > time + ASSEMBLE_LIMITS.gap) {
      const created = {
        id: this.#number(),
        from: time,
        to: time,
        lines: [line],
        traces: null,
        hasTrace: !line.apart,
        hasRest: false,
        touched: now,
      };
      this.#segments.splice(at, 0, created);
      this.#changed.add(created);
      return;
    }
    this.#open(segment);
    segment.lines.push(line);
    segment.touched = now;
    segment.hasTrace ||= !line.apart;
    segment.from = Math.min(segment.from, time);
    segment.to = Math.max(segment.to, time);
    const next = this.#segments[at + 1];
    if (next && next.from <= segment.to + ASSEMBLE_LIMITS.gap) this.#unite(segment, at + 1);
  }

  /** Index of the first segment that does not end too long before a time. */
  #segmentAt(time: Micros): number {
    let [low, high] = [0, this.#segments.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.#segments[mid]!.to + ASSEMBLE_LIMITS.gap < time) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  #unite(segment: Segment, at: number): void {
    const [next] = this.#segments.splice(at, 1);
    this.#open(next!);
    this.#changed.delete(next!);
    this.#gone.push(next!.id);
    for (const line of next!.lines) segment.lines.push(line);
    segment.hasTrace ||= next!.hasTrace;
    segment.to = Math.max(segment.to, next!.to);
  }

  /** A segment that changes is no longer put together. */
  #open(segment: Segment): void {
    this.#changed.add(segment);
    this.#countWhole(segment, -1);
    segment.traces = null;
  }

  /** Counts the texts of a segment's whole traces; true where one appears or disappears. */
  #countWhole({ traces, lines }: Segment, by: number): boolean {
    let changed = false;
    for (const text of wholeTexts(traces ?? [], lines)) {
      const count = (this.#whole.get(text) ?? 0) + by;
      changed ||= count === 0 || count === by;
      if (count === 0) this.#whole.delete(text);
      else this.#whole.set(text, count);
    }
    return changed;
  }

  /** Lets the segments go that were not added to since, and ended before a time; and those that do not end. */
  settle(since: number, before: Micros): Settled[] {
    const gone = this.#segments.filter(
      ({ touched, to, lines }) => (touched < since && to < before) || lines.length >= ENDLESS,
    );
    if (gone.length === 0) return [];
    const settled = gone.map((segment) => this.#settled(segment));
    const out = new Set(gone);
    const left = this.#segments.filter((segment) => !out.has(segment));
    this.#segments = left;
    return settled;
  }

  #settled(segment: Segment): Settled {
    const { id, lines, hasTrace } = segment;
    if (this.#changed.delete(segment) && hasTrace) this.#assemble(segment);
    const assemblies = hasTrace ? [...this.#read(segment)] : [];
    this.#countWhole(segment, -1);
    const apart = lines.filter((line) => line.apart).length;
    return { id, assemblies, lines: lines.length - apart, leads: apart };
  }

  /** Whether it holds nothing, and nothing is to be told. */
  get isEmpty(): boolean {
    return this.#segments.length === 0 && this.#changed.size === 0 && this.#gone.length === 0;
  }

  /** What became of each segment with traces that changed since this was asked last, by its number; nothing of one that is no more. */
  *changed(): Generator<[number, Assembly[]]> {
    for (const id of this.#gone) yield [id, []];
    this.#gone = [];
    let again = false;
    for (const segment of this.#changed) {
      if (segment.hasTrace) again = this.#assemble(segment) || again;
      else this.#changed.delete(segment);
    }
    // What is left over somewhere may be told by what is whole now elsewhere.
    const ask = again ? this.#segments.filter((one) => one.hasRest || this.#changed.has(one)) : [...this.#changed];
    this.#changed.clear();
    for (const segment of ask) yield [segment.id, [...this.#read(segment)]];
  }

  #assemble(segment: Segment): boolean {
    // Array.prototype.sort is stable: lines without a time or an id keep the order of their file.
    segment.lines.sort((a, b) => orderOf(a.entry, b.entry));
    segment.traces = assemble(
      segment.lines.map(({ entry: { time, nanos, id, message, severity }, apart }) => {
        return { time: time ?? 0, nanos, id, text: message, severity, apart };
      }),
    );
    const told = new Set(segment.traces.filter(({ whole }) => whole).flatMap(({ lines }) => lines));
    segment.hasRest = segment.lines.some(({ apart }, index) => !apart && !told.has(index));
    return this.#countWhole(segment, 1);
  }

  *#read({ lines, traces }: Segment): Generator<Assembly> {
    const isTold = (index: number) => this.#whole.has(lines[index]!.entry.message);
    const used = new Set<number>();
    for (const trace of traces ?? []) {
      for (const index of trace.lines) used.add(index);
      const leftOver = !trace.whole && trace.lines.every(isTold);
      const first = lines[trace.lines[0]!]!.entry;
      const lead = trace.lead === null ? null : lines[trace.lead]!.entry;
      const entry = lead ? { ...first, time: lead.time, nanos: lead.nanos } : first;
      const tags = trace.lines.map((index) => lines[index]!.tag);
      const entries = trace.lines.map((index) => lines[index]!.entry);
      yield { entry, text: trace.text, lines: entries.length, entries, tags, leftOver };
    }
    for (const [index, { entry, apart, tag }] of lines.entries()) {
      if (apart || used.has(index)) continue;
      const place = isTraceLine(entry.message);
      const leftOver = (place === 'start' || place === 'inside') && isTold(index);
      yield { entry, text: entry.message, lines: 1, entries: [entry], tags: [tag], leftOver };
    }
  }
}

function wholeTexts(traces: Assembled[], lines: Line[]): Set<string> {
  const whole = traces.filter((trace) => trace.whole).flatMap((trace) => trace.lines);
  return new Set(whole.map((index) => lines[index]!.entry.message));
}

function orderOf(a: LogEntry, b: LogEntry): number {
  return a.id && b.id ? byTime(a, b) : (a.time ?? 0) - (b.time ?? 0) || a.nanos - b.nanos;
}
