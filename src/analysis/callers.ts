import type { Deployment, Evidence } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import type { Verdicted } from './compare.ts';
import type { Tree } from './forest.ts';
import type { ServiceFrame } from './frame.ts';
import { lateness } from './lateness.ts';
import { natureOf } from './natures.ts';
import type { Judged } from './nodes.ts';

/** The deployment of a service that calls the failing one, and why it may have brought the failure about. */
export interface CallerBlame {
  deployment: Deployment;
  correlation: Verdicted;
  evidence: Evidence[];
}

/** Clocks, and what a request takes. */
const AHEAD = 5_000_000;

/**
 * A service that was not deployed fails by what a caller sends since the caller's deployment: where the revision label cannot tell,
 * time must. Only what code does with what it gets; the caller has to fail with it, newly, and only since it was deployed.
 */
export function callerBlame(tree: Tree, frameOf: (service: string) => ServiceFrame): CallerBlame | null {
  const [lead] = tree.root.parts;
  if (tree.root.services.length > 1 || natureOf(lead!.cluster) !== 'code') return null;
  const reasons = reasonsOf(lead!, frameOf);
  if (!reasons) return null;
  const found = tree.below
    .filter((node) => (tree.links.get(node)?.score ?? 0) >= 0.5)
    .flatMap((node) => node.parts)
    .filter((part) => part.cluster.service !== lead!.cluster.service && isCandidate(part, lead!))
    .sort((a, b) => (a.verdict.lagMs ?? 0) - (b.verdict.lagMs ?? 0));
  const caller = found.find(({ cluster, verdict }) => {
    return lateness(verdict.suspect!, cluster, verdict.onset!, frameOf(cluster.service)) === null;
  });
  if (!caller) return null;
  const deployment = caller.verdict.suspect!;
  const { cluster, verdict } = caller;
  const share = `${verdict.inWindow.length} entries of "${cluster.title}" in ${cluster.service} come of it`;
  const text = `${lead!.cluster.service} was not deployed; ${cluster.service}, which calls it, was: it fails ${formatLag(verdict.lagMs ?? 0)} after ${nameOf(deployment)} went live, and what it sends since may be the cause (${share})`;
  const { lagMs, lagFrom, deployment: named } = verdict;
  const correlation = lead!.verdict.with({ deployment: named, lagMs, lagFrom, suspect: deployment });
  return { deployment, correlation, evidence: [...reasons, { kind: 'caller', weight: 0.5, text }] };
}

/** Why it is held for new: its numbers; or its own service had long been serving without it. null where it is not. */
function reasonsOf({ cluster, verdict }: Judged, frameOf: (service: string) => ServiceFrame): Evidence[] | null {
  const { suspect, onset } = verdict;
  if (verdict.verdict === 'new') return verdict.evidence();
  if (verdict.verdict !== 'unknown' || !suspect || onset === null) return null;
  const late = lateness(suspect, cluster, onset, frameOf(cluster.service));
  return late && [{ ...late, weight: 0.5 }];
}

/** Whether a caller's failure began with a deployment of its own, and the root no earlier. */
function isCandidate({ verdict }: Judged, lead: Judged): boolean {
  const { suspect, onset } = verdict;
  if (verdict.verdict !== 'new' || verdict.deployment === null || !suspect || suspect.liveAt === null || onset === null)
    return false;
  return (lead.verdict.onset ?? 0) >= suspect.liveAt - AHEAD;
}
