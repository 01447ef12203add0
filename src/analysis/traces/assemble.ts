/** Puts stack traces together again that arrive one line (or one part) an entry. */
import type { Micros, Severity } from '../../model.ts';
import { readHeader } from '../../text/header.ts';
import { severityRank } from '../../text/severity.ts';
import { bodyShape, type Family, isCamelNameLine, isNameLine, type LineShape } from './lines.ts';
import { accepts, type OpenTrace, openTrace, take } from './open.ts';

/** A line of one stream: one service, revision, instance and log. */
export interface TraceLine {
  /** null for lines without a time: they keep their order, and no gap parts them. */
  time: Micros | null;
  /** 0..999 below the microsecond. */
  nanos: number;
  /** insertId: increases within a batch; '' where there is none. */
  id: string;
  text: string;
  /** The entry's own; without it the level that the text states decides whether a line leads a trace. */
  severity?: Severity;
  /** In no trace, whatever its text: it can only lead one. */
  apart?: boolean;
}

/** A trace: each line belongs to one at most. */
export interface Assembled {
  /** Indices into the given lines, in order of time. */
  lines: number[];
  /** The lines' texts joined; of a trace above the limit its two ends. */
  text: string;
  /** It has its beginning and its end. */
  whole: boolean;
  /** The error line right before it, which says in what context it happened: `Exception in ASGI application`. */
  lead: number | null;
}

export interface AssembleLimits {
  /** The longest time between two lines of one trace. */
  gap: Micros;
  /** Lines whose text is kept; a recursion prints up to 3,000. */
  lines: number;
}

export const ASSEMBLE_LIMITS: AssembleLimits = { gap: 1_000_000, lines: 2_000 };

/** The line that names the exception may stand this many lines above the first frame: messages have several. */
const MAX_ABOVE = 3;
/** The line that leads a trace is written by the same call, so it comes at most this long before it. */
const MAX_LEAD: Micros = 100_000;
/** So many other lines may come in between (another thread's) before a trace counts as over. */
const MAX_ALIENS = 20;
const ERROR = severityRank('ERROR');

/**
 * Finds the traces among the lines of one stream. The order of the given lines plays no part where times and ids tell it. Lines that
 * belong to no trace are in none of the groups. Two threads of one instance that print at the same time cannot be told
 * apart: their lines end up in one trace or the other, none is lost and none counted twice.
 */
export function assemble(lines: TraceLine[], limits: AssembleLimits = ASSEMBLE_LIMITS): Assembled[] {
  return new Assembler(lines, limits).run();
}

class Assembler {
  readonly #lines: TraceLine[];
  readonly #limits: AssembleLimits;
  readonly #order: number[];
  readonly #done: Assembled[] = [];
  /** Positions in `#order` that belong to a trace. */
  readonly #used = new Set<number>();
  #open: OpenTrace | null = null;

  constructor(lines: TraceLine[], limits: AssembleLimits) {
    this.#lines = lines;
    this.#limits = limits;
    this.#order = lines.map((_, i) => i).sort((a, b) => compare(lines[a]!, lines[b]!) || a - b);
  }

  run(): Assembled[] {
    for (let at = 0; at < this.#order.length; at++) this.#read(at);
    this.#close();
    return this.#done;
  }

  #line(at: number): TraceLine {
    return this.#lines[this.#order[at]!]!;
  }

  /** One entry; of an entry with several lines each is read, and the whole entry goes with the first that belongs. */
  #read(at: number): void {
    if (this.#open && this.#isFar(this.#open.lines.at(-1)!, at)) this.#close();
    const text = this.#line(at).text;
    const parts = text.includes('\n') ? text.split('\n') : [text];
    if (!this.#line(at).apart) for (const part of parts) this.#readPart(at, part, parts.length > 1);
    if (this.#open && this.#open.lines.at(-1) !== at && this.#open.pending.at(-1) !== at) {
      this.#open.adjacent = false;
      if (++this.#open.aliens > MAX_ALIENS) this.#close();
    }
  }

  #readPart(at: number, text: string, several: boolean): void {
    const shape = bodyShape(text);
    const inside = this.#open?.lines.at(-1) === at;
    if (this.#open && accepts(this.#open, shape, text, this.#isNamed(at))) {
      take(this.#open, shape, at);
      this.#used.add(at);
      return;
    }
    // An entry belongs to one trace: what else it holds stays with that.
    if (inside && several) return;
    if (!shape || !opens(shape)) {
      if (this.#open && shape?.part === 'type' && this.#open.family !== 'python') this.#close();
      return;
    }
    this.#close();
    this.#begin(at, shape);
  }

  #begin(at: number, shape: LineShape): void {
    const first = shape.part === 'start' ? at : this.#findName(at, shape.family);
    this.#open = openTrace(shape, first < at || shape.part === 'start');
    for (let i = first; i <= at; i++) {
      this.#open.lines.push(i);
      this.#used.add(i);
    }
  }

  /** The position of the line above the frame at `at` that names its exception; `at` where none does. */
  #findName(at: number, family: Family | null): number {
    for (let above = at - 1; above >= 0 && above >= at - MAX_ABOVE; above--) {
      if (this.#used.has(above) || this.#isFar(above, above + 1)) break;
      if (isName(this.#line(above).text)) return above;
    }
    // Right above the frames whatever has a name's form is one.
    const free = family === 'at' && at > 0 && !this.#used.has(at - 1) && !this.#isFar(at - 1, at);
    return free && isNameLine(this.#line(at - 1).text) ? at - 1 : at;
  }

  /** Whether the line right before names an exception and is in no trace: the frame that follows is its own. */
  #isNamed(at: number): boolean {
    if (at === 0 || this.#used.has(at - 1)) return false;
    const { text } = this.#line(at - 1);
    return isName(text) || isCamelNameLine(text);
  }

  #isFar(before: number, after: number, gap: Micros = this.#limits.gap): boolean {
    const from = this.#line(before).time;
    const to = this.#line(after).time;
    return from !== null && to !== null && to - from > gap;
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    for (const at of open.pending) this.#used.delete(at);
    // A place that no frame follows: `node:internal/x:12` on a line of its own is nothing.
    if (open.family === 'at' && !open.framed) {
      for (const at of open.lines) this.#used.delete(at);
      return;
    }
    this.#done.push({
      lines: open.lines.map((at) => this.#order[at]!),
      text: joinTexts(
        open.lines.map((at) => this.#line(at).text),
        this.#limits.lines,
      ),
      whole: open.named && open.framed && (open.family !== 'python' || open.ended),
      lead: this.#findLead(open.lines[0]!),
    });
  }

  #findLead(first: number): number | null {
    const before = first - 1;
    if (before < 0 || this.#used.has(before) || this.#isFar(before, first, MAX_LEAD)) return null;
    const { severity, text } = this.#line(before);
    const level = severity && severity !== 'DEFAULT' ? severity : readHeader(text).level;
    return level !== null && severityRank(level) >= ERROR ? this.#order[before]! : null;
  }
}

function opens(shape: LineShape): boolean {
  return shape.part === 'start' || shape.part === 'frame' || shape.part === 'chain';
}

/** A line that names an exception, whatever stands before it on the line. */
function isName(text: string): boolean {
  return (
    !text.startsWith(' ') &&
    /(?:^|[\s.:(])[A-Z]?\w*(?:Error|Exception)(?: \[\w+\]| \(.*\))?(?::|$)/.test(text.slice(0, 2_000))
  );
}

function compare(a: TraceLine, b: TraceLine): number {
  return (a.time ?? 0) - (b.time ?? 0) || a.nanos - b.nanos || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Of too many texts the first and the last half: the start, and the exception at the end. */
function joinTexts(texts: string[], limit: number): string {
  if (texts.length <= limit) return texts.join('\n');
  const half = Math.floor(limit / 2);
  return [...texts.slice(0, half), ...texts.slice(-half)].join('\n');
}
