import type { Deployment, Exposed, Micros } from '../model.ts';
import type { ClusterRecord, Occurrence } from './clusters.ts';
import type { Exposure } from './exposure.ts';
import { isPlaced } from './untimed.ts';
import { beginOf, type Window } from './window.ts';

export interface Surroundings {
  window: Window;
  deployments: Deployment[];
  exposure: Exposure;
  /** Whether all entries are counted, not requests alone. */
  seesHealthy: boolean;
}

/** What a comparison compares: the members before and after, and how much was seen on either side. */
export interface Sides {
  before: Occurrence[];
  after: Occurrence[];
  exposed: { before: Exposed; after: Exposed };
  /** Whether the service was seen at work on the `before` side. */
  baseline: boolean;
  /** Minutes of the two sides: what rates rest on where there is no exposure. */
  minutes: { before: number; after: number };
}

const MINUTE = 60_000_000;

/** When the first of some members came; null for none. */
export function firstTime(members: Occurrence[]): Micros | null {
  return members.length > 0 ? Math.min(...members.map((member) => member.time)) : null;
}

/** Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains. */
export function sidesOfDeployment(deployment: Deployment, cluster: ClusterRecord, around: Surroundings): Sides {
  const begin = beginOf(deployment)!;
  const { window, exposure } = around;
  const isAfter = (member: Occurrence) =>
    member.revision && deployment.revision && deployment.kind !== 'traffic' && deployment.kind !== 'rollback'
      ? member.revision === deployment.revision
      : member.time >= begin;
  const upTo = cluster.occurrences.filter((member) => member.time <= window.to && !isPlaced(member.time));
  const after = upTo.filter(
    (member) => isAfter(member) && member.time >= Math.min(begin, deployment.createdAt ?? begin) - MINUTE,
  );
  const later = laterRevisions(deployment, around.deployments);
  const before = upTo.filter(
    (member) => !isAfter(member) && !later.has(member.revision) && (member.time < begin || member.revision !== ''),
  );
  const own = (name: string) => name === deployment.revision || (name === '' && deployment.revision === '');
  const byTime = deployment.revision === '' || deployment.kind === 'traffic' || deployment.kind === 'rollback';
  const start = Math.min(window.baseline?.from ?? window.from, firstTime(before) ?? Number.POSITIVE_INFINITY);
  const query = { service: cluster.service };
  const counts = {
    before: exposure.count({
      ...query,
      from: start,
      to: begin,
      ...(byTime ? {} : { revision: (name) => !own(name) && !later.has(name) }),
    }),
    after: exposure.count({ ...query, from: begin, to: window.to, ...(byTime ? {} : { revision: own }) }),
  };
  const minutes = { before: (begin - start) / MINUTE, after: (window.to - begin) / MINUTE };
  return weigh(before, after, counts, minutes, around.seesHealthy, deployment.previousRevision !== null);
}

/** Revisions that went live after a deployment: neither its own nor what was before it. */
function laterRevisions(deployment: Deployment, deployments: Deployment[]): Set<string> {
  const begin = beginOf(deployment)!;
  const later = deployments.filter((other) => other.service === deployment.service && (beginOf(other) ?? 0) > begin);
  return new Set(later.map((other) => other.revision).filter((name) => name !== '' && name !== deployment.revision));
}

/**
 * Members in the window but those of older revisions, which drain while the new one serves: what they did before, they may go on doing.
 * A failure that only began with the new revision's arrival stays, wherever it shows.
 */
export function withoutStragglers(
  cluster: ClusterRecord,
  { window, deployments }: Surroundings,
  inWindow: Occurrence[],
): Occurrence[] {
  const opened = window.own.has(cluster.service);
  const beforeIt = cluster.occurrences.some((member) => member.time < window.from);
  if (!opened || !beforeIt) return inWindow;
  const arrived = deployments.filter(
    (deployment) => deployment.service === cluster.service && (beginOf(deployment) ?? 0) >= window.from,
  );
  const current = new Set(arrived.map((deployment) => deployment.revision));
  return inWindow.filter((member) => member.revision === '' || current.has(member.revision) || current.has(''));
}

export function sidesOfWindow(cluster: ClusterRecord, around: Surroundings, after: Occurrence[]): Sides {
  const { window, exposure } = around;
  const earlier = cluster.occurrences.filter((member) => member.time < window.from && !isPlaced(member.time));
  const before = window.baseline === null ? [] : earlier;
  const start = Math.min(window.baseline?.from ?? window.from, firstTime(before) ?? Number.POSITIVE_INFINITY);
  const query = { service: cluster.service };
  const counts = {
    before: exposure.count({ ...query, from: start, to: window.from }),
    after: exposure.count({ ...query, from: window.from, to: window.to }),
  };
  const minutes = { before: (window.from - start) / MINUTE, after: (window.to - window.from) / MINUTE };
  return weigh(before, after, counts, minutes, around.seesHealthy, window.baseline !== null && !around.seesHealthy);
}

type Counts = { entries: number; requests: number };

function weigh(
  before: Occurrence[],
  after: Occurrence[],
  counts: { before: Counts; after: Counts },
  minutes: Sides['minutes'],
  seesHealthy: boolean,
  servedBefore: boolean,
): Sides {
  const kind =
    counts.before.requests > 0 && counts.after.requests > 0
      ? 'requests'
      : seesHealthy && counts.after.entries > 0
        ? 'entries'
        : null;
  const exposed = (side: Counts, members: Occurrence[]): Exposed => ({
    count: members.length,
    exposure: kind === null ? null : kind === 'requests' ? side.requests : side.entries,
    exposureKind: kind,
  });
  const baseline = before.length > 0 || counts.before.entries > 0 || (!seesHealthy && servedBefore);
  return {
    before,
    after,
    exposed: { before: exposed(counts.before, before), after: exposed(counts.after, after) },
    baseline,
    minutes,
  };
}
