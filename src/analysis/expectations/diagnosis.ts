import type { Confidence } from '../../model.ts';
import type { DiagnosisDraft } from '../diagnose.ts';
import type { Tree } from '../forest.ts';
import { AHEAD, SURE, type Suspect } from './suspects.ts';

const CONFIDENCES: Confidence[] = ['low', 'medium', 'high'];

/** A diagnosis with what broken expectations say of its root: whom they accuse, how sure, and the lines that no longer follow each other. */
export function withExpectations(diagnosis: DiagnosisDraft, { root }: Tree): DiagnosisDraft {
  const { accused } = root;
  if (!accused) return diagnosis;
  const { suspect, words, alone } = accused;
  const evidence = [...words.evidence(suspect), ...diagnosis.evidence];
  // What a rule knows for a cause is one where it was logged.
  if (root.rule?.role === 'cause') return { ...diagnosis, evidence };
  const confidence = accused.harmless
    ? 'low'
    : alone
      ? suspect.confidence
      : surer(diagnosis.confidence, suspect.confidence);
  return { ...diagnosis, evidence, confidence, service: suspect.service };
}

function surer(a: Confidence, b: Confidence): Confidence {
  return CONFIDENCES[Math.max(CONFIDENCES.indexOf(a), CONFIDENCES.indexOf(b))]!;
}

/**
 * Diagnoses that accuse a service take the places that they have among all diagnoses in the order of their evidence; where that is not
 * enough to decide, they stay in their order behind. One that is not believed counts only where it accuses far more than it takes to be sure.
 */
export function inOrderOfEvidence(
  ranked: DiagnosisDraft[],
  suspectOf: (diagnosis: DiagnosisDraft) => Suspect | null,
): DiagnosisDraft[] {
  const weightOf = (diagnosis: DiagnosisDraft) => {
    const { confidence, score } = suspectOf(diagnosis)!;
    if (diagnosis.confidence === 'low') return score / AHEAD >= SURE ? score / AHEAD : 0;
    return confidence === 'low' ? 0 : score;
  };
  const accusing = ranked.filter((item) => suspectOf(item) !== null).sort((a, b) => weightOf(b) - weightOf(a));
  return ranked.map((item, i) => ({ ...(suspectOf(item) === null ? item : accusing.shift()!), rank: i + 1 }));
}
