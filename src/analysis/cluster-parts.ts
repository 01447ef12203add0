/** What a cluster keeps of its members besides their number: aliases, samples, kinds; each bounded, whatever comes first. */
import type { LogEntry } from '../model.ts';
import { severityRank } from '../text/severity.ts';
import type { ClusterRecord } from './clusters.ts';
import { byTime } from './entry-order.ts';
import { KINDS, type Kind } from './kinds.ts';

const ALIASES = 64;
/** Samples kept for each revision: the earliest. */
const SAMPLES = 3;
/** Revisions of which samples are kept: an endless log shows ever more of them. */
const REVISIONS = 32;

export function addAlias(cluster: Pick<ClusterRecord, 'aliases'>, alias: string): void {
  const { aliases } = cluster;
  if (aliases.length === ALIASES && alias > aliases.at(-1)!) return;
  if (aliases.includes(alias)) return;
  aliases.push(alias);
  aliases.sort();
  if (aliases.length > ALIASES) aliases.pop();
}

/** Notes what a member reads like, and returns the name of its kind. */
export function addKind({ kinds }: ClusterRecord, template: string, kind: Kind): string {
  const name = kind.split ? `${template}\n` : template;
  const known = kinds.get(name);
  if (!known || byTime(kind.entry, known.entry) < 0) holdKind(kinds, name, kind);
  return name;
}

/** Of too many kinds those are held whose names come first, whatever came first. */
function holdKind(kinds: Map<string, Kind>, name: string, kind: Kind): void {
  kinds.set(name, kind);
  if (kinds.size <= KINDS) return;
  kinds.delete([...kinds.keys()].sort().at(-1)!);
}

/** The samples become a new array where they change: an array of them stays what it is. */
export function addSample(cluster: Pick<ClusterRecord, 'samples'>, entry: LogEntry): void {
  const { samples } = cluster;
  let same = 0;
  let latest: LogEntry | null = null;
  for (const sample of samples) {
    if (sample.revision !== entry.revision) continue;
    same++;
    latest = sample;
  }
  if (latest === null || same < SAMPLES) cluster.samples = [...samples, entry].sort(byTime);
  else if (byTime(entry, latest) < 0)
    cluster.samples = [...samples.filter((sample) => sample !== latest), entry].sort(byTime);
  if (cluster.samples.length > REVISIONS) cluster.samples = ofSomeRevisions(cluster.samples);
}

/** Of too many revisions the first and the last ones. */
function ofSomeRevisions(samples: readonly LogEntry[]): LogEntry[] {
  const revisions = [...new Set(samples.map(({ revision }) => revision))];
  if (revisions.length <= REVISIONS) return [...samples];
  const left = new Set([revisions[0], ...revisions.slice(1 - REVISIONS)]);
  return samples.filter(({ revision }) => left.has(revision));
}

type Summary = Omit<ClusterRecord, 'roster' | 'memo'>;

/** What several records of one service say together, but for their members; the one with the earliest member speaks for all. */
export function summaryOf(records: readonly ClusterRecord[]): Summary {
  const [earliest, ...rest] = records.toSorted((a, b) => byTime(a.samples[0]!, b.samples[0]!));
  const { roster: _, memo: __, aliases, samples, kinds, ...own } = earliest!;
  const summary = { ...own, aliases: [...aliases], samples, kinds: new Map(kinds) };
  for (const record of rest) absorb(summary, record);
  return summary;
}

function absorb(into: Summary, record: ClusterRecord): void {
  into.count += record.count;
  if (severityRank(record.severity) > severityRank(into.severity)) into.severity = record.severity;
  if (record.role === 'cause') into.role = 'cause';
  into.first = earlier(into.first, record.first);
  into.last = later(into.last, record.last);
  for (const alias of record.aliases) addAlias(into, alias);
  for (const sample of record.samples) addSample(into, sample);
  for (const [name, kind] of record.kinds) holdKind(into.kinds, name, kind);
  if (record.traced && (!into.traced || byTime(record.traced, into.traced) < 0)) {
    into.traced = record.traced;
    into.trace = record.trace;
  }
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
