import type { LogEntry } from '../model.ts';
import { byTime } from './clusters.ts';
import { assemble } from './traces/index.ts';

/** What became of a stream's lines: entries to recognise, each with the text that it speaks for. */
export interface Assembly {
  entry: LogEntry;
  text: string;
  /** Lines that the text was put together from. */
  lines: number;
}

/**
 * Puts traces together that arrive one line an entry. Each instance's log is a stream of its own, so that interleaved instances stay
 * apart; order of arrival plays no part.
 */
export class Streams {
  readonly #streams = new Map<string, LogEntry[]>();
  readonly #limit: number;
  #held = 0;

  constructor(limit = 200_000) {
    this.#limit = limit;
  }

  /** Keeps a line of a trace; false where the limit is reached and it was not kept. */
  add(entry: LogEntry): boolean {
    if (this.#held >= this.#limit) return false;
    this.#held++;
    const key = [entry.service, entry.revision, entry.instance, entry.log].join('\u0000');
    // What only filters and payload readers need would hold the whole raw entry in memory.
    const slim = { ...entry, fields: null, labels: {}, raw: () => ({}) };
    const lines = this.#streams.get(key);
    if (lines) lines.push(slim);
    else this.#streams.set(key, [slim]);
    return true;
  }

  *assemblies(): Generator<Assembly> {
    for (const lines of this.#streams.values()) {
      // Array.prototype.sort is stable: lines without a time or an id keep the order of their file.
      const sorted = [...lines].sort(orderOf);
      yield* assembleStream(sorted);
    }
  }
}

function orderOf(a: LogEntry, b: LogEntry): number {
  return a.id && b.id ? byTime(a, b) : (a.time ?? 0) - (b.time ?? 0) || a.nanos - b.nanos;
}

function* assembleStream(sorted: LogEntry[]): Generator<Assembly> {
  const used = new Set<number>();
  const lines = sorted.map((entry) => ({
    time: entry.time ?? 0,
    nanos: entry.nanos,
    id: entry.id,
    text: entry.message,
  }));
  for (const group of assemble(lines)) {
    for (const index of group.lines) used.add(index);
    yield { entry: sorted[group.lines[0]!]!, text: group.text, lines: group.lines.length };
  }
  for (const [index, entry] of sorted.entries()) {
    if (!used.has(index)) yield { entry, text: entry.message, lines: 1 };
  }
}
