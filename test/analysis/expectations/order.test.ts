import { expect, it } from 'vitest';
import { inOrderOfEvidence } from '../../../src/analysis/expectations/diagnosis.ts';
import type { Suspect } from '../../../src/analysis/expectations/suspects.ts';
import type { Confidence, Diagnosis } from '../../../src/model.ts';

const diagnosis = (signature: string, confidence: Confidence) => ({ signature, confidence }) as Diagnosis;
const suspects: Record<string, Pick<Suspect, 'score' | 'confidence'>> = {
  harmless: { score: 7, confidence: 'medium' },
  undecided: { score: 5, confidence: 'low' },
  accused: { score: 6, confidence: 'medium' },
  loud: { score: 20, confidence: 'high' },
};
const order = (...all: Diagnosis[]) =>
  inOrderOfEvidence(all, ({ signature }) => (suspects[signature] as Suspect) ?? null).map((one) => one.signature);

it('what accuses more comes first among what accuses', () => {
  expect(order(diagnosis('undecided', 'high'), diagnosis('logged', 'medium'), diagnosis('accused', 'medium'))).toEqual([
    'accused',
    'logged',
    'undecided',
  ]);
});

it('what is not believed comes before nothing, however much it accuses', () => {
  expect(order(diagnosis('undecided', 'high'), diagnosis('harmless', 'low'))).toEqual(['undecided', 'harmless']);
});

it('what is not believed comes first where it accuses far more', () => {
  expect(order(diagnosis('accused', 'medium'), diagnosis('harmless', 'low'))).toEqual(['accused', 'harmless']);
  expect(order(diagnosis('accused', 'medium'), diagnosis('loud', 'low'))).toEqual(['loud', 'accused']);
});
