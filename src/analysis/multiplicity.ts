/** Many signatures are looked at: some look worse by chance. */
import { NOBODY } from './correlate.ts';
import type { Judged } from './nodes.ts';

/** A q up to here is no reason to doubt; beyond it what was counted may be chance. */
export const CHANCE = 0.05;
/** The share of false ones among what is called worse. */
const FALSE_SHARE = 0.01;

/**
 * Benjamini and Hochberg's step-up correction (1995): q is the share of false ones expected among all that look at least as bad.
 * Only what is called new or worse has a p to correct; all that were compared count.
 *
 * @returns the signatures as they were, each with its q; what is no longer worse by it is unchanged
 */
export function correctForMany(judged: Judged[]): Judged[] {
  const compared = judged.filter(({ verdict }) => verdict.verdict !== 'unknown' && verdict.inWindow.length > 0);
  const suspected = compared
    .filter(({ verdict }) => verdict.verdict === 'new' || verdict.verdict === 'worse')
    .map((item) => ({ item, p: item.verdict.p() }))
    .sort((a, b) => a.p - b.p);
  const qs = new Map<Judged, number>();
  let least = 1;
  for (let i = suspected.length - 1; i >= 0; i--) {
    const { item, p } = suspected[i]!;
    least = Math.min(least, (p * compared.length) / (i + 1));
    qs.set(item, least);
  }
  return judged.map((item) => {
    const q = qs.get(item);
    if (q === undefined) return item;
    const { cluster, verdict } = item;
    if (verdict.verdict !== 'worse' || q < FALSE_SHARE) return { cluster, verdict: verdict.with({ q }) };
    return { cluster, verdict: verdict.with({ ...NOBODY, verdict: 'unchanged', q }) };
  });
}
