/** A report against what is true. */
import type { Confidence, Diagnosis, Report } from '../../src/model.ts';
import type { Blame, Cause, Kind, Label, Truth } from './truth.ts';

/** What a signature's samples are, taken together. `healthy`: lines that mean nothing. */
export interface Sort {
  kind: Kind | 'healthy';
  /** The true cause that it is the root or a symptom of. */
  cause: string | null;
  /** The same text is there for other reasons too: whether it is right as a diagnosis cannot be said. */
  shared: boolean;
}

export interface JudgedDiagnosis {
  rank: number;
  confidence: Confidence;
  title: string;
  blamed: Blame | null;
  sort: Sort;
  /** A deployment is blamed that did not bring it about: see `isFalseBlame`. */
  falseBlame: boolean;
  /** Its root and its deployment are both right; null where that cannot be said. */
  right: boolean | null;
}

export interface JudgedCause {
  /** Rank of the first diagnosis whose root it is; null where none has it. */
  rank: number | null;
  deploymentRight: boolean;
  blamable: boolean;
}

export interface Verdict {
  seed: number;
  family: string;
  diagnoses: JudgedDiagnosis[];
  causes: JudgedCause[];
  /** Symptoms listed under a diagnosis of a true cause, and how many of them are that cause's. */
  listed: number;
  listedRight: number;
  /** Signatures in the report that are a symptom of a cause that was found, and how many are listed under it. */
  owed: number;
  owedListed: number;
}

export function judge(report: Report, truth: Truth, of: { seed: number; family: string }): Verdict {
  const diagnoses = report.diagnoses.map((diagnosis) => judgeDiagnosis(diagnosis, report, truth));
  const causes = truth.causes.map((cause): JudgedCause => {
    const found = diagnoses.find(({ sort }) => sort.kind === 'root' && sort.cause === cause.id);
    return {
      rank: found?.rank ?? null,
      deploymentRight: found !== undefined && isSame(found.blamed, cause.blame),
      blamable: cause.blame !== null,
    };
  });
  return { ...of, diagnoses, causes, ...judgeLinks(report, diagnoses, truth) };
}

function judgeDiagnosis(diagnosis: Diagnosis, report: Report, truth: Truth): JudgedDiagnosis {
  const { rank, confidence, title, deployment: blamed } = diagnosis;
  const labels = diagnosis.services.flatMap((service) => labelsOf(report, truth, { ...diagnosis, service }));
  const sort = sortOf(labels);
  return {
    rank,
    confidence,
    title,
    blamed,
    sort,
    falseBlame: blamed !== null && isFalseBlame(blamed, labels, truth),
    right: isRight(sort, blamed, truth),
  };
}

/**
 * A blame is false where none of the root signature's samples was brought about by that deployment, as its root, as a symptom or as a
 * harmless line that came with it. A symptom taken for a root, with the right deployment blamed, is a wrong root and no false blame.
 */
function isFalseBlame(blamed: Blame, labels: (Label | null)[], { causes }: Truth): boolean {
  return !labels.some((label) => {
    if (label === null) return false;
    if (label.kind === 'benign') return label.revision === blamed.revision;
    const mine = causes.filter(({ id }) => id === label.of || label.also.includes(id));
    return mine.some(({ blame }) => blame !== null && isSame(blamed, blame));
  });
}

/** Of a standing failure and of a roll-out's burst it is right to blame nothing. */
function isRight({ kind, cause, shared }: Sort, blamed: Blame | null, { causes }: Truth): boolean | null {
  if (shared && kind !== 'root') return null;
  if (kind === 'standing' || kind === 'burst') return blamed === null;
  if (kind !== 'root') return false;
  return isSame(blamed, causes.find(({ id }) => id === cause)!.blame);
}

/** A deployment named by hand has no revision's name. */
function isSame(said: Blame | null, truth: Blame | null): boolean {
  if (said === null || truth === null) return said === truth;
  return said.service === truth.service && (said.revision === truth.revision || said.revision === '');
}

/** The labels of a signature's samples; null for one without. */
export function labelsOf(
  report: Report,
  truth: Truth,
  { signature, service }: { signature: string; service: string },
): (Label | null)[] {
  return report.signatures
    .filter((one) => one.signature === signature && one.service === service)
    .flatMap(({ samples }) => samples.map(({ insertId }) => truth.labels.get(insertId) ?? null));
}

const NONE = { kind: 'healthy', of: '', also: [] } as const;

type Known = Pick<Label, 'of'> & { kind: Sort['kind']; also: readonly string[] };

/** What most of the samples are; a root wins a tie, and so does what has a label. */
export function sortOf(labels: readonly (Label | null)[]): Sort {
  const counts = new Map<string, { label: Known; count: number }>();
  for (const label of labels) {
    const known: Known = label ?? NONE;
    const key = `${known.kind}|${known.of}`;
    const held = counts.get(key) ?? { label: known, count: 0 };
    counts.set(key, { ...held, count: held.count + 1 });
  }
  const weight = ({ label, count }: { label: { kind: Sort['kind'] }; count: number }) =>
    count + (label.kind === 'root' ? 0.5 : label.kind === 'healthy' ? -0.5 : 0);
  const [best] = [...counts.values()].sort((a, b) => weight(b) - weight(a));
  if (!best) return { kind: 'healthy', cause: null, shared: false };
  const { kind, of, also } = best.label;
  return { kind, cause: kind === 'root' || kind === 'symptom' ? of : null, shared: also.length > 0 };
}

function judgeLinks(report: Report, judged: JudgedDiagnosis[], truth: Truth) {
  const links = { listed: 0, listedRight: 0, owed: 0, owedListed: 0 };
  const found = new Set<string>();
  const listed = new Set<string>();
  for (const [i, diagnosis] of report.diagnoses.entries()) {
    const { kind, cause } = judged[i]!.sort;
    if (kind !== 'root' || cause === null) continue;
    found.add(cause);
    for (const symptom of diagnosis.symptoms) {
      const labels = labelsOf(report, truth, symptom);
      if (labels.length === 0) continue;
      links.listed++;
      if (labels.some((label) => belongsTo(label, cause))) links.listedRight++;
      listed.add(`${cause} ${symptom.signature} ${symptom.service}`);
    }
  }
  for (const signature of report.signatures.filter(({ count }) => count > 0)) {
    const { kind, cause, shared } = sortOf(labelsOf(report, truth, signature));
    if (shared || kind !== 'symptom' || cause === null || !found.has(cause)) continue;
    links.owed++;
    if (listed.has(`${cause} ${signature.signature} ${signature.service}`)) links.owedListed++;
  }
  return links;
}

function belongsTo(label: Label | null, cause: Cause['id']): boolean {
  if (label === null) return false;
  return label.of === cause ? label.kind === 'symptom' || label.kind === 'root' : label.also.includes(cause);
}
