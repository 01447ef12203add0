import type { LogEntry, Step } from '../../model.ts';
import { readHeader } from '../../text/header.ts';
import { isContainer } from '../../text/log-kind.ts';
import { mask } from '../../text/mask.ts';
import { compareText } from '../../text/order.ts';
import { Remembered } from '../../text/remembered.ts';
import { severityRank } from '../../text/severity.ts';
import { Grouper } from '../grouping/index.ts';
import { isPlaced } from '../untimed.ts';
import { Columns } from './columns.ts';
import { hashOf, Numbers } from './numbers.ts';
import { TraceSample } from './trace-sample.ts';
import type { LineKind, TracedLine, TracedRequest } from './types.ts';

const ERROR = severityRank('ERROR');
/** Characters of a message that tell what kind of line it is. */
const LOOKED_AT = 1000;
/** Characters of messages remembered with what they are: many come again word for word. */
const REMEMBERED = 1_000_000;

/** A distinct masked message of a service and severity. */
interface Said {
  service: string;
  severity: Step['severity'];
  masked: string;
}

/** The requests that are held, by trace, and the kinds of their lines. */
export interface Requests {
  kinds: LineKind[];
  /** The masked message of a line. */
  masked(line: TracedLine): string;
  all: TracedRequest[];
}

/** A request whose lines are made when they are asked for: few requests are looked at twice. */
class HeldRequest implements TracedRequest {
  good = false;
  cut = false;
  readonly trace: string;
  readonly #make: (from: number, to: number) => TracedLine[];
  readonly #from: number;
  readonly #to: number;

  constructor(trace: string, from: number, to: number, make: (from: number, to: number) => TracedLine[]) {
    this.trace = trace;
    this.#from = from;
    this.#to = to;
    this.#make = make;
  }

  get lines(): TracedLine[] {
    return this.#make(this.#from, this.#to);
  }
}

/** Lines of requests, of as many requests as are worth holding. What it holds does not depend on the order of adding. */
export class StepStore {
  readonly #sample = new TraceSample();
  readonly #said: Said[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #known = new Remembered<number>(REMEMBERED);
  readonly #revisions = new Numbers();
  readonly #lines = new Columns();
  #traces = new Map<string, number>();
  #opened = 0;
  #level = 0;
  #healthy = 0;
  #version = 0;

  /** Grows with everything that is added. */
  get version(): number {
    return this.#version;
  }

  /** Whether healthy lines came too: without these nothing is known of what usually follows what. */
  get seesHealthy(): boolean {
    return this.#healthy > 0;
  }

  /** Only traces that a sample of this level follows: of others the source does not hand over the healthy lines. */
  raise(level: number): void {
    this.#sample.raise(level);
    this.#letGo();
  }

  add(step: Step): void {
    this.#healthy++;
    this.#hold(step);
  }

  /** A suspicious entry; only what containers write of a request is a step of it. */
  addEntry({ id, service, revision, trace, time, nanos, severity, log, message }: LogEntry): void {
    if (trace === '' || time === null || isPlaced(time) || !isContainer(log)) return;
    this.#hold({ id, service, revision, trace, time, nanos, severity, text: message });
  }

  #hold({ id, service, revision, trace, time, nanos, severity, text }: Step): void {
    if (!this.#sample.follows(trace)) {
      this.#letGo();
      return;
    }
    this.#version++;
    const said = this.#number(service, severity, text);
    this.#lines.add({
      trace: this.#open(trace),
      said,
      revision: this.#revisions.of(revision),
      time,
      nanos,
      id: hashOf(id),
    });
    this.#letGo();
  }

  /** Of traces that the sample does not follow any more. */
  #letGo(): void {
    if (this.#sample.level === this.#level) return;
    this.#level = this.#sample.level;
    this.#version++;
    this.#traces = new Map([...this.#traces].filter(([trace]) => this.#sample.keeps(trace)));
    const kept = new Set(this.#traces.values());
    this.#lines.keep((trace) => kept.has(trace));
  }

  #open(trace: string): number {
    const known = this.#traces.get(trace);
    if (known !== undefined) return known;
    this.#traces.set(trace, this.#opened);
    return this.#opened++;
  }

  #number(service: string, severity: Step['severity'], text: string): number {
    const place = `${service}\u0000${severity}\u0000`;
    const said = place + (text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text);
    const known = this.#known.get(said);
    if (known !== undefined) return known;
    const masked = mask(readHeader(said.slice(place.length)).rest);
    const key = place + masked;
    const number = this.#numbers.get(key) ?? this.#said.push({ service, severity, masked }) - 1;
    this.#numbers.set(key, number);
    this.#known.set(said, number);
    return number;
  }

  /** All that is held, with its lines grouped as a whole. What it returns holds until something is added. */
  requests(): Requests {
    const counts = new Array<number>(this.#said.length).fill(0);
    const order = new Uint32Array(this.#lines.length);
    for (let i = 0; i < order.length; i++) {
      counts[this.#lines.saidAt(i)]!++;
      order[i] = i;
    }
    order.sort((a, b) => this.#lines.traceAt(a) - this.#lines.traceAt(b));
    const { kinds, kindOf } = this.#kinds(counts);
    const starts = new Uint32Array(this.#opened + 1);
    for (let i = 0; i < order.length; i++) starts[this.#lines.traceAt(i) + 1]!++;
    for (let i = 0; i < this.#opened; i++) starts[i + 1]! += starts[i]!;
    const make = (from: number, to: number) => {
      const own = Array.from(order.subarray(from, to), (index) => this.#line(index, kindOf));
      return inOrder(own, this.#said);
    };
    const all = [...this.#traces.keys()].sort().map((trace) => {
      const number = this.#traces.get(trace)!;
      return new HeldRequest(trace, starts[number]!, starts[number + 1]!, make);
    });
    return { kinds, masked: ({ said }) => this.#said[said]!.masked, all };
  }

  #line(index: number, kindOf: readonly number[]): TracedLine {
    const { said, revision, time, nanos, id } = this.#lines.at(index);
    return { kind: kindOf[said]!, said, time, nanos, id, revision: this.#revisions.name(revision) };
  }

  #kinds(counts: readonly number[]): { kinds: LineKind[]; kindOf: number[] } {
    const grouper = new Grouper();
    const handles = this.#said.map(({ masked }, i) => (counts[i]! > 0 ? grouper.add(masked, counts[i]!) : null));
    const { groupOf } = grouper.groups();
    const byIdentity = new Map<string, LineKind>();
    const own = handles.map((handle, i) => {
      if (handle === null) return '';
      const { service, severity } = this.#said[i]!;
      const { identity: words, template: text } = groupOf(handle);
      const identity = [service, severity, words].join('\u0000');
      byIdentity.set(identity, { service, severity, failing: severityRank(severity) >= ERROR, identity, text });
      return identity;
    });
    // In an order of their own, so that ties are broken the same way whatever came first.
    const kinds = [...byIdentity.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1));
    const numbers = new Map(kinds.map(({ identity }, i) => [identity, i]));
    const kindOf = own.map((identity) => numbers.get(identity) ?? -1);
    return { kinds, kindOf };
  }
}

/** By time; lines of the same time always in the same order; a line that was read twice counts once. */
function inOrder(lines: TracedLine[], texts: readonly Said[]): TracedLine[] {
  if (lines.length === 1) return lines;
  const said = (line: TracedLine) => texts[line.said]!;
  lines.sort(
    (a, b) =>
      a.time - b.time ||
      a.nanos - b.nanos ||
      compareText(said(a).service, said(b).service) ||
      compareText(said(a).masked, said(b).masked) ||
      a.id - b.id,
  );
  return lines.filter(({ id, time, nanos }, i) => {
    const before = lines[i - 1];
    return !(before && id !== 0 && id === before.id && time === before.time && nanos === before.nanos);
  });
}
