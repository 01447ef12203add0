import type { Cluster, LogEntry, Micros } from '../model.ts';
import { severityRank } from '../text/severity.ts';
import type { Recognised } from './recognise.ts';
import { isPlaced } from './untimed.ts';

/** One member of a cluster, reduced to what links it to others. */
export interface Occurrence {
  time: Micros;
  /** When it was over: of a request entry start + latency, else `time`. */
  end: Micros;
  revision: string;
  instance: string;
  trace: string;
  user: string;
}

/** A cluster and what its verdict and its links are computed from. */
export interface ClusterRecord extends Cluster {
  occurrences: Occurrence[];
  /** The earliest member that has a stack trace: it tells more than one without. */
  traced: LogEntry | null;
  /** Of a trace that no rule knows its type and frames; '' for all else. */
  shape: string;
  /** Of what is not logged: which line no longer follows which, and some traces where it does not. */
  expectation?: { sentence: string; traces: string[] };
}

const ALIASES = 64;
/** Samples kept for each revision: the earliest. */
const SAMPLES = 3;

/** A total order over entries that does not depend on how they arrived. */
export function byTime(a: LogEntry, b: LogEntry): number {
  return (
    (a.time ?? 0) - (b.time ?? 0) || a.nanos - b.nanos || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) || compareText(a, b)
  );
}

function compareText(a: LogEntry, b: LogEntry): number {
  return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}

/** The captures that name who was hit: a user or a connection. */
const USER_CAPTURES = ['user', 'user_id', 'connection', 'connection_id', 'session'];

function userOf(entry: LogEntry, captures: Record<string, string>): string {
  for (const name of USER_CAPTURES) {
    const value = captures[name] ?? entry.fields?.[name];
    if (typeof value === 'string' && value) return value;
  }
  return '';
}

/** All clusters of an analysis; adding is commutative. On top of a `base`, which it leaves as it is, it shows that and its own. */
export class Clusters {
  readonly #own = new Map<string, ClusterRecord>();
  readonly #names = new Map<string, string>();
  readonly #base: Clusters | null;

  constructor(base: Clusters | null = null) {
    this.#base = base;
  }

  /** Every cluster by service and signature, in no particular order. */
  all(): ClusterRecord[] {
    return [...new Map([...(this.#base ? this.#base.#own : []), ...this.#own]).values()];
  }

  #open(entry: LogEntry, recognised: Recognised): ClusterRecord {
    const key = `${entry.service}\u0000${recognised.signature}`;
    const known = this.#own.get(key);
    if (known) return known;
    const below = this.#base ? this.#base.#own.get(key) : undefined;
    const opened = below
      ? { ...below, aliases: [...below.aliases], samples: [...below.samples], occurrences: [...below.occurrences] }
      : create(entry, recognised);
    this.#own.set(key, opened);
    return opened;
  }

  add(entry: LogEntry, recognised: Recognised): void {
    const cluster = this.#open(entry, recognised);
    cluster.count++;
    if (severityRank(recognised.severity) > severityRank(cluster.severity)) cluster.severity = recognised.severity;
    addAlias(cluster, recognised.alias);
    const earliest = cluster.samples[0];
    if (!earliest || byTime(entry, earliest) < 0) describeBy(cluster, recognised);
    if (recognised.trace && (!cluster.traced || byTime(entry, cluster.traced) < 0)) {
      cluster.traced = entry;
      cluster.trace = recognised.trace;
    }
    addSample(cluster, entry);
    const time = entry.time ?? 0;
    if (!isPlaced(time)) {
      cluster.first = Math.min(cluster.first ?? time, time);
      cluster.last = Math.max(cluster.last ?? time, time);
    }
    cluster.occurrences.push({
      time,
      end: time + Math.round((entry.http?.latency ?? 0) * 1e6),
      revision: this.#shared(entry.revision),
      instance: this.#shared(entry.instance),
      trace: exactCopyOf(entry.trace),
      user: this.#shared(userOf(entry, recognised.captures)),
    });
  }

  /** The one copy of a name that many occurrences have: each entry brings its own, 100 characters for an instance. */
  #shared(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const copy = exactCopyOf(name);
    this.#names.set(copy, copy);
    return copy;
  }
}

/** As `copyOf` of texts, and exact: two names that differ in a lone surrogate stay two. */
function exactCopyOf(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

function create(entry: LogEntry, recognised: Recognised): ClusterRecord {
  return {
    signature: recognised.signature,
    aliases: [],
    rule: recognised.rule,
    role: recognised.role,
    severity: recognised.severity,
    title: recognised.title,
    template: recognised.template,
    service: entry.service,
    captures: recognised.captures,
    trace: null,
    count: 0,
    first: null,
    last: null,
    samples: [],
    occurrences: [],
    traced: null,
    shape: recognised.shape,
  };
}

/** The earliest member speaks for the cluster. */
function describeBy(cluster: ClusterRecord, recognised: Recognised): void {
  cluster.title = recognised.title;
  cluster.template = recognised.template;
  cluster.captures = recognised.captures;
}

export function addAlias(cluster: ClusterRecord, alias: string): void {
  const { aliases } = cluster;
  if (aliases.includes(alias)) return;
  aliases.push(alias);
  aliases.sort();
  if (aliases.length > ALIASES) aliases.pop();
}

export function addSample(cluster: ClusterRecord, entry: LogEntry): void {
  const same = cluster.samples.filter((sample) => sample.revision === entry.revision);
  if (same.length >= SAMPLES) {
    const latest = same.at(-1)!;
    if (byTime(entry, latest) >= 0) return;
    cluster.samples.splice(cluster.samples.indexOf(latest), 1);
  }
  cluster.samples.push(entry);
  cluster.samples.sort(byTime);
}
