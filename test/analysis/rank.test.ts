import { expect, it } from 'vitest';
import { rankDiagnoses } from '../../src/analysis/rank.ts';
import type { Confidence, Diagnosis } from '../../src/model.ts';

const diagnosis = (signature: string, confidence: Confidence, count: number, role: number) =>
  ({
    signature,
    confidence,
    count,
    symptoms: [],
    onset: null,
    evidence: [{ kind: 'role', weight: role, text: '' }],
  }) as unknown as Diagnosis;

it('a symptom that nothing explains comes after the causes of its confidence, however often it was seen', () => {
  const all = [
    diagnosis('5xx', 'medium', 900, -1),
    diagnosis('key', 'medium', 2, 1.5),
    diagnosis('old', 'low', 99, 1.5),
  ];
  const ranked = rankDiagnoses([...all, diagnosis('pool', 'medium', 20, 0.5)]);
  expect(ranked.map(({ signature, rank }) => [signature, rank])).toEqual([
    ['pool', 1],
    ['key', 2],
    ['5xx', 3],
    ['old', 4],
  ]);
});
