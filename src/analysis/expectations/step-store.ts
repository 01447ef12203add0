import type { LogEntry, Step } from '../../model.ts';
import { readHeader } from '../../text/header.ts';
import { mask } from '../../text/mask.ts';
import { severityRank } from '../../text/severity.ts';
import { Grouper } from '../grouping/index.ts';
import { isContainer } from '../reading.ts';
import { Remembered } from '../remembered.ts';
import { isPlaced } from '../untimed.ts';
import { TraceSample } from './trace-sample.ts';
import type { LineKind, TracedLine } from './types.ts';

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

/** The requests that are held, each with its lines by time, and the kinds of these lines. */
export interface Requests {
  kinds: LineKind[];
  /** The masked message of a line. */
  masked(line: TracedLine): string;
  lines: ReadonlyMap<string, TracedLine[]>;
}

/** Lines of requests, of as many requests as are worth holding. What it holds does not depend on the order of adding. */
export class StepStore {
  readonly #sample = new TraceSample();
  readonly #said: Said[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #known = new Remembered<number>(REMEMBERED);
  readonly #revisions = new Map<string, string>();
  #traces = new Map<string, TracedLine[]>();
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
    const held = { kind: -1, said, time, nanos, id, revision: this.#shared(revision) };
    const lines = this.#traces.get(trace);
    if (lines) lines.push(held);
    else this.#traces.set(trace, [held]);
    this.#letGo();
  }

  /** Of traces that the sample does not follow any more. */
  #letGo(): void {
    if (this.#sample.level === this.#level) return;
    this.#level = this.#sample.level;
    this.#version++;
    this.#traces = new Map([...this.#traces].filter(([trace]) => this.#sample.keeps(trace)));
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

  #shared(revision: string): string {
    const known = this.#revisions.get(revision);
    if (known === undefined) this.#revisions.set(revision, revision);
    return known ?? revision;
  }

  /** All that is held, with its lines grouped as a whole. What it returns holds until something is added. */
  requests(): Requests {
    const counts = new Array<number>(this.#said.length).fill(0);
    for (const lines of this.#traces.values()) for (const { said } of lines) counts[said]!++;
    const { kinds, kindOf } = this.#kinds(counts);
    for (const lines of this.#traces.values()) for (const line of lines) line.kind = kindOf[line.said]!;
    for (const [trace, lines] of this.#traces) {
      const own = lines.length > 1 ? inOrder(lines, this.#said) : lines;
      if (own !== lines) this.#traces.set(trace, own);
    }
    return { kinds, masked: ({ said }) => this.#said[said]!.masked, lines: this.#traces };
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

/** By time, then as Cloud Logging orders entries of the same time; a line that was read twice counts once. */
function inOrder(lines: TracedLine[], texts: readonly Said[]): TracedLine[] {
  const tie = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const said = (line: TracedLine) => texts[line.said]!;
  lines.sort(
    (a, b) =>
      a.time - b.time ||
      a.nanos - b.nanos ||
      tie(a.id, b.id) ||
      tie(said(a).service, said(b).service) ||
      tie(said(a).masked, said(b).masked),
  );
  const isRepeat = ({ id, time, nanos }: TracedLine, before: TracedLine | undefined) =>
    before !== undefined && id !== '' && id === before.id && time === before.time && nanos === before.nanos;
  return lines.some((line, i) => isRepeat(line, lines[i - 1]))
    ? lines.filter((line, i) => !isRepeat(line, lines[i - 1]))
    : lines;
}
