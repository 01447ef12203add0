import { formatLag } from '../../text/time.ts';
import type { Link } from '../links.ts';
import type { Node } from '../nodes.ts';

/** Clocks of two services differ by some milliseconds, microseconds. */
const SKEW = 50_000;
const LEAST = 2;
const SHARE = 0.5;
/** What a link by the same trace weighs. */
const WEIGHT = 3;

/** What is logged in requests whose first deviation is the cause, after it, comes of it; null where too few of its entries are. */
export function brokenLink(cause: Node, effect: Node): Link | null {
  const { accused } = cause;
  if (!accused || accused.harmless || effect.rule?.role === 'cause') return null;
  const other = effect.accused;
  // Where it cannot be told who it is, suspects stay apart.
  if (other && (accused.suspect.confidence === 'low' || other.suspect.score >= accused.suspect.score)) return null;
  const traced = effect.sample.filter(({ member }) => member.trace !== '');
  const delays = traced
    .map(({ member }) => member.end - (accused.since.get(member.trace) ?? Number.POSITIVE_INFINITY))
    .filter((delay) => delay >= -SKEW)
    .sort((a, b) => a - b);
  const share = delays.length / traced.length;
  if (delays.length < LEAST || share < SHARE) return null;
  const delay = formatLag(Math.max(0, delays[delays.length >> 1]!) / 1000);
  const evidence = [`in ${delays.length} of ${traced.length} traces it came ${delay} after it (median)`];
  return { cause, effect, score: WEIGHT * share, precise: true, evidence };
}
