import type { Verification, VerifiedFix, VerifiedSignature } from '../../model.ts';
import { FAILING } from './headline.ts';

/** Where no row has a say, all have: something must decide, and what is new decides too. */
export function decide(rows: VerifiedSignature[], news: VerifiedSignature[]): VerifiedSignature[] {
  return news.length > 0 || rows.some(({ counts }) => counts) ? rows : rows.map((row) => ({ ...row, counts: true }));
}

/** The answer to all rows: a failure that is there outweighs what cannot be told yet. */
export function answerOf(
  rows: VerifiedSignature[],
  news: VerifiedSignature[],
  fixes: VerifiedFix[],
): Verification['answer'] {
  const decisive = rows.filter(({ counts }) => counts);
  if (news.some(({ verdict }) => verdict === 'new') || decisive.some(({ verdict }) => FAILING.has(verdict)))
    return 'not-fixed';
  if (news.length > 0 || decisive.some(({ verdict }) => verdict !== 'fixed')) return 'inconclusive';
  const atWork = fixes.some(({ requests, entries }) => (requests ?? 0) > 0 || (entries ?? 0) > 0);
  return decisive.length > 0 || atWork ? 'fixed' : 'inconclusive';
}
