import type { RawEntry } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import { rawOf } from './kinds.ts';

/**
 * The entries that are kept of a signature: the earliest of each revision, of each of its kinds one, and of a trace that came in lines all of
 * these. Each once.
 */
export function entriesOf(clusters: readonly ClusterRecord[], signature: string, service: string): RawEntry[] {
  const found = clusters.find(
    (cluster) =>
      cluster.service === service && (cluster.signature === signature || cluster.aliases.includes(signature)),
  );
  if (!found) return [];
  const raws = [...found.samples.map((sample) => sample.raw()), ...[...found.kinds.values()].flatMap(rawOf)];
  const whole = raws.filter((raw) => raw.timestamp !== undefined || raw.textPayload !== undefined);
  const byId = new Map(whole.map((raw) => [`${raw.logName} ${raw.timestamp} ${raw.insertId}`, raw]));
  return [...byId.values()].sort((a, b) => (String(a.timestamp) < String(b.timestamp) ? -1 : 1));
}
