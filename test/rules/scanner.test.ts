import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFinder, createScanner } from '../../src/rules/scanner.ts';

const WORDS = [
  'error',
  'timed out',
  'Caused by:',
  'ID mismatch',
  '1011',
  ' 1011',
  'panic',
  'the direct cause of',
  'rror in',
];

/** Texts in which words, cut words and words in another case stand among letters of theirs. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...WORDS, 'ERROR', 'erro', 'rror', 'PaNiC', 'é', '\u0000', '😀'),
      fc.string({ maxLength: 5 }),
    ),
  )
  .map((parts) => parts.join(''));

describe('createScanner', () => {
  it('says what includes says, whatever the case', () => {
    const stands = createScanner(WORDS);
    const check = (given: string) => {
      const lower = given.toLowerCase();
      expect(stands(given)).toBe(WORDS.some((word) => lower.includes(word.toLowerCase())));
    };
    fc.assert(fc.property(text, check), { seed: 1, numRuns: 3000 });
  });

  it('finds a word at every offset', () => {
    const stands = createScanner(['panic']);
    for (let offset = 0; offset < 9; offset++) expect(stands(`${'-'.repeat(offset)}panic`)).toBe(true);
    expect(stands('pani')).toBe(false);
    expect(stands('')).toBe(false);
  });
});

describe('createFinder', () => {
  it('gives the words that includes finds, case as written', () => {
    const find = createFinder(WORDS);
    const check = (given: string) => {
      const wanted = WORDS.flatMap((word, index) => (given.includes(word) ? [index] : []));
      expect(find(given)).toEqual(wanted);
    };
    fc.assert(fc.property(text, check), { seed: 2, numRuns: 3000 });
  });
});
