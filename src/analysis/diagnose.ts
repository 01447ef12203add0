import type {
  Deployment,
  Diagnosis,
  EntryQuery,
  Evidence,
  Exposed,
  Frame,
  Micros,
  Rule,
  Symptom,
  Verdict,
} from '../model.ts';
import { formatLag } from '../text/time.ts';
import { arrivalOf, nameOf } from './arrival.ts';
import { type Blame, blame } from './blame.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Verdicted } from './compare.ts';
import { confidenceOf, isDoubted } from './confidence.ts';
import { causeOf, explain, quoted, seen } from './explain.ts';
import { queryFor } from './filters.ts';
import type { Tree } from './forest.ts';
import type { ServiceFrame } from './frame.ts';
import { CHANCE } from './multiplicity.ts';
import type { Node } from './nodes.ts';
import { fill } from './recognise.ts';
import { fingerprint } from './signature.ts';
import { timeOrNull } from './untimed.ts';
import { type Window, windowOf } from './window.ts';

export interface DiagnoseContext {
  window: Window;
  deployments: Deployment[];
  project: string | null;
  rules: ReadonlyMap<string, Rule>;
  clustersOf: (service: string) => ClusterRecord[];
  frameOf: (service: string) => ServiceFrame;
  /** All failures that are news. */
  news: readonly Node[];
}

/** A diagnosis without the filters that find its entries: these are made for what is shown. */
export type DiagnosisDraft = Omit<Diagnosis, 'filters' | 'queries'>;

/** A tree to a diagnosis; its rank is given once all are known, its filters by `withQueries`. */
export function diagnose(tree: Tree, context: DiagnoseContext): DiagnosisDraft {
  const { root } = tree;
  const blamed = blame(tree, context);
  const { correlation, deployment } = blamed;
  const part = root.parts.find(({ verdict }) => verdict.deployment !== null) ?? root.parts[0]!;
  const { cluster } = part;
  const leads = deployment === null ? leadsOf(root, context.deployments) : [];
  const evidence = [
    ...ruleEvidence(root),
    ...leads,
    ...blamed.evidence,
    ...linkEvidence(tree),
    ...countEvidence(root, correlation),
  ];
  return {
    rank: 0,
    confidence: confidenceOf(part, blamed, evidence),
    title: root.title,
    category: root.rule?.category ?? null,
    rule: root.rule?.id ?? null,
    signature: root.signature,
    fingerprint: fingerprint(cluster.service, root.signature),
    service: cluster.service,
    services: root.services,
    count: root.count,
    onset: timeOrNull(root.first),
    summary: summarise(root, blamed),
    deployment: correlation.deployment,
    verdict: root.verdict,
    lagMs: correlation.lagMs,
    lagFrom: correlation.lagFrom,
    ...numbersOf(root, blamed),
    evidence,
    changes: deployment?.changes ?? [],
    wayBack: deployment ? wayBack(deployment, root.verdict, isDoubted(blamed.evidence), context) : null,
    chain: explain(tree, blamed),
    symptoms: tree.below.flatMap(symptomsOf),
    cause: causeOf(root),
    remedy: (root.rule?.remedy ?? []).map((step) => fill(step, cluster.captures)),
    references: root.rule?.references ?? [],
    frames: framesOf(root),
  };
}

/** The whole diagnosis, with the filters that find its entries. */
export function withQueries(draft: DiagnosisDraft, { root, below }: Tree, context: DiagnoseContext): Diagnosis {
  const queries = [root, ...below].flatMap((node) => queriesOf(node, context));
  return { ...draft, filters: queries.map(({ filter }) => filter), queries };
}

/** A deployment so short before that it is to be named, though nothing binds it to the failure. */
const LEAD: Micros = 120 * 1_000_000;

/** Deployments of other services right before a failure that no deployment explains. */
function leadsOf({ first, services, verdict }: Node, deployments: Deployment[]): Evidence[] {
  if (verdict !== 'new') return [];
  const near = deployments.filter(({ service, liveAt }) => {
    return liveAt !== null && !services.includes(service) && liveAt <= first && first - liveAt <= LEAD;
  });
  return near.slice(0, 3).map((deployment) => {
    const text = `${nameOf(deployment)} went live ${formatLag((first - deployment.liveAt!) / 1000)} before it began: a lead, no more`;
    return { kind: 'lead', weight: 0, text };
  });
}

/** Of the blamed deployment's service; where nothing is blamed, of all services together. */
function numbersOf({ parts }: Node, { deployment, correlation }: Blame): Pick<Diagnosis, 'before' | 'after' | 'ratio'> {
  const { before, after } = correlation;
  const ratio = correlation.ratio();
  if (deployment !== null || parts.length === 1) return { before, after, ratio };
  const sum = (side: 'before' | 'after') => parts.map(({ verdict }) => verdict[side]).reduce(addExposed);
  return { before: sum('before'), after: sum('after'), ratio: null };
}

/** Exposures of different kinds have no sum. */
function addExposed(a: Exposed, b: Exposed): Exposed {
  const same = a.exposureKind === b.exposureKind && a.exposure !== null && b.exposure !== null;
  const exposure = same ? a.exposure! + b.exposure! : null;
  return { count: a.count + b.count, exposure, exposureKind: same ? a.exposureKind : null };
}

function framesOf(root: Node): Frame[] {
  const traced = root.parts.find(({ cluster }) => cluster.trace !== null);
  return traced?.cluster.trace?.exceptions[0]?.frames.filter((frame) => frame.inApp) ?? [];
}

function queriesOf({ parts, rule }: Node, { window, clustersOf }: DiagnoseContext): EntryQuery[] {
  return parts.map(({ cluster }) => {
    const { service } = cluster;
    return queryFor(cluster, windowOf(window, service), rule?.needles ?? [], clustersOf(service));
  });
}

function symptomsOf(node: Node): Symptom[] {
  return node.parts.map(({ cluster, verdict }) => ({
    signature: node.signature,
    rule: node.rule?.id ?? null,
    title: cluster.title,
    service: cluster.service,
    count: verdict.inWindow.length,
  }));
}

function ruleEvidence(root: Node): Evidence[] {
  if (root.accused?.alone) return [];
  if (root.end === 1) return [{ kind: 'role', weight: -0.5, text: 'it says what was answered, and not why' }];
  if (root.role === 'symptom' && root.rule === null && !root.request)
    return [{ kind: 'role', weight: 0, text: 'no rule knows it; it is what the service itself reports as an error' }];
  if (root.role === 'symptom')
    return [{ kind: 'role', weight: -1, text: 'it is a symptom, and no cause of it is in the logs' }];
  if (root.rule?.role === 'cause')
    return [{ kind: 'role', weight: 1.5, text: `rule ${root.rule.id} knows it as a cause` }];
  return [
    { kind: 'role', weight: 0.5, text: 'no rule knows more of it than its class; it is raised with a stack trace' },
  ];
}

function linkEvidence(tree: Tree): Evidence[] {
  return tree.below.map((node) => {
    const link = tree.links.get(node)!;
    const weight = link.precise ? 1 : link.score >= 1 ? 0.5 : 0;
    return {
      kind: 'explains',
      weight: weight / tree.below.length,
      text: `${link.cause.title} before ${node.title}: ${link.evidence.join('; ')}`,
    };
  });
}

function countEvidence(root: Node, verdict: Verdicted): Evidence[] {
  const { q } = verdict;
  const weight = root.count >= 3 ? 0.5 : 0;
  const often: Evidence = { kind: 'count', weight, text: seen(root) };
  if (root.verdict !== 'new' || q === undefined || q <= CHANCE) return [often];
  const text = `so few could be chance: p = ${verdict.p().toPrecision(2)} at the rate before, ${q.toPrecision(2)} corrected for all signatures compared`;
  return [often, { kind: 'chance', weight: -2, text }];
}

/** One sentence: what, where, since when, after which deployment, against what was before. */
function summarise(root: Node, { deployment, correlation, evidence }: Blame): string {
  // What came with a deployment before the window began earlier than it shows there.
  const since = timeOrNull(Math.min(root.first, (deployment && correlation.onset) ?? root.first));
  const oftener = root.verdict === 'worse' ? ' more often' : '';
  const began = `${saidBy(root)} in ${root.services.join(', ')}${oftener}${since === null ? '' : ` since ${since}`}`;
  const unsure = root.verdict === 'unknown' ? '; no baseline to compare with' : '';
  if (deployment && correlation.lagMs !== null) {
    const arrived = `${nameOf(deployment)} ${arrivalOf(deployment, correlation.lagFrom)}`;
    return `${began}, ${formatLag(correlation.lagMs)} after ${arrived}${unsure}`;
  }
  const lag = evidence.find(({ kind }) => kind === 'lag');
  if (unsure) return `${began}${lag ? ` (${lag.text})` : ''}${unsure}`;
  const against = evidence.find(({ weight, kind }) => weight < 0 && kind !== 'role');
  return `${began}; no deployment explains this${against ? ` (${against.text})` : ''}`;
}

/** What a cause says of itself: its exception; without one its title, with the line that was logged. */
function saidBy(root: Node): string {
  const { text } = quoted(root, 120);
  if (root.parts[0]!.cluster.trace?.exceptions[0]?.type) return text;
  return root.rule === null ? text : `${root.title} (${text})`;
}

/**
 * The line that sends traffic back to the previous revision, where that did without this failure, is not known to be gone, and the blamed
 * revision is still the one that serves. rca never runs it.
 */
function wayBack(
  deployment: Deployment,
  verdict: Verdict,
  doubted: boolean,
  { project, deployments }: DiagnoseContext,
): string | null {
  const previous = deployment.previousRevision;
  if (!previous || doubted || verdict !== 'new' || deployment.previousExists === false || deployment.kind === 'failed')
    return null;
  const replaced = deployments.some(
    (other) => other.service === deployment.service && (other.liveAt ?? 0) > deployment.liveAt!,
  );
  if (replaced) return null;
  const place = [
    deployment.location ? `--region=${deployment.location}` : '',
    project ? `--project=${project}` : '',
  ].filter(Boolean);
  return ['gcloud run services update-traffic', deployment.service, `--to-revisions ${previous}=100`, ...place].join(
    ' ',
  );
}
