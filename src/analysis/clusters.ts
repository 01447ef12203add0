import type { Cluster, LogEntry, Micros, Origin } from '../model.ts';
import { severityRank } from '../text/severity.ts';
import { KINDS, type Kind } from './kinds.ts';
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
  /** Its kind's name; '' where the cluster has more kinds than are held. */
  kind: string;
}

/** A cluster and what its verdict and its links are computed from. */
export interface ClusterRecord extends Cluster {
  occurrences: Occurrence[];
  /** The earliest member that has a stack trace: it tells more than one without. */
  traced: LogEntry | null;
  /** Where it comes from, as its rule has it; null where no rule knows it. */
  origin: Origin | null;
  /** The different texts of its members, by name. */
  kinds: Map<string, Kind>;
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

/** A trace that was put together from several lines, as a member of a cluster. */
export interface LatePart {
  entry: LogEntry;
  recognised: Recognised;
  /** Each line of its text is an entry. */
  split: boolean;
}

/** What a cluster has besides what was added for good: parts by stream, until that stream is read anew. */
interface Late {
  streams: Map<string, LatePart[]>;
  /** Base and parts together; null = not up to date. */
  record: ClusterRecord | null;
  /** Members of the base in `record`. */
  base: number;
}

/** All clusters of an analysis; adding is commutative. */
export class Clusters {
  readonly #own = new Map<string, ClusterRecord>();
  readonly #late = new Map<string, Late>();
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #names = new Map<string, string>();

  /** Every cluster by service and signature, in no particular order. A cluster that did not change is the same object as before. */
  all(): ClusterRecord[] {
    const own = [...this.#own].filter(([key]) => !this.#late.has(key)).map(([, record]) => record);
    return [...own, ...[...this.#late].map(([key, late]) => this.#together(key, late))];
  }

  #together(key: string, late: Late): ClusterRecord {
    const base = this.#own.get(key);
    const members = base?.occurrences.length ?? 0;
    if (late.record && late.base === members) return late.record;
    const parts = [...late.streams.values()].flat();
    const record = base ? copyOf(base) : create(parts[0]!.entry, parts[0]!.recognised);
    for (const part of parts) this.#join(record, part);
    late.record = record;
    late.base = members;
    return record;
  }

  add(entry: LogEntry, recognised: Recognised): void {
    const key = keyOf(entry, recognised);
    let cluster = this.#own.get(key);
    if (!cluster) {
      cluster = create(entry, recognised);
      this.#own.set(key, cluster);
    }
    this.#join(cluster, { entry, recognised, split: false });
  }

  /** Puts what a stream's lines were put together to in place of what they were before. */
  replace(stream: string, parts: LatePart[]): void {
    for (const key of this.#keysOf.get(stream) ?? []) {
      const late = this.#late.get(key)!;
      late.streams.delete(stream);
      late.record = null;
      if (late.streams.size === 0) this.#late.delete(key);
    }
    const byKey = Map.groupBy(parts, ({ entry, recognised }) => keyOf(entry, recognised));
    this.#keysOf.set(stream, new Set(byKey.keys()));
    for (const [key, own] of byKey) {
      const late = this.#late.get(key) ?? { streams: new Map(), record: null, base: 0 };
      late.streams.set(stream, own);
      late.record = null;
      this.#late.set(key, late);
    }
  }

  #join(cluster: ClusterRecord, { entry, recognised, split }: LatePart): void {
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
      kind: addKind(cluster, this.#shared(recognised.template), { entry, split }),
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

function keyOf({ service }: LogEntry, { signature }: Recognised): string {
  return `${service}\u0000${signature}`;
}

function copyOf(record: ClusterRecord): ClusterRecord {
  const { aliases, samples, occurrences, kinds } = record;
  return {
    ...record,
    aliases: [...aliases],
    samples: [...samples],
    occurrences: [...occurrences],
    kinds: new Map(kinds),
  };
}

/** A copy that does not hold the text it was cut from, and exact: two names that differ in a lone surrogate stay two. */
function exactCopyOf(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

function create(entry: LogEntry, recognised: Recognised): ClusterRecord {
  return {
    signature: recognised.signature,
    aliases: [],
    rule: recognised.rule,
    origin: recognised.origin,
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
    kinds: new Map(),
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

/** Notes what a member reads like, and returns the name of its kind; '' where no more are held. */
function addKind({ kinds }: ClusterRecord, template: string, kind: Kind): string {
  const name = kind.split ? `${template}\n` : template;
  const known = kinds.get(name);
  if (!known && kinds.size >= KINDS) return '';
  if (!known || byTime(kind.entry, known.entry) < 0) kinds.set(name, kind);
  return name;
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
