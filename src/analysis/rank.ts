import type { DiagnosisDraft } from './diagnose.ts';

const CONFIDENCE = { high: 2, medium: 1, low: 0 };

/** What a diagnosis accounts for: its own entries and those of its symptoms, on a logarithmic scale. */
function impact({ count, symptoms }: DiagnosisDraft): number {
  return Math.log10(1 + count + symptoms.reduce((sum, symptom) => sum + symptom.count, 0)) + 0.5 * symptoms.length;
}

/** Whether nothing in the logs says why it is: a symptom, or a change in what follows what. */
function isUnexplained({ evidence }: DiagnosisDraft): number {
  const role = evidence.find(({ kind }) => kind === 'role');
  return role === undefined || role.weight < 0 ? 1 : 0;
}

/** Ranks by confidence, causes before symptoms that nothing explains, then by what is accounted for, then by onset; ties by signature, so that the order is always the same. */
export function rankDiagnoses(diagnoses: DiagnosisDraft[]): DiagnosisDraft[] {
  const order = (a: DiagnosisDraft, b: DiagnosisDraft) =>
    CONFIDENCE[b.confidence] - CONFIDENCE[a.confidence] ||
    isUnexplained(a) - isUnexplained(b) ||
    impact(b) - impact(a) ||
    (a.onset ?? '').localeCompare(b.onset ?? '', 'en') ||
    (a.signature < b.signature ? -1 : 1);
  return [...diagnoses].sort(order).map((diagnosis, i) => ({ ...diagnosis, rank: i + 1 }));
}
