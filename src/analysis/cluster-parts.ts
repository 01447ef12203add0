/** What a cluster keeps of its members besides their number: aliases, samples, kinds; each bounded, whatever comes first. */
import type { LogEntry } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import { byTime } from './entry-order.ts';
import { KINDS, type Kind } from './kinds.ts';

const ALIASES = 64;
/** Samples kept for each revision: the earliest. */
const SAMPLES = 3;

export function addAlias(cluster: ClusterRecord, alias: string): void {
  const { aliases } = cluster;
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
export function holdKind(kinds: Map<string, Kind>, name: string, kind: Kind): void {
  kinds.set(name, kind);
  if (kinds.size <= KINDS) return;
  kinds.delete([...kinds.keys()].sort().at(-1)!);
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
