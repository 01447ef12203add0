import type { Deployment, Evidence } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import { LATE, type Verdicted } from './correlate.ts';
import type { Tree } from './forest.ts';
import type { Judged } from './nodes.ts';
import { beginOf } from './window.ts';

/** Whether a deployment explains a tree, with the reasons for and against. */
export interface Blame {
  deployment: Deployment | null;
  correlation: Verdicted;
  evidence: Evidence[];
}

/** A fault that shows on several services within this time, two minutes, is one event. */
const TOGETHER = 120 * 1_000_000;
/** What fills up slowly may show long after the deployment that brought it. */
const BUILDS_UP = new Set(['limits', 'memory', 'timeout']);

/** The deployment to blame for a tree's root, if any: the best correlation of its services, unless something speaks against it. */
export function blame(tree: Tree, deployments: Deployment[]): Blame {
  const { parts } = tree.root;
  const suspect = parts.find(({ verdict }) => verdict.deployment !== null) ?? parts[0]!;
  const correlation = suspect.verdict;
  const none = (reason: Evidence): Blame => ({
    deployment: null,
    correlation: { ...correlation, deployment: null, lagMs: null, lagFrom: null },
    evidence: [...correlation.evidence().filter(({ kind }) => kind !== 'lag'), reason],
  });
  const deployment = correlation.deployment === null ? null : correlation.suspect;
  // Nothing to blame: the lag behind a first revision stays, as a fact.
  if (!deployment) return { deployment: null, correlation, evidence: correlation.evidence() };
  const elsewhere = spread(tree, suspect, deployment, deployments);
  if (elsewhere) return none(elsewhere);
  const late = tooLate(tree, correlation, deployment);
  return late ? none(late) : { deployment, correlation, evidence: correlation.evidence() };
}

/**
 * It also began, at the same time, on services that were not deployed: then no deployment of one service explains it. What
 * Cloud Run says of an instance counts like the root: another service's deployment does not bring that about.
 */
function spread(tree: Tree, suspect: Judged, deployment: Deployment, deployments: Deployment[]): Evidence | null {
  const platform = [tree.root, ...tree.below].filter((node) => node === tree.root || node.platform);
  const onset = suspect.verdict.onset ?? tree.root.first;
  const undeployed = new Set<string>();
  for (const { cluster, verdict } of platform.flatMap((node) => node.parts)) {
    if (cluster.service === deployment.service || Math.abs((verdict.onset ?? 0) - onset) > TOGETHER) continue;
    const own = deployments.some(
      (other) =>
        other.service === cluster.service &&
        beginOf(other) !== null &&
        Math.abs(beginOf(other)! - beginOf(deployment)!) <= TOGETHER,
    );
    if (!own) undeployed.add(cluster.service);
  }
  if (undeployed.size === 0) return null;
  const names = [...undeployed].sort().join(', ');
  const were = undeployed.size === 1 ? 'was' : 'were';
  const text = `it also began within two minutes on ${names}, which ${were} not deployed: ${nameOf(deployment)} does not explain it; look at the platform, or at what they share`;
  return { kind: 'other-services', weight: -3, text };
}

function tooLate(tree: Tree, correlation: Verdicted, deployment: Deployment): Evidence | null {
  const lag = (correlation.lagMs ?? 0) * 1000;
  const builds = [tree.root, ...tree.below].some((node) => node.rule !== null && BUILDS_UP.has(node.rule.category));
  if (lag <= LATE || builds) return null;
  const text = `${deployment.revision} had been live for ${formatLag(lag / 1000)} without it, and nothing in it builds up`;
  return { kind: 'late', weight: -2, text };
}
