import type { Confidence, Diagnosis } from '../../model.ts';
import type { Tree } from '../forest.ts';

const CONFIDENCES: Confidence[] = ['low', 'medium', 'high'];

/** A diagnosis with what broken expectations say of its root: whom they accuse, how sure, and the lines that no longer follow each other. */
export function withExpectations(diagnosis: Diagnosis, { root }: Tree): Diagnosis {
  const { accused } = root;
  if (!accused) return diagnosis;
  const { suspect, words, alone } = accused;
  const evidence = [...words.evidence(suspect), ...diagnosis.evidence];
  // What a rule knows for a cause is one where it was logged.
  if (root.rule?.role === 'cause') return { ...diagnosis, evidence };
  const confidence = alone ? suspect.confidence : surer(diagnosis.confidence, suspect.confidence);
  return { ...diagnosis, evidence, confidence, service: suspect.service };
}

function surer(a: Confidence, b: Confidence): Confidence {
  return CONFIDENCES[Math.max(CONFIDENCES.indexOf(a), CONFIDENCES.indexOf(b))]!;
}

/**
 * Diagnoses that accuse a service take the places that they have among all diagnoses in the order of their evidence.
 *
 * @param scoreOf evidence of a diagnosis, null where it does not accuse anybody
 */
export function inOrderOfEvidence(ranked: Diagnosis[], scoreOf: (diagnosis: Diagnosis) => number | null): Diagnosis[] {
  const accusing = ranked.filter((item) => scoreOf(item) !== null).sort((a, b) => scoreOf(b)! - scoreOf(a)!);
  return ranked.map((item, i) => ({ ...(scoreOf(item) === null ? item : accusing.shift()!), rank: i + 1 }));
}
