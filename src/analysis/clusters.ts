import type { Cluster, LogEntry, Origin } from '../model.ts';
import { Remembered } from '../text/remembered.ts';
import { severityRank } from '../text/severity.ts';
import { addAlias, addKind, addSample } from './cluster-parts.ts';
import { Detail, type DetailLimits, WHOLE } from './detail.ts';
import { byTime } from './entry-order.ts';
import type { Kind } from './kinds.ts';
import { addedTo, type LatePart } from './late-part.ts';
import type { MemberKeys } from './member-keys.ts';
import { type Kept, membersOf } from './members.ts';
import type { Recognised } from './recognise.ts';
import { type Bound, Roster } from './roster.ts';
import type { Shown } from './signature-report.ts';
import { type United, unite } from './united.ts';
import { isPlaced } from './untimed.ts';

/** What was made of a cluster for the last question, each by the room that asks for it; it only saves time. */
export interface Memo {
  members?: Kept;
  shown?: Shown;
  keys?: MemberKeys;
}

/** A cluster and what its verdict and its links are computed from. */
export interface ClusterRecord extends Cluster {
  /** `nameIn` of its service and signature. */
  name: string;
  roster: Roster;
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
  memo: Memo;
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

/** What a cluster has besides what was added for good: parts by stream, until that stream is read anew. */
interface Late {
  streams: Map<number, LatePart[]>;
  /** The parts together, as they were when they were asked for last; null = not asked for, or too many of them changed since. */
  parts: ClusterRecord | null;
  /** What was taken out since, and what was put in. */
  gone: LatePart[];
  come: LatePart[];
  /** The parts together with what was added for good. */
  whole: United | null;
}

/** Clusters that are held: signatures by service, and masked messages that are not grouped yet. */
const CLUSTERS = 100_000;
/** Characters of names that are held once for all members that have them. */
const NAMES = 2_000_000;

/** All clusters of an analysis; adding is commutative, as long as there is room for another cluster. */
export class Clusters {
  readonly #own = new Map<string, ClusterRecord>();
  readonly #late = new Map<string, Late>();
  readonly #keysOf = new Map<number, string[]>();
  /** The one copy of a name that many members have: each entry brings its own, 100 characters for an instance. */
  readonly #names = new Remembered<string>(NAMES);
  readonly #detail: Detail;

  constructor(limits: DetailLimits = WHOLE) {
    this.#detail = new Detail(() => this.#rosters(), limits);
  }

  /** Every cluster by service and signature, in no particular order. A cluster that did not change is the same object as before. */
  all(): ClusterRecord[] {
    const all: ClusterRecord[] = [];
    for (const [key, late] of this.#late) {
      if (late.streams.size > 0) all.push(this.#together(key, late));
      else this.#late.delete(key);
    }
    this.#own.forEach((record, key) => {
      if (!this.#late.has(key)) all.push(record);
    });
    return all;
  }

  #together(key: string, late: Late): ClusterRecord {
    late.parts = this.#bringUpToDate(late) ?? this.#unite([...late.streams.values()].flat());
    [late.gone, late.come] = [[], []];
    const base = this.#own.get(key);
    if (!base) return late.parts;
    const { signature, name } = base;
    late.whole = unite([base, late.parts], { signature, name, template: null }, late.whole);
    return late.whole.record;
  }

  /** null where something that was joined is no more. */
  #bringUpToDate({ parts, gone, come }: Late): ClusterRecord | null {
    const fresh = parts && addedTo(gone, come);
    for (const part of fresh ?? []) this.#join(parts!, part);
    return fresh && parts;
  }

  #unite(parts: LatePart[]): ClusterRecord {
    const record = create(parts[0]!.entry, parts[0]!.recognised, this.#detail);
    for (const part of parts) this.#join(record, part);
    return record;
  }

  /** False where there is no room for another cluster, and it was not added. */
  add(entry: LogEntry, recognised: Recognised, split = false): boolean {
    const key = nameIn(entry.service, recognised.signature);
    let cluster = this.#own.get(key);
    if (!cluster) {
      if (this.#own.size >= CLUSTERS) return false;
      cluster = create(entry, recognised, this.#detail);
      this.#own.set(key, cluster);
    }
    this.#join(cluster, { entry, recognised, split });
    this.#detail.added(cluster.roster);
    return true;
  }

  *#rosters(): Generator<Roster> {
    for (const { roster } of this.#own.values()) yield roster;
  }

  /** Puts what a stream's lines were put together to in place of what they were before. */
  replace(stream: number, parts: LatePart[]): void {
    const byKey = Map.groupBy(parts, ({ entry, recognised }) => nameIn(entry.service, recognised.signature));
    for (const key of this.#keysOf.get(stream) ?? []) if (!byKey.has(key)) this.#put(stream, key, []);
    if (byKey.size > 0) this.#keysOf.set(stream, [...byKey.keys()]);
    else this.#keysOf.delete(stream);
    for (const [key, own] of byKey) this.#put(stream, key, own);
  }

  #put(stream: number, key: string, own: LatePart[]): void {
    const late = this.#late.get(key) ?? { streams: new Map(), parts: null, gone: [], come: [], whole: null };
    if (late.parts) {
      late.gone = late.gone.concat(late.streams.get(stream) ?? []);
      late.come = late.come.concat(own);
      // Then it takes no longer to put all of them together.
      if (late.gone.length > late.parts.count) late.parts = null;
    }
    if (own.length > 0) late.streams.set(stream, own);
    else late.streams.delete(stream);
    this.#late.set(key, late);
  }

  #join(cluster: ClusterRecord, { entry, recognised, split }: LatePart): void {
    cluster.count++;
    if (severityRank(recognised.severity) > severityRank(cluster.severity)) cluster.severity = recognised.severity;
    if (recognised.role === 'cause') cluster.role = 'cause';
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
    cluster.roster.add({
      time,
      end: time + Math.round((entry.http?.latency ?? 0) * 1e6),
      revision: this.#shared(entry.revision),
      instance: this.#shared(entry.instance),
      trace: exactCopyOf(entry.trace),
      user: this.#shared(userOf(entry, recognised.captures)),
      kind: addKind(cluster, this.#shared(recognised.template), { entry, split }),
    });
    // Once they have been put in order they are kept in it.
    if (cluster.memo.members && cluster.memo.members.of === cluster.roster) membersOf(cluster);
  }

  #shared(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const copy = exactCopyOf(name);
    this.#names.set(copy, copy);
    return copy;
  }
}

/** What tells a signature of one service from all others. */
export function nameIn(service: string, signature: string): string {
  return `${service}\u0000${signature}`;
}

/** A copy that does not hold the text it was cut from, and exact: two names that differ in a lone surrogate stay two. */
function exactCopyOf(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

/** What is known of a cluster before it has a member. */
type Known = Pick<
  ClusterRecord,
  'signature' | 'rule' | 'origin' | 'role' | 'severity' | 'title' | 'template' | 'service' | 'captures' | 'shape'
>;

export function emptyCluster(known: Known, bound?: Bound): ClusterRecord {
  return {
    ...known,
    name: nameIn(known.service, known.signature),
    aliases: [],
    trace: null,
    count: 0,
    first: null,
    last: null,
    samples: [],
    roster: new Roster(bound),
    traced: null,
    kinds: new Map(),
    memo: {},
  };
}

function create({ service }: LogEntry, recognised: Recognised, bound: Bound): ClusterRecord {
  const { signature, rule, origin, role, severity, title, template, captures, shape } = recognised;
  const known = { signature, rule, origin, role, severity, title, template, service, captures, shape };
  return emptyCluster(known, bound);
}

/** The earliest member speaks for the cluster. */
function describeBy(cluster: ClusterRecord, recognised: Recognised): void {
  cluster.title = recognised.title;
  cluster.template = recognised.template;
  cluster.captures = recognised.captures;
}
