import type { Diagnosis, Frame, LogEntry, Micros, Rule, Sample, SignatureReport } from '../model.ts';
import { type ClusterRecord, nameIn } from './clusters.ts';
import type { ServiceFrame } from './frame.ts';
import { membersOf } from './members.ts';
import type { Judged } from './nodes.ts';
import type { OverTime } from './over-time.ts';
import type { Question, Span } from './question.ts';
import { isPlaced, timeOrNull } from './untimed.ts';
import { within } from './window.ts';

const SAMPLES = 3;

/** What a signature's entry in the report draws on besides its cluster. */
export interface SignatureContext {
  /** Rank of the diagnosis that a signature belongs to, by `nameIn`. */
  ranks: ReadonlyMap<string, number>;
  muted: boolean;
  question: Question;
  rules: ReadonlyMap<string, Rule>;
  frame: ServiceFrame;
  /** null = the question asks for no steps. */
  overTime: OverTime | null;
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
  const { question, ranks, frame, rules, overTime } = context;
  const members = shownOf(cluster, frame.window);
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
    first: members.first,
    last: members.last,
    perRevision: perRevision(members, frame),
    verdict: verdict.verdict,
    ...noteOn(verdict),
    deployment: verdict.deployment,
    lagMs: verdict.lagMs,
    muted: context.muted,
    known: knownAs(cluster, question),
    diagnosis: ranks.get(cluster.name) ?? null,
    samples: members.samples,
    ...(overTime && { trend: overTime.of(cluster), frames: ownFrames(cluster) }),
  };
}

/** Frames of own code that a report names of one trace. */
const FRAMES = 50;

function ownFrames({ trace }: ClusterRecord): Frame[] {
  if (trace === null) return [];
  return trace.exceptions.flatMap(({ frames }) => frames.filter(({ inApp }) => inApp)).slice(0, FRAMES);
}

function noteOn(judged: Judged['verdict']): Pick<SignatureReport, 'note'> {
  const noise = judged.verdict === 'gone' ? judged.evidence().find(({ kind }) => kind === 'rollout-noise') : undefined;
  return noise ? { note: noise.text } : {};
}

function knownAs({ signature, aliases }: ClusterRecord, { known }: Question): string | null {
  if (known.size === 0) return null;
  return [signature, ...aliases].map((name) => known.get(name)).find((name) => name !== undefined) ?? null;
}

function perRevision({ counts }: Shown, frame: ServiceFrame): SignatureReport['perRevision'] {
  const shown: SignatureReport['perRevision'] = {};
  for (const { revision, count } of counts)
    shown[revision || '(none)'] = { count, requests: frame.requestsOf(revision) || null };
  return shown;
}

/** What a report shows of a cluster's members in a window. */
export interface Shown extends Span {
  /** Members of the cluster then. */
  of: number;
  /** The times of its first and last member, and in words. */
  began: Micros | null;
  ended: Micros | null;
  first: string | null;
  last: string | null;
  /** By revision, in order of names; '' = it is not known. */
  counts: { revision: string; count: number }[];
  /** The entries that the samples were chosen from. */
  kept: readonly LogEntry[];
  samples: Sample[];
}

/** Made again where a member was added, or the window's change may have let one in or out. */
export function shownOf(cluster: ClusterRecord, { from, to }: Span): Shown {
  const known = cluster.memo.shown;
  const reaches = (end: Micros) => end >= (cluster.last ?? end);
  const same = known?.from === from && (known.to === to || (reaches(known.to) && reaches(to)));
  if (known && same && known.of === cluster.count) return known;
  const { count, first, last, samples } = cluster;
  cluster.memo.shown = {
    of: count,
    from,
    to,
    began: first,
    ended: last,
    first: known?.began === first ? known.first : timeOrNull(first),
    last: known?.ended === last ? known.last : timeOrNull(last),
    counts: (same && grown(cluster, known!, to)) || countsOf(cluster, { from, to }),
    kept: samples,
    samples: same && known!.kept === samples ? known!.samples : samplesOf(cluster, { from, to }),
  };
  return cluster.memo.shown;
}

function countsOf(cluster: ClusterRecord, { from, to }: Span): Shown['counts'] {
  const counts: Shown['counts'] = [];
  for (const { name, own } of membersOf(cluster).revisions) {
    const count = own.countIn(from, to);
    if (count > 0) counts.push({ revision: name, count });
  }
  return counts;
}

/** Counts with the members that were added since; null where these are not known, or name a revision that has none yet. */
function grown({ roster }: ClusterRecord, { of, from, counts }: Shown, to: Micros): Shown['counts'] | null {
  const fresh = roster.since(of);
  if (fresh === null) return null;
  for (const { time, revision } of fresh) {
    if (time < from || time > to || isPlaced(time)) continue;
    const own = counts.find((one) => one.revision === revision);
    if (!own) return null;
    own.count++;
  }
  return counts;
}

function samplesOf(cluster: ClusterRecord, window: Span): Sample[] {
  const inside = (entry: LogEntry) => entry.time !== null && within(entry.time, window);
  const chosen = cluster.samples.filter(inside);
  return (chosen.length > 0 ? chosen : cluster.samples).slice(0, SAMPLES).map(sampleOf);
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
