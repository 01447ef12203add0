import type { Verification } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { type ClusterRecord, emptyCluster } from '../clusters.ts';
import type { Fix } from './fixes.ts';
import type { Target } from './question.ts';
import { membersAround, timedOf } from './sides.ts';

/** Entries of the verified signatures that older revisions wrote after the fix was live, by revision. */
export function stragglersOf(
  chosen: { cluster: ClusterRecord }[],
  fixOf: (service: string) => Fix,
  to: number,
): Verification['stragglers'] {
  const counts = new Map<string, { service: string; revision: string; count: number; last: number }>();
  for (const { cluster } of chosen) {
    const { service, roster } = cluster;
    for (const { revision, time } of membersAround(timedOf(roster), fixOf(service), to).stragglers) {
      const key = `${service}\u0000${revision}`;
      const known = counts.get(key);
      if (known) {
        known.count++;
        known.last = Math.max(known.last, time);
      } else counts.set(key, { service, revision, count: 1, last: time });
    }
  }
  return [...counts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { last, ...rest }]) => ({ ...rest, last: formatTime(last) }));
}

/** A signature of which nothing was read: what is known of it is its name. */
export function absentCluster({ name, aliases, rule, title, service }: Target, fixes: Fix[]): ClusterRecord {
  return {
    ...emptyCluster({
      signature: name,
      rule,
      origin: null,
      role: 'cause',
      severity: 'ERROR',
      title,
      template: '',
      service: service ?? fixes.at(-1)!.service,
      captures: {},
      shape: '',
    }),
    aliases,
  };
}
