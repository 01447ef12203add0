import type { Diagnosis, LogEntry, Micros, Rule, Sample, SignatureReport } from '../model.ts';
import { type ClusterRecord, nameIn } from './clusters.ts';
import { only, type ServiceFrame } from './frame.ts';
import { countIn, membersOf } from './members.ts';
import type { Judged } from './nodes.ts';
import type { Question } from './question.ts';
import { timeOrNull } from './untimed.ts';
import { type Window, within } from './window.ts';

const SAMPLES = 3;

/** What a signature's entry in the report draws on besides its cluster. */
export interface SignatureContext {
  /** Rank of the diagnosis that a signature belongs to, by `nameIn`. */
  ranks: ReadonlyMap<string, number>;
  muted: boolean;
  question: Question;
  rules: ReadonlyMap<string, Rule>;
  frame: ServiceFrame;
}

/** The rank of the diagnosis that each signature is the root or a symptom of. */
export function ranksOf(diagnoses: Diagnosis[]): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const { rank, signature, services, symptoms } of diagnoses) {
    const names = [
      ...services.map((service) => nameIn(service, signature)),
      ...symptoms.map((symptom) => nameIn(symptom.service, symptom.signature)),
    ];
    for (const name of names) if (!ranks.has(name)) ranks.set(name, rank);
  }
  return ranks;
}

/** One signature as the report lists it. */
export function signatureReport({ cluster, verdict }: Judged, context: SignatureContext): SignatureReport {
  const { question, ranks, frame, rules } = context;
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
    perRevision: perRevision(cluster, frame),
    verdict: verdict.verdict,
    ...noteOn(verdict),
    deployment: verdict.deployment,
    lagMs: verdict.lagMs,
    muted: context.muted,
    known: knownAs(cluster, question),
    diagnosis: ranks.get(nameIn(cluster.service, cluster.signature)) ?? null,
    samples: samplesOf(cluster, frame.window),
  };
}

function noteOn({ verdict, evidence }: Judged['verdict']): Pick<SignatureReport, 'note'> {
  const noise = verdict === 'gone' ? evidence().find(({ kind }) => kind === 'rollout-noise') : undefined;
  return noise ? { note: noise.text } : {};
}

function knownAs({ signature, aliases }: ClusterRecord, { known }: Question): string | null {
  if (known.size === 0) return null;
  return [signature, ...aliases].map((name) => known.get(name)).find((name) => name !== undefined) ?? null;
}

function perRevision(cluster: ClusterRecord, frame: ServiceFrame): SignatureReport['perRevision'] {
  const { from, to } = frame.window;
  const counts: SignatureReport['perRevision'] = {};
  const { byRevision } = membersOf(cluster);
  for (const revision of [...byRevision.keys()].sort()) {
    const count = countIn(byRevision.get(revision)!, from, to);
    if (count > 0)
      counts[revision || '(none)'] = { count, requests: frame.served(from, to, only(revision)).requests || null };
  }
  return counts;
}

const shown = new WeakMap<ClusterRecord, { count: number; from: Micros; to: Micros; samples: Sample[] }>();

function samplesOf(cluster: ClusterRecord, { from, to }: Window): Sample[] {
  const known = shown.get(cluster);
  const { count } = cluster;
  if (known?.count === count && known.from === from && known.to === to) return known.samples;
  const inside = (entry: LogEntry) => entry.time !== null && within(entry.time, { from, to });
  const chosen = cluster.samples.filter(inside);
  const samples = (chosen.length > 0 ? chosen : cluster.samples).slice(0, SAMPLES).map(sampleOf);
  shown.set(cluster, { count, from, to, samples });
  return samples;
}

/** An entry as reports show it. */
export function sampleOf(entry: LogEntry): Sample {
  const known = asSample.get(entry);
  if (known) return known;
  const sample = {
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
  asSample.set(entry, sample);
  return sample;
}

const asSample = new WeakMap<LogEntry, Sample>();
