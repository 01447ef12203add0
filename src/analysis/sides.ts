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
  // A revision that traffic was shifted to had been there before: only what it did since counts.
  const shift = deployment.kind === 'traffic' || deployment.kind === 'rollback';
  const isAfter = ({ revision, time }: Occurrence) =>
    revision && deployment.revision ? revision === deployment.revision && (!shift || time >= begin) : time >= begin;
  const upTo = cluster.occurrences.filter((member) => member.time <= window.to && !isPlaced(member.time));
  const after = upTo.filter(
    (member) => isAfter(member) && member.time >= Math.min(begin, deployment.createdAt ?? begin) - MINUTE,
  );
  const later = laterRevisions(deployment, around.deployments);
  const before = upTo.filter(
    (member) => !isAfter(member) && !later.has(member.revision) && (member.time < begin || member.revision !== ''),
  );
  const own = (name: string) => name === deployment.revision || (name === '' && deployment.revision === '');
  const byTime = deployment.revision === '';
  const start = startOfBefore(window, before, begin);
  const query = { service: cluster.service };
  const counts = {
    before: exposure.count({
      ...query,
      from: start,
      to: begin,
      ...(byTime || shift ? {} : { revision: (name) => !own(name) && !later.has(name) }),
    }),
    after: exposure.count({ ...query, from: begin, to: window.to, ...(byTime ? {} : { revision: own }) }),
  };
  const minutes = { before: (begin - start) / MINUTE, after: (window.to - begin) / MINUTE };
  const lately = before.filter((member) => member.time >= start);
  return weigh(lately, after, counts, minutes, around.seesHealthy, deployment.previousRevision !== null);
}

/** Where the comparison begins: at the baseline's start; only what was last seen before that, once, long ago, reaches further back. */
function startOfBefore(window: Window, before: Occurrence[], end: Micros): Micros {
  const start = Math.min(window.baseline?.from ?? window.from, end);
  const lately = before.some((member) => member.time >= start);
  return lately ? start : Math.min(start, firstTime(before) ?? start);
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
  const beforeIt = cluster.occurrences.some((member) => member.time < window.from);
  const arrived = deployments.filter(
    ({ service, liveAt }) => service === cluster.service && liveAt !== null && liveAt >= window.from,
  );
  // Where none took over (a revision that failed never does), the old one is not draining.
  if (!window.own.has(cluster.service) || !beforeIt || arrived.length === 0) return inWindow;
  const current = new Set(arrived.map((deployment) => deployment.revision));
  return inWindow.filter((member) => member.revision === '' || current.has(member.revision) || current.has(''));
}

export function sidesOfWindow(cluster: ClusterRecord, around: Surroundings, after: Occurrence[]): Sides {
  const { window, exposure } = around;
  const earlier = cluster.occurrences.filter((member) => member.time < window.from && !isPlaced(member.time));
  const start = startOfBefore(window, earlier, window.from);
  const before = window.baseline === null ? [] : earlier.filter((member) => member.time >= start);
  const query = { service: cluster.service };
  const counts = {
    before: exposure.count({ ...query, from: start, to: window.from }),
    after: exposure.count({ ...query, from: window.from, to: window.to }),
  };
  const minutes = { before: (window.from - start) / MINUTE, after: (window.to - window.from) / MINUTE };
  const existed = around.deployments.some(
    ({ service, liveAt, createdAt }) =>
      service === cluster.service && (liveAt ?? createdAt ?? window.from) < window.from,
  );
  return weigh(before, after, counts, minutes, around.seesHealthy, existed);
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
  // Where only requests are counted, a service without any may have been at work all the same.
  const uncounted = !seesHealthy && counts.after.requests === 0;
  const baseline = before.length > 0 || counts.before.entries > 0 || (uncounted && servedBefore);
  return {
    before,
    after,
    exposed: { before: exposed(counts.before, before), after: exposed(counts.after, after) },
    baseline,
    minutes,
  };
}
