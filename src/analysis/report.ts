import type { Deployment, Diagnosis, Report, ReportDeployment, Rule } from '../model.ts';
import { formatTime } from '../text/time.ts';
import { isNews } from '../text/verdict.ts';
import type { ClusterRecord } from './clusters.ts';
import { correlate } from './correlate.ts';
import { type DiagnoseContext, type DiagnosisDraft, diagnose, withQueries } from './diagnose.ts';
import { accuse } from './expectations/accuse.ts';
import { inOrderOfEvidence, withExpectations } from './expectations/diagnosis.ts';
import type { Expectations } from './expectations/index.ts';
import type { Exposure } from './exposure.ts';
import { growForest, type Tree } from './forest.ts';
import { ServiceFrame } from './frame.ts';
import { headline } from './headline.ts';
import { correctForMany } from './multiplicity.ts';
import { type Judged, nodesOf } from './nodes.ts';
import { OverTime, openingOf, stepsOf } from './over-time.ts';
import type { Question, Span } from './question.ts';
import { rankDiagnoses } from './rank.ts';
import { isFailure } from './recognise.ts';
import type { Routes } from './routes.ts';
import { ranksOf, shownOf, signatureReport } from './signature-report.ts';
import { timeOrNull } from './untimed.ts';
import { resolveWindow, type Window, windowOf } from './window.ts';

/** Everything that was added, in the shape that reports are computed from. */
export interface Evidence {
  /** Regrouped. */
  clusters: ClusterRecord[];
  deployments: Deployment[];
  exposure: Exposure;
  routes: Routes;
  expectations: Expectations;
  losses: Report['losses'];
  totals: Report['totals'];
  /** Of everything read, null before the first timed entry. */
  span: Span | null;
}

/** Diagnoses of a report; what comes after them is listed as signatures. */
const DIAGNOSES = 30;
/** A mere warning is reported only where its appearance is no chance. */
const NO_CHANCE = 0.001;

/** Answers a question from the evidence; null where `since` names no known deployment. */
export function buildReport(evidence: Evidence, question: Question, rules: ReadonlyMap<string, Rule>): Report | null {
  const window = resolveWindow(evidence.deployments, question, evidence.span);
  if (!window) return null;
  const frameOf = framesIn(window, evidence, question);
  const judged = judge(evidence, question, frameOf);
  const muted = ({ cluster }: Judged) =>
    question.muted.size > 0 && [cluster.signature, ...cluster.aliases].some((name) => question.muted.has(name));
  const failures = judged.filter((item) => isFailure(item.cluster) && !muted(item));
  const accused = evidence.expectations.accused(window, evidence.span);
  // Where nothing is news there is nothing to explain.
  const isQuiet = accused.suspects.length === 0 && !failures.some(({ verdict }) => isNews(verdict));
  const nodes = isQuiet ? [] : nodesOf(failures, rules);
  const deviations = accuse(accused, nodes, (cluster) => correlate(cluster, frameOf(cluster.service))).filter(
    ({ signature }) => !question.muted.has(signature),
  );
  const byService = Map.groupBy(evidence.clusters, ({ service }) => service);
  const clustersOf = (service: string) => byService.get(service) ?? [];
  const { deployments } = evidence;
  const context = {
    window,
    deployments,
    project: question.project,
    rules,
    clustersOf,
    frameOf,
    news: nodes.filter(isNews),
  };
  const diagnoses = diagnoseAll(growForest([...nodes, ...deviations]).filter(worthADiagnosis), context);
  const ranks = ranksOf(diagnoses);
  const opens = openingOf(window, diagnoses[0]);
  const steps = question.steps === undefined ? null : stepsOf(window, evidence.span, question.steps, opens);
  const overTime = steps && new OverTime(steps);
  const signatures = [...judged.filter(isReported), ...deviations.flatMap(({ parts }) => parts)].map((item) => {
    const frame = frameOf(item.cluster.service);
    return signatureReport(item, { ranks, muted: muted(item), question, rules, frame, overTime });
  });
  const report: Report = {
    schema: 1,
    headline: '',
    scope: scopeOf(evidence, question, window),
    totals: evidence.totals,
    losses: evidence.losses,
    deployments: evidence.deployments
      .filter((deployment) => deployment.liveAt !== null || deployment.createdAt !== null)
      .map(deploymentReport),
    diagnoses,
    signatures,
    stakes: question.stakes,
    ...(overTime && { timeline: overTime.timeline(failures.map(({ cluster }) => cluster)) }),
  };
  return { ...report, headline: headline(report, seenIn(window, evidence, question), evidence.span) };
}

/** Each service's frame, made when it is first asked for. */
function framesIn(
  window: Window,
  { deployments, exposure, routes }: Evidence,
  { seesHealthy }: Question,
): (service: string) => ServiceFrame {
  const frames = new Map<string, ServiceFrame>();
  return (service) => {
    const known = frames.get(service);
    if (known) return known;
    const frame = new ServiceFrame(service, { window, deployments, exposure, routes, seesHealthy });
    frames.set(service, frame);
    return frame;
  };
}

/** The verdicts on all signatures of the chosen services, the earliest first. */
function judge({ clusters }: Evidence, { services }: Question, frameOf: (service: string) => ServiceFrame): Judged[] {
  const chosen = clusters.filter(({ service }) => services.length === 0 || services.includes(service));
  const judged = chosen.map((cluster) => {
    const frame = frameOf(cluster.service);
    const verdict = correlate(cluster, frame);
    // What is shown of it is put together while its members are at hand: to come back to each of thousands takes longer.
    if (verdict.inWindow.length > 0) shownOf(cluster, frame.window);
    return { cluster, verdict };
  });
  return correctForMany(judged).sort(byOnset);
}

/** The diagnoses that a report shows, by rank. */
function diagnoseAll(trees: Tree[], context: DiagnoseContext): Diagnosis[] {
  const byName = new Map(trees.map((tree) => [nameOf(tree.root), tree]));
  const treeOf = (draft: DiagnosisDraft) => byName.get(nameOf(draft))!;
  const drafts = withoutDeadEnds(trees.map((tree) => withExpectations(diagnose(tree, context), tree)));
  return inOrderOfEvidence(rankDiagnoses(drafts), (draft) => treeOf(draft).root.accused?.suspect ?? null)
    .slice(0, DIAGNOSES)
    .map((draft) => withQueries(draft, treeOf(draft), context));
}

/** What tells a diagnosis, or the root of a tree, from all others. */
function nameOf({ signature, services }: Pick<Diagnosis, 'signature' | 'services'>): string {
  return [signature, ...services].join(' ');
}

/** Entries of the chosen services in their windows, as far as the source shows them. */
function seenIn(window: Window, { exposure, totals, span }: Evidence, { services }: Question): number {
  // Without a single time there is no window to be outside of.
  if (span === null) return totals.entries;
  const chosen = services.length > 0 ? services : exposure.services();
  const spans = chosen.map((service) => ({ service, ...windowOf(window, service) }));
  return spans.reduce((sum, { service, from, to }) => sum + exposure.count({ service, from, to }).entries, 0);
}

function byOnset(a: Judged, b: Judged): number {
  const key = ({ cluster }: Judged) => `${cluster.service} ${cluster.signature}`;
  return (a.cluster.first ?? 0) - (b.cluster.first ?? 0) || (key(a) < key(b) ? -1 : 1);
}

/** There is no way back to a revision that another diagnosis blames. */
function withoutDeadEnds(diagnoses: DiagnosisDraft[]): DiagnosisDraft[] {
  const blamed = diagnoses.flatMap(({ deployment }) => (deployment?.revision ? [`${deployment.revision}=100`] : []));
  return diagnoses.map((item) =>
    blamed.some((target) => item.wayBack?.includes(` ${target}`)) ? { ...item, wayBack: null } : item,
  );
}

/** One stray line that no rule knows is a signature to list, not a diagnosis. */
function worthADiagnosis({ root, below }: Tree): boolean {
  return (
    root.rule !== null ||
    root.accused !== null ||
    below.length > 0 ||
    root.count >= 3 ||
    root.parts.some(({ cluster }) => cluster.trace !== null)
  );
}

function isReported({ cluster, verdict }: Judged): boolean {
  if (verdict.inWindow.length === 0) return verdict.verdict === 'gone' && isFailure(cluster);
  if (isFailure(cluster)) return true;
  return verdict.verdict === 'new' && verdict.p() < NO_CHANCE && verdict.inWindow.length >= 3;
}

/** What a report or a verification says it looked at. */
export function scopeOf(evidence: Evidence, question: Question, window: Window): Report['scope'] {
  // Without a single timed entry, and nothing asked for, there is no window to name.
  const { kind } = question.since;
  const read = evidence.span !== null || (kind !== 'auto' && kind !== 'back');
  const services = question.services.length > 0 ? question.services : evidence.exposure.services().filter(Boolean);
  return {
    project: question.project,
    services: [...services].sort(),
    from: read ? formatTime(window.from) : null,
    to: read ? formatTime(window.to) : null,
    baseline: window.baseline && { from: formatTime(window.baseline.from), to: formatTime(window.baseline.to) },
    timezone: question.timezone,
    window: window.sentence,
    sources: question.sources,
    notes: question.notes,
  };
}

function deploymentReport({
  liveAt,
  createdAt,
  readyAt,
  lagFrom,
  previousExists,
  message,
  ...rest
}: Deployment): ReportDeployment {
  return { ...rest, createdAt: timeOrNull(createdAt), readyAt: timeOrNull(readyAt), liveAt: timeOrNull(liveAt) };
}
