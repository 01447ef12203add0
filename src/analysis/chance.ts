/** How far what coincides is beyond chance. */
import type { Measured } from './measure.ts';
import { natureOf } from './natures.ts';
import type { Node } from './nodes.ts';

/** Log of the odds against chance that a loose link needs: two causes on one service, two services. */
const NEEDED = { causes: Math.log(100), services: Math.log(3) };
/** So many reaches a cause has to go on for chance to be told from one event. */
const LASTING = 10;

function needed({ measure }: Measured, effect: Node): number {
  // What fills up comes long after what filled it.
  if (effect.parts.some(({ cluster }) => natureOf(cluster) === 'build-up')) return Number.NEGATIVE_INFINITY;
  if (measure.shared === 'any') return NEEDED.services;
  return effect.role === 'cause' ? NEEDED.causes : Number.NEGATIVE_INFINITY;
}

/** How far beyond chance so many of the effect's entries lie as near after one of the cause's; two that go on for long meet now and then. */
function surpriseOf({ measure: { reach }, hits, total }: Measured, cause: Node): number {
  if (cause.last - cause.first < LASTING * reach) return Number.POSITIVE_INFINITY;
  return surprise(hits / total, shareNear(cause, reach), total);
}

/**
 * How likely some entry of a node lies in the stretch of such a length before any moment: the share of the time, while they last, that
 * is so near behind one. Of a timer's entries that is more than of as many at random.
 */
export function shareNear({ times, first, last }: Node, length: number): number {
  const near = times.reduce(
    (sum, time, i) => sum + Math.min(length, (times[i + 1] ?? Number.POSITIVE_INFINITY) - time),
    0,
  );
  return Math.min(1, near / Math.max(last - first, length));
}

/** Whether a loose link may be chance. */
export function isChance(measured: Measured, cause: Node, effect: Node): boolean {
  return surpriseOf(measured, cause) < needed(measured, effect);
}

/** Chernoff's bound for so large a share of n, in nats: n times the divergence of the share from the chance. */
export function surprise(share: number, chance: number, n: number): number {
  if (share <= chance) return 0;
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - chance)) : 0;
  return n * (share * Math.log(share / chance) + rest);
}
