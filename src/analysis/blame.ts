import type { Deployment, Evidence } from '../model.ts';
import { isNews } from '../text/verdict.ts';
import { nameOf } from './arrival.ts';
import { callerBlame } from './callers.ts';
import type { Verdicted } from './compare.ts';
import { NOBODY } from './correlate.ts';
import { endedByRollback } from './ended.ts';
import type { Tree } from './forest.ts';
import type { ServiceFrame } from './frame.ts';
import { lateness } from './lateness.ts';
import { CHANCE } from './multiplicity.ts';
import { natureOf } from './natures.ts';
import type { Judged, Node } from './nodes.ts';
import { trafficRose } from './traffic.ts';
import { uncalled } from './uncalled.ts';
import { vanished } from './vanished.ts';
import { beginOf } from './window.ts';

/** Whether a deployment explains a tree, with the reasons for and against. */
export interface Blame {
  deployment: Deployment | null;
  correlation: Verdicted;
  evidence: Evidence[];
}

/** A fault that shows on several services within this time, two minutes, is one event. */
const TOGETHER = 120 * 1_000_000;
/** And this long, five minutes, where a rule knows it for the same: where there is little traffic it shows later. */
const ALIKE = 300 * 1_000_000;
/** On so many other services something unknown has to begin at once. */
const STRANGERS = 2;
/** Services that are named. */
const NAMED = 5;

export interface BlameContext {
  deployments: Deployment[];
  frameOf: (service: string) => ServiceFrame;
  /** All failures that are news. */
  news: readonly Node[];
}

/** The deployment to blame for a tree's root, if any: the best correlation of its services, unless something speaks against it. */
export function blame(tree: Tree, context: BlameContext): Blame {
  const { parts } = tree.root;
  const suspect = parts.find(({ verdict }) => verdict.deployment !== null) ?? parts[0]!;
  const correlation = suspect.verdict;
  const none = (...reasons: Evidence[]): Blame => ({
    deployment: null,
    correlation: correlation.with(NOBODY),
    evidence: [...correlation.evidence().filter(({ kind }) => kind !== 'lag'), ...reasons],
  });
  const deployment = correlation.deployment === null ? null : correlation.suspect;
  // Nothing to blame: the lag behind a first revision stays, as a fact.
  if (!deployment)
    return (
      callerBlame(tree, context.frameOf) ?? {
        deployment: null,
        correlation,
        evidence: [...correlation.evidence(), ...together(began(tree.root.parts, tree.root.first))],
      }
    );
  if (tree.root.accused?.alone && tree.root.accused.suspect.confidence === 'low')
    return none({
      kind: 'undecided',
      weight: -1,
      text: 'what no longer follows as usual does not decide which service it is',
    });
  if (tree.root.accused?.harmless)
    return none({ kind: 'undecided', weight: -1, text: 'nothing fails in these requests: the change may be meant' });
  if (isUnlikely(tree, correlation))
    return none({
      kind: 'undecided',
      weight: -1,
      text: 'it is a symptom without its cause, and so few of them may be chance',
    });
  const elsewhere = spread(tree, suspect, deployment, context);
  if (elsewhere) return none(notYourCode(elsewhere, deployment), ...together([deployment.service, ...elsewhere]));
  const frame = context.frameOf(deployment.service);
  const late = lateness(deployment, suspect.cluster, correlation.onset ?? tree.root.first, frame);
  if (late?.kind === 'late') return none(late);
  const ended = endedByRollback(deployment, suspect.cluster, frame);
  const more = [late, ended, vanished(deployment, frame), ...doubts(deployment, suspect, frame)].filter(
    (item) => item !== null,
  );
  return { deployment, correlation, evidence: [...correlation.evidence(), ...more] };
}

/** What else may have brought it about: no reason to clear the deployment, but to be less sure. */
function doubts(deployment: Deployment, { cluster, verdict }: Judged, frame: ServiceFrame): (Evidence | null)[] {
  const { onset } = verdict;
  if (verdict.verdict !== 'new' || onset === null) return [];
  return [uncalled(deployment, cluster, frame), trafficRose(cluster, onset, frame)];
}

/** No deployment is blamed for what only shows that something else failed where that may be chance. */
function isUnlikely({ root, below }: Tree, { q }: Verdicted): boolean {
  return root.role === 'symptom' && root.rule !== null && below.length === 0 && (q ?? 0) > CHANCE;
}

/**
 * It also began, at the same time, on services that were not deployed: then no deployment of one service explains it. What
 * Cloud Run says of an instance counts like the root, and so does what the same rule knows of another service's surroundings: another
 * service's deployment does not bring that about.
 *
 * @returns the services that were not deployed; null where there is none
 */
function spread(
  tree: Tree,
  suspect: Judged,
  deployment: Deployment,
  { deployments, news }: BlameContext,
): string[] | null {
  const own = [tree.root, ...tree.below].filter((node) => node === tree.root || node.platform);
  const alike = alikeTo(tree.root, news).filter((node) => !own.includes(node));
  const onset = suspect.verdict.onset ?? tree.root.first;
  const shown = [
    ...own.flatMap((node) => node.parts.map((part) => ({ part, within: TOGETHER }))),
    ...alike.flatMap((node) => node.parts.map((part) => ({ part, within: ALIKE }))),
  ];
  const deployed = deployedWith(deployment, deployments);
  const undeployed = new Set<string>();
  for (const { part, within } of shown) {
    const { service } = part.cluster;
    const apart = Math.abs((part.verdict.onset ?? 0) - onset);
    if (apart <= within && isNews(part.verdict) && !deployed.has(service)) undeployed.add(service);
  }
  const strange = strangersOf(tree, onset, news).filter((name) => !deployed.has(name));
  if (strange.length >= STRANGERS) for (const service of strange) undeployed.add(service);
  return undeployed.size === 0 ? null : [...undeployed].sort();
}

/** On so many services it is no chance and no code of one of them; each more makes it surer, up to a limit. */
const MANY = 3;
const PER_SERVICE = 0.5;
const MOST = 2.5;

/** That no code of one service brings it about, the surer the more services show it at once. */
function together(services: string[]): Evidence[] {
  if (services.length < MANY) return [];
  const weight = Math.min(MOST, (services.length - 1) * PER_SERVICE);
  const text = `${services.length} services began to fail so within minutes: no code of one of them does that`;
  return [{ kind: 'together', weight, text }];
}

/** The services of some parts on which it is new, and began with the first. */
function began(parts: readonly Judged[], first: number): string[] {
  const news = parts.filter(({ verdict }) => verdict.verdict === 'new' && verdict.onset !== null);
  const near = news.filter(({ verdict }) => Math.abs(verdict.onset! - first) <= ALIKE);
  return [...new Set(near.map(({ cluster }) => cluster.service))];
}

function notYourCode(services: string[], deployment: Deployment): Evidence {
  const more = services.length > NAMED ? ` and ${services.length - NAMED} more` : '';
  const shown = `${services.slice(0, NAMED).join(', ')}${more}`;
  const were = services.length === 1 ? '1 service that was' : `${services.length} services that were`;
  const text = `not your code: it also began at the same time on ${were} not deployed (${shown}); ${nameOf(deployment)} does not explain it; look at the platform, or at what they share`;
  return { kind: 'other-services', weight: -3, text };
}

/** Other services on which something that no rule knows began just then, and that this failure does not explain. */
function strangersOf({ root, below }: Tree, onset: number, news: readonly Node[]): string[] {
  if (root.rule !== null) return [];
  const began = news.filter(
    ({ rule, first, request }) => rule === null && Math.abs(first - onset) <= TOGETHER && !request,
  );
  const explained = new Set([root, ...below]);
  return began.filter((node) => !explained.has(node)).flatMap((node) => node.services);
}

/** Failures of the same kind as a root that comes from outside. */
function alikeTo({ rule, role, parts }: Node, news: readonly Node[]): Node[] {
  if (rule === null || natureOf(parts[0]!.cluster) !== 'surroundings') return [];
  return news.filter((node) => node.rule?.category === rule.category && node.role === role);
}

/** The deployment's own service, and all that were deployed together with it. */
function deployedWith(deployment: Deployment, all: Deployment[]): Set<string> {
  const at = beginOf(deployment)!;
  const together = all.filter((other) => Math.abs((beginOf(other) ?? Number.POSITIVE_INFINITY) - at) <= TOGETHER);
  return new Set([deployment.service, ...together.map(({ service }) => service)]);
}
