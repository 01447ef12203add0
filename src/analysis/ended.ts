import type { Deployment, Evidence, Micros } from '../model.ts';
import { formatTime } from '../text/time.ts';
import type { ClusterRecord } from './clusters.ts';
import { allBut, type ServiceFrame } from './frame.ts';
import { type Members, membersOf } from './members.ts';
import { pShortage } from './stats.ts';

/** So unlikely must it be that a failure that goes on does not show in what was served since. */
const SURE = 0.01;

/**
 * Whether a roll-back ended it: since the traffic went back, none on what serves now, where there would be some at the rate before. What
 * still drains of the blamed revision does not count.
 *
 * @returns the evidence for the deployment; null where nothing was rolled back, or too little was served since
 */
export function endedByRollback(deployment: Deployment, cluster: ClusterRecord, frame: ServiceFrame): Evidence | null {
  const { revision } = deployment;
  const back = frame.deployments.find(
    ({ kind, previousRevision, liveAt }) =>
      kind === 'rollback' && previousRevision === revision && (liveAt ?? 0) > (deployment.liveAt ?? 0),
  );
  if (!back || revision === '') return null;
  const [from, at, to] = [deployment.liveAt!, back.liveAt!, frame.window.to];
  const before = frame.served(from, at - 1);
  const after = frame.served(at, to, allBut(revision));
  const kind = before.requests > 0 && after.requests > 0 ? 'requests' : 'entries';
  if (before[kind] === 0 || after[kind] === 0 || countOfOthers(membersOf(cluster), revision, at, to) > 0) return null;
  const count = membersOf(cluster).all.countIn(from, at - 1);
  if (pShortage(0, count, { before: before[kind], after: after[kind] }) > SURE) return null;
  const served = `${after[kind].toLocaleString('en-US')} ${kind}`;
  const text = `it ended when ${back.revision} got the traffic back at ${formatTime(at)}: none in ${served} since, ${count.toLocaleString('en-US')} in ${before[kind].toLocaleString('en-US')} before`;
  return { kind: 'rollback', weight: 1, text };
}

function countOfOthers({ revisions }: Members, revision: string, from: Micros, to: Micros): number {
  return revisions.filter(({ name }) => name !== revision).reduce((sum, { own }) => sum + own.countIn(from, to), 0);
}
