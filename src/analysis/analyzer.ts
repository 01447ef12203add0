import type { Deployment, DeploymentFact, LogEntry, Loss, RawEntry, Report, Step, Tally } from '../model.ts';
import { isContainer } from '../text/log-kind.ts';
import { severityRank } from '../text/severity.ts';
import { Clusters } from './clusters.ts';
import { Facts } from './deployments/fact-list.ts';
import { factsOf } from './deployments/facts.ts';
import { mergeFacts } from './deployments/merge.ts';
import { SeenRevisions } from './deployments/seen.ts';
import { type DetailLimits, WHOLE } from './detail.ts';
import { entriesOf } from './entries-of.ts';
import { Expectations } from './expectations/index.ts';
import { Exposure } from './exposure.ts';
import { type LatePart, partOf } from './late-part.ts';
import { DUPLICATE, LATE, Ledger, TOO_MANY } from './ledger.ts';
import type { Question, Span } from './question.ts';
import type { RuleBook } from './reading.ts';
import type { Recognised } from './recognise.ts';
import { Recogniser } from './recogniser.ts';
import { Regrouper } from './regroup.ts';
import { Repeats } from './repeats.ts';
import { buildReport, type Evidence } from './report.ts';
import { Routes } from './routes.ts';
import type { Assembly } from './stream.ts';
import { belongsToTrace, mayNameTrace, Streams } from './streams.ts';
import { isPlaced, placeOf } from './untimed.ts';
import type { VerifyQuestion } from './verify/question.ts';
import { buildVerification, type Verified } from './verify/verify.ts';

const PROJECT = /^projects\/([^/]+)\/logs\//;
const ERROR = severityRank('ERROR');

/**
 * The one engine, fed and asked: `add` takes suspicious entries, `tally` healthy ones as counts, `fact` what the Run API or the command
 * line knows of deployments; `snapshot` answers with a report. The answer does not depend on the order of what was added, and
 * repeated entries count once.
 */
export class Analyzer {
  readonly #book: RuleBook;
  readonly #recogniser: Recogniser;
  readonly #repeats = new Repeats();
  readonly #streams: Streams;
  readonly #facts = new Facts();
  readonly #clusters: Clusters;
  readonly #regrouper = new Regrouper();
  readonly #exposure = new Exposure();
  readonly #routes = new Routes();
  readonly #seen = new SeenRevisions();
  readonly #ledger = new Ledger();
  readonly #expectations = new Expectations();
  readonly #projects = new Set<string>();
  #entries = 0;
  #untimed = 0;
  #suspicious = 0;
  #matched = 0;
  /** Matched lines of traces that were put together, by stream. */
  readonly #matchedIn = new Map<number, number>();
  #span: Span | null = null;

  /** @param detail how much is held of members and lines, whatever comes */
  constructor(book: RuleBook, detail: DetailLimits = WHOLE) {
    this.#book = book;
    this.#clusters = new Clusters(detail);
    this.#streams = new Streams(WHOLE.lines, detail.lines);
    this.#recogniser = new Recogniser(book);
  }

  add(added: LogEntry): void {
    const entry = added.time === null ? { ...added, time: placeOf(this.#untimed++) } : added;
    const known = this.#repeats.look(entry);
    if (known !== 'fresh') {
      this.#ledger.add({ ...(known === 'late' ? LATE : DUPLICATE), count: 1 });
      return;
    }
    this.#entries++;
    this.#suspicious++;
    this.#note(entry);
    this.#expectations.entry(entry);
    if (this.#streams.isCrowded) this.#settle();
    if (belongsToTrace(entry)) {
      if (!this.#streams.add(entry)) {
        this.#ledger.add({ reason: 'over-cap', count: 1, detail: 'lines of stack traces beyond 200,000' });
      } else if (this.#streams.isDue) this.#assemble();
    } else if (!(mayNameTrace(entry) && this.#streams.add(entry))) {
      if (isContainer(entry.log) && severityRank(entry.severity) >= ERROR) this.#streams.lead(entry);
      this.#recognise(entry);
    }
  }

  /** What every entry says, suspicious or not: that its revision was at work then. */
  #note(entry: LogEntry): void {
    if (entry.time === null || isPlaced(entry.time)) return;
    const raw = entry.raw();
    if ((raw.resource as { type?: unknown } | undefined)?.type === 'cloud_run_job') this.#seen.jobs.add(entry.service);
    const project = PROJECT.exec(String(raw.logName ?? ''))?.[1];
    // One name is used, several are none.
    if (project && this.#projects.size < 2) this.#projects.add(project);
    for (const fact of factsOf(entry)) this.#facts.add(fact);
    this.#widen(entry.time, entry.time);
    if (entry.log === 'audit' || !entry.service) return;
    const request = entry.log === 'request';
    if (request) this.#routes.request(entry);
    const { service, revision, time } = entry;
    this.#exposure.add(service, revision, {
      entries: 1,
      requests: request ? 1 : 0,
      healthy: 0,
      first: time,
      last: time,
    });
    const failure = severityRank(entry.severity) >= ERROR && !request && entry.log !== 'system';
    this.#seen.note(service, revision, time, time, request ? time : null, failure ? time : null);
  }

  #recognise(entry: LogEntry): void {
    const recognised = this.#recogniser.recognise(entry, entry.message);
    if (!recognised) return;
    if (recognised.rule) this.#matched++;
    this.#place(entry, recognised, false);
  }

  #place(entry: LogEntry, recognised: Recognised, split: boolean): void {
    if (!this.#clusters.add(entry, recognised, split)) this.#ledger.add({ ...TOO_MANY, count: 1 });
  }

  /** Reads what streams have held for long for good, to make room. */
  #settle(): void {
    this.#assemble();
    for (const [stream, assemblies] of this.#streams.settle()) {
      this.#clusters.replace(stream, []);
      this.#matched += this.#matchedIn.get(stream) ?? 0;
      this.#matchedIn.delete(stream);
      for (const { entry, recognised, split } of this.#partsOf(assemblies).parts) this.#place(entry, recognised, split);
    }
  }

  /** Traces that were put together, as members of clusters, and the lines that a rule matched. */
  #partsOf(assemblies: readonly Assembly[]): { parts: LatePart[]; matched: number } {
    const parts: LatePart[] = [];
    let matched = 0;
    for (const assembly of assemblies) {
      const recognised = assembly.leftOver ? null : this.#recogniser.recognise(assembly.entry, assembly.text);
      if (!recognised) continue;
      if (recognised.rule) matched += assembly.lines;
      parts.push(partOf(assembly, recognised));
    }
    return { parts, matched };
  }

  /** Reads the streams anew to which lines of traces were added. */
  #assemble(): void {
    for (const [stream, assemblies] of this.#streams.changed()) {
      const { parts, matched } = this.#partsOf(assemblies);
      this.#clusters.replace(stream, parts);
      if (matched > 0) this.#matchedIn.set(stream, matched);
      else this.#matchedIn.delete(stream);
    }
  }

  #widen(from: number, to: number): void {
    if (!this.#span) this.#span = { from, to };
    else {
      if (from < this.#span.from) this.#span.from = from;
      if (to > this.#span.to) this.#span.to = to;
    }
  }

  tally(tally: Tally): void {
    this.#entries += tally.entries;
    this.#widen(tally.firstEntry, tally.lastEntry);
    if (!tally.service) return;
    const { service, revision, entries, requests, firstEntry: first, lastEntry: last } = tally;
    this.#exposure.add(service, revision, { entries, requests, healthy: entries, first, last });
    this.#routes.tally(tally);
    this.#seen.note(service, revision, first, last, tally.firstRequest);
  }

  /** Tells on which level the source begins to follow requests. */
  follow(level: number): void {
    this.#expectations.raise(level);
  }

  /** A healthy line of a request; `tally` counts it too. */
  step(step: Step): void {
    this.#expectations.step(step);
  }

  fact(fact: DeploymentFact): void {
    this.#facts.add(fact);
  }

  /** Entries so far, healthy ones included, repeats left out. */
  get entries(): number {
    return this.#entries;
  }

  loss(loss: Loss): void {
    this.#ledger.add(loss);
  }

  /** The report on everything added so far; null where the window that was asked for is not known (no such deployment). */
  snapshot(question: Question): Report | null {
    return buildReport(this.#evidence(), this.#inProject(question), this.#book.rules);
  }

  /** The entries that are kept of a signature, whole, the earliest first; [] where it is not known. */
  entriesOf(signature: string, service: string): RawEntry[] {
    return entriesOf(this.#evidence().clusters, signature, service);
  }

  /** What became of signatures since a fix went live, from everything added so far; null where none has. */
  verify(question: VerifyQuestion): Verified | null {
    return buildVerification(this.#evidence(), this.#inProject(question), this.#book.rules);
  }

  /** Where the entries name one project, they were that project's. */
  #inProject<Q extends Question>(question: Q): Q {
    const [project, ...others] = this.#projects;
    return { ...question, project: question.project ?? (others.length === 0 ? (project ?? null) : null) };
  }

  #evidence(): Evidence {
    this.#assemble();
    const assembled = [...this.#matchedIn.values()].reduce((sum, matched) => sum + matched, 0);
    const totals = { entries: this.#entries, suspicious: this.#suspicious, matched: this.#matched + assembled };
    return {
      clusters: this.#regrouper.regroup(this.#clusters.all()),
      deployments: this.deployments(),
      exposure: this.#exposure,
      routes: this.#routes,
      expectations: this.#expectations,
      losses: this.#ledger.list(),
      totals,
      span: this.#span,
    };
  }

  /** The deployments known so far, oldest first: what `--since deploy` chooses from before the logs are read. */
  deployments(): Deployment[] {
    return mergeFacts(this.#facts.list(), this.#seen);
  }
}
