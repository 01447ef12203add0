import type { Deployment, Diagnosis, LogEntry, Report, ReportDeployment, Rule, Sample, SignatureReport } from '../model.ts';
import { formatTime } from '../text/time.ts';
import type { ClusterRecord, Clusters } from './clusters.ts';
import { correlate } from './correlate.ts';
import { diagnose } from './diagnose.ts';
import type { Exposure } from './exposure.ts';
import { growForest, isNews } from './forest.ts';
import { headline } from './headline.ts';
import { type Judged, nodesOf } from './nodes.ts';
import type { Question, Span } from './question.ts';
import { rankDiagnoses } from './rank.ts';
import { isFailure } from './recognise.ts';
import { timeOrNull } from './untimed.ts';
import { resolveWindow, type Window, windowOf, within } from './window.ts';

/** Everything that was added, in the shape that reports are computed from. */
export interface Evidence {
  clusters: Clusters;
  deployments: Deployment[];
  exposure: Exposure;
  losses: Report['losses'];
  totals: Report['totals'];
  /** Of everything read, null before the first timed entry. */
  span: Span | null;
}

const SAMPLES = 3;
/** A mere warning is reported only where its appearance is no chance. */
const NO_CHANCE = 0.001;

/** Answers a question from the evidence; null where `since` names no known deployment. */
export function buildReport(evidence: Evidence, question: Question, rules: ReadonlyMap<string, Rule>): Report | null {
  const window = resolveWindow(evidence.deployments, question, evidence.span);
  if (!window) return null;
  const around = { window, deployments: evidence.deployments, exposure: evidence.exposure, seesHealthy: question.seesHealthy };
  const judged = evidence.clusters
    .all()
    .filter(({ service }) => question.services.length === 0 || question.services.includes(service))
    .map((cluster) => ({ cluster, verdict: correlate(cluster, around) }))
    .sort(byOnset);
  const muted = ({ cluster }: Judged) => [cluster.signature, ...cluster.aliases].some((name) => question.muted.has(name));
  const failures = judged.filter((item) => isFailure(item.cluster) && !muted(item));
  const trees = growForest(nodesOf(failures, rules));
  const context = { window, deployments: evidence.deployments, project: question.project, rules };
  const diagnoses = rankDiagnoses(withoutDeadEnds(trees.filter(worthADiagnosis).map((tree) => diagnose(tree, context))));
  const signatures = judged.filter(isReported).map((item) => signatureReport(item, { diagnoses, muted: muted(item), question, rules, around }));
  const report: Report = {
    schema: 1,
    headline: '',
    scope: scopeOf(evidence, question, window),
    totals: evidence.totals,
    losses: evidence.losses,
    deployments: evidence.deployments.filter((deployment) => deployment.liveAt !== null || deployment.createdAt !== null).map(deploymentReport),
    diagnoses,
    signatures,
    stakes: question.stakes,
  };
  return { ...report, headline: headline(report) };
}

function byOnset(a: Judged, b: Judged): number {
  const key = ({ cluster }: Judged) => `${cluster.service} ${cluster.signature}`;
  return (a.cluster.first ?? 0) - (b.cluster.first ?? 0) || (key(a) < key(b) ? -1 : 1);
}

/** There is no way back to a revision that another diagnosis blames. */
function withoutDeadEnds(diagnoses: Diagnosis[]): Diagnosis[] {
  const blamed = diagnoses.flatMap(({ deployment }) => (deployment?.revision ? [`${deployment.revision}=100`] : []));
  return diagnoses.map((item) => (blamed.some((target) => item.wayBack?.includes(` ${target}`)) ? { ...item, wayBack: null } : item));
}

/** One stray line that no rule knows is a signature to list, not a diagnosis. */
function worthADiagnosis({ root, below }: { root: { rule: Rule | null; members: unknown[]; parts: Judged[] }; below: unknown[] }): boolean {
  return root.rule !== null || below.length > 0 || root.members.length >= 3 || root.parts.some(({ cluster }) => cluster.trace !== null);
}

function isReported({ cluster, verdict }: Judged): boolean {
  if (verdict.inWindow.length === 0) return verdict.verdict === 'gone' && isFailure(cluster);
  if (isFailure(cluster)) return true;
  return verdict.verdict === 'new' && verdict.p < NO_CHANCE && verdict.inWindow.length >= 3;
}

function scopeOf(evidence: Evidence, question: Question, window: Window): Report['scope'] {
  // Without a single timed entry, and nothing asked for, there is no window to name.
  const read = evidence.span !== null || question.since.kind !== 'auto';
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

function deploymentReport({ liveAt, createdAt, readyAt, lagFrom, previousExists, message, ...rest }: Deployment): ReportDeployment {
  return { ...rest, createdAt: timeOrNull(createdAt), readyAt: timeOrNull(readyAt), liveAt: timeOrNull(liveAt) };
}

interface SignatureContext {
  diagnoses: Diagnosis[];
  muted: boolean;
  question: Question;
  rules: ReadonlyMap<string, Rule>;
  around: { window: Window; exposure: Exposure };
}

function signatureReport({ cluster, verdict }: Judged, context: SignatureContext): SignatureReport {
  const { question, diagnoses, around, rules } = context;
  const names = [cluster.signature, ...cluster.aliases];
  const belongsTo = (diagnosis: Diagnosis) =>
    (diagnosis.signature === cluster.signature && diagnosis.services.includes(cluster.service)) ||
    diagnosis.symptoms.some((symptom) => symptom.signature === cluster.signature && symptom.service === cluster.service);
  return {
    signature: cluster.signature,
    aliases: cluster.aliases,
    rule: cluster.rule,
    category: cluster.rule === null ? null : (rules.get(cluster.rule)?.category ?? null),
    title: cluster.title,
    template: cluster.template,
    service: cluster.service,
    role: cluster.role,
    severity: cluster.severity,
    count: verdict.inWindow.length,
    baselineCount: verdict.inBaseline,
    first: timeOrNull(cluster.first),
    last: timeOrNull(cluster.last),
    perRevision: perRevision(cluster, verdict, { ...around, window: windowOf(around.window, cluster.service) }),
    verdict: verdict.verdict,
    deployment: verdict.deployment,
    lagMs: verdict.lagMs,
    muted: context.muted,
    known: names.map((name) => question.known.get(name)).find((name) => name !== undefined) ?? null,
    diagnosis: diagnoses.find(belongsTo)?.rank ?? null,
    samples: samplesOf(cluster, windowOf(around.window, cluster.service)),
  };
}

function perRevision(cluster: ClusterRecord, verdict: Judged['verdict'], { exposure, window }: SignatureContext['around']): SignatureReport['perRevision'] {
  const counts: SignatureReport['perRevision'] = {};
  for (const { revision } of verdict.inWindow) {
    const name = revision || '(none)';
    counts[name] ??= { count: 0, requests: requestsOf(exposure, cluster.service, revision, window) };
    counts[name].count++;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function requestsOf(exposure: Exposure, service: string, revision: string, window: Window): number | null {
  return exposure.count({ service, revision: (name) => name === revision, from: window.from, to: window.to }).requests || null;
}

function samplesOf(cluster: ClusterRecord, window: Window): Sample[] {
  const inside = (entry: LogEntry) => entry.time !== null && within(entry.time, window);
  const chosen = cluster.samples.filter(inside);
  return (chosen.length > 0 ? chosen : cluster.samples).slice(0, SAMPLES).map((entry) => ({
    time: timeOrNull(entry.time),
    severity: entry.severity,
    service: entry.service,
    revision: entry.revision,
    instance: entry.instance,
    log: entry.log,
    trace: entry.trace,
    insertId: entry.id,
    message: entry.message,
  }));
}

/** Whether a signature is a finding for `--fail-on new`: a failure that is new, worse or cannot be compared, and not muted. */
export function isFinding(signature: SignatureReport): boolean {
  return !signature.muted && isFailure(signature) && isNews({ verdict: signature.verdict });
}
