/** Which rule and which signature each line gets: the recognition of a scan, for every line by itself. */
import type { Category, LogEntry, LogKind, Role, Rule } from '../model.ts';
import { Remembered } from '../text/remembered.ts';
import { Grouper, type Groups, OTHER } from './grouping/index.ts';
import { IntList } from './int-list.ts';
import { type Reading, type RuleBook, readMessage, saysHealthy, signatureOf } from './reading.ts';
import { groupSignature } from './signature.ts';
import { belongsToTrace, mayNameTrace, Streams } from './streams.ts';
import { traceIdentity } from './traces/index.ts';

/** What `rca match` says of a line. Holds log text: escape and redact it on the way out. */
export interface Label {
  rule: string | null;
  category: Category | null;
  role: Role | null;
  signature: string;
  template: string;
  captures: Record<string, string>;
  /** What `LabelOptions.explain` said. */
  explanation: unknown;
}

export interface LabelOptions {
  /** Label the lines too that no rule knows. */
  all: boolean;
  /** Explains why a rule speaks for a text; the level of the line is given where that keeps rules silent. */
  explain: ((text: string, log: LogKind, silencedBy: string | null) => unknown) | null;
}

/** Alike lines share one. */
interface Kind {
  rule: Rule | null;
  /** null: of the group that the template is in. */
  signature: string | null;
  template: string;
  captures: Record<string, string>;
  /** Of a trace that no rule knows its type and frames, of a request its words; '' for all else. */
  shape: string;
  /** The grouper's handle of the template; OTHER of a rule's line. */
  handle: number;
  explanation: unknown;
}

/** A line that waits for the rest of its trace; a line that gets no label. */
const PENDING = -1;
const NONE = -2;
/** Lines of possible traces held at a time. A trace that stands across such a border is cut in two. */
const WINDOW = 50_000;
/** Characters of texts that are remembered with their label: an incident repeats a few long ones, word for word, thousands of times. */
const REMEMBERED = 1_000_000;
/** Different labels of rules held: their captures may differ from line to line. Beyond it captures are left out. */
const MAX_KINDS = 200_000;

/** Takes entries line by line and labels all of them when it is asked. Memory: eight bytes a labelled line, and each label once. */
export class Labeller {
  readonly #book: RuleBook;
  readonly #options: LabelOptions;
  readonly #grouper = new Grouper();
  readonly #lines = new IntList();
  readonly #kindOf = new IntList();
  readonly #kinds: Kind[] = [];
  readonly #known = new Map<string, number>();
  readonly #texts = new Remembered<number>(REMEMBERED);
  #streams = new Streams(WINDOW);

  constructor(book: RuleBook, options: LabelOptions) {
    this.#book = book;
    this.#options = options;
  }

  /** Lines whose messages no group was held for. */
  get others(): number {
    return this.#grouper.others;
  }

  /** Lines kept so far: the index that the next one gets in `labels`. */
  get length(): number {
    return this.#lines.length;
  }

  /** Takes an entry and the line on which it stands. */
  add(entry: LogEntry, line: number): void {
    const tag = this.#lines.length;
    if (!saysHealthy(entry) && (belongsToTrace(entry) || mayNameTrace(entry))) {
      if (this.#streams.held >= WINDOW) this.#assemble();
      this.#streams.add(entry, tag);
      this.#push(line, PENDING);
      return;
    }
    if (entry.severity !== 'DEFAULT' && !saysHealthy(entry)) this.#streams.lead(entry);
    const kind = this.#read(entry, entry.message);
    if (kind !== NONE) this.#push(line, kind);
  }

  /** Takes a line that holds no entry: an empty one, or one that cannot be read. */
  addEmpty(line: number): void {
    if (this.#options.all) this.#push(line, this.#keepGrouped('', '', null));
  }

  /** Every labelled line, in the order in which they were added. */
  *labels(): Generator<{ index: number; line: number; kind: number }> {
    this.#assemble();
    for (let i = 0; i < this.#lines.length; i++) {
      const kind = this.#kindOf.get(i);
      if (kind >= 0) yield { index: i, line: this.#lines.get(i), kind };
    }
  }

  /** What the kinds of `labels` stand for, by index; asked for once all was added. */
  kinds(): Label[] {
    const groups = this.#grouper.groups();
    return this.#kinds.map((kind) => labelOf(kind, groups));
  }

  #push(line: number, kind: number): void {
    this.#lines.push(line);
    this.#kindOf.push(kind);
  }

  #assemble(): void {
    for (const { entry, text, tags } of this.#streams.assemblies()) {
      const kind = this.#read(entry, text);
      for (const tag of tags) this.#kindOf.set(tag, kind);
    }
    this.#streams = new Streams(WINDOW);
  }

  #read(entry: LogEntry, text: string): number {
    const key = `${entry.log} ${saysHealthy(entry) ? entry.severity : ''} ${text}`;
    const known = this.#texts.get(key);
    if (known !== undefined) {
      this.#countAgain(known);
      return known;
    }
    const kind = this.#label(entry, text);
    // Lines of the group of others are counted one by one.
    if (kind >= 0 && this.#kinds[kind]!.rule === null && this.#kinds[kind]!.handle === OTHER) return kind;
    this.#texts.set(key, kind);
    return kind;
  }

  #label(entry: LogEntry, text: string): number {
    const reading = readMessage(this.#book, text, entry.log);
    const rule = reading.found && this.#book.rules.get(reading.found.rule)!;
    const silenced = saysHealthy(entry) && rule !== null && (rule.role === 'cause' || rule.role === 'symptom');
    const explanation = this.#options.explain?.(reading.matched, entry.log, silenced ? entry.severity : null) ?? null;
    if (rule && !silenced) return this.#keepRule(rule, reading, explanation);
    if (!this.#options.all) return NONE;
    const shape = reading.trace ? traceIdentity(reading.trace) : reading.request;
    return this.#keepGrouped(reading.template, shape, explanation, reading.request === '' ? '' : reading.template);
  }

  /** A group knows how many lines it has: their number tells values from words. */
  #countAgain(kind: number): void {
    const handle = kind >= 0 ? this.#kinds[kind]!.handle : OTHER;
    if (handle !== OTHER) this.#grouper.count(handle);
  }

  #keepRule(rule: Rule, { found, trace, template }: Reading, explanation: unknown): number {
    const isFull = this.#kinds.length >= MAX_KINDS;
    const captures = isFull ? {} : found!.captures;
    const signature = signatureOf(rule, found!, trace);
    const kept = isFull ? '' : template;
    const key = [rule.id, signature, kept, JSON.stringify(captures)].join('\u0000');
    return this.#keep(key, { rule, signature, template: kept, captures, shape: '', handle: OTHER, explanation });
  }

  /** `own`: the template that the line keeps, whatever its group shows. */
  #keepGrouped(template: string, shape: string, explanation: unknown, own = ''): number {
    const handle = this.#grouper.add(template);
    const kind = { rule: null, signature: null, template: own, captures: {}, shape, handle, explanation };
    return this.#keep(`${handle}\u0000${shape}`, kind);
  }

  #keep(key: string, kind: Kind): number {
    const whole = kind.explanation === null ? key : `${key}\u0000${JSON.stringify(kind.explanation)}`;
    const known = this.#known.get(whole);
    if (known !== undefined) return known;
    this.#known.set(whole, this.#kinds.length);
    return this.#kinds.push(kind) - 1;
  }
}

function labelOf(kind: Kind, groups: Groups): Label {
  const { rule, captures, explanation } = kind;
  const group = kind.signature === null ? groups.groupOf(kind.handle) : null;
  return {
    rule: rule?.id ?? null,
    category: rule?.category ?? null,
    role: rule?.role ?? null,
    signature: kind.signature ?? groupSignature(group!.identity, kind.shape),
    template: kind.template || (group?.template ?? ''),
    captures,
    explanation,
  };
}
