import type { Diagnosis, LogEntry, Rule, Sample, SignatureReport } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Exposure } from './exposure.ts';
import type { Judged } from './nodes.ts';
import type { Question } from './question.ts';
import { timeOrNull } from './untimed.ts';
import { type Window, windowOf, within } from './window.ts';

const SAMPLES = 3;

/** What a signature's entry in the report draws on besides its cluster. */
export interface SignatureContext {
  diagnoses: Diagnosis[];
  muted: boolean;
  question: Question;
  rules: ReadonlyMap<string, Rule>;
  around: { window: Window; exposure: Exposure };
}

/** One signature as the report lists it. */
export function signatureReport({ cluster, verdict }: Judged, context: SignatureContext): SignatureReport {
  const { question, diagnoses, around, rules } = context;
  const names = [cluster.signature, ...cluster.aliases];
  const belongsTo = (diagnosis: Diagnosis) =>
    (diagnosis.signature === cluster.signature && diagnosis.services.includes(cluster.service)) ||
    diagnosis.symptoms.some(
      (symptom) => symptom.signature === cluster.signature && symptom.service === cluster.service,
    );
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

function perRevision(
  cluster: ClusterRecord,
  verdict: Judged['verdict'],
  { exposure, window }: SignatureContext['around'],
): SignatureReport['perRevision'] {
  const counts: SignatureReport['perRevision'] = {};
  for (const { revision } of verdict.inWindow) {
    const name = revision || '(none)';
    counts[name] ??= { count: 0, requests: requestsOf(exposure, cluster.service, revision, window) };
    counts[name].count++;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function requestsOf(exposure: Exposure, service: string, revision: string, window: Window): number | null {
  return (
    exposure.count({ service, revision: (name) => name === revision, from: window.from, to: window.to }).requests ||
    null
  );
}

function samplesOf(cluster: ClusterRecord, window: Window): Sample[] {
  const inside = (entry: LogEntry) => entry.time !== null && within(entry.time, window);
  const chosen = cluster.samples.filter(inside);
  return (chosen.length > 0 ? chosen : cluster.samples).slice(0, SAMPLES).map(sampleOf);
}

/** An entry as reports show it. */
export function sampleOf(entry: LogEntry): Sample {
  return {
    time: timeOrNull(entry.time),
    severity: entry.severity,
    service: entry.service,
    revision: entry.revision,
    instance: entry.instance,
    log: entry.log,
    trace: entry.trace,
    insertId: entry.id,
    message: entry.message,
  };
}
