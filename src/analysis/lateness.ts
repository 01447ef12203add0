import type { Deployment, Evidence, Micros } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import type { ClusterRecord } from './clusters.ts';
import { broughtBy, type ServiceFrame } from './frame.ts';
import { membersOf } from './members.ts';
import { type Nature, natureOf } from './natures.ts';
import { laplaceTrend } from './stats.ts';
import { beginOf } from './window.ts';

const MINUTE = 60_000_000;

interface Limit {
  /** A failure that begins later than this after the go-live counts as late … */
  lag: Micros;
  /** … where it is less likely than this that what is there from the start shows so late. */
  p: number;
}

/** How late is late: what the code does may wait for a rare request, what surrounds it changes at any time. */
const LIMITS: Record<Nature, Limit[]> = {
  'build-up': [],
  code: [{ lag: 60 * MINUTE, p: 0.01 }],
  raised: [
    { lag: 20 * MINUTE, p: 0.001 },
    { lag: 60 * MINUTE, p: 0.02 },
  ],
  surroundings: [
    { lag: 5 * MINUTE, p: 0.001 },
    { lag: 30 * MINUTE, p: 0.02 },
    { lag: 60 * MINUTE, p: 0.05 },
  ],
  unknown: [
    { lag: 10 * MINUTE, p: 0.001 },
    { lag: 30 * MINUTE, p: 0.02 },
    { lag: 60 * MINUTE, p: 0.05 },
  ],
};
/** Of fewer entries a failure has to be later than an hour for them to clear a deployment. */
const FEWEST = 3;
/** So late and so unlikely it is not sure that it came with the deployment, whatever it is. */
const DOUBT: Limit = { lag: 10 * MINUTE, p: 0.05 };

/** A trend so strong comes of a steady rate once in a thousand times. */
const RISING = 3.1;

/**
 * Whether a failure began too late after a go-live to have come with it: so much was served without it before, at the rate that it has
 * since. What builds up is never late: by its nature, or because it rises.
 *
 * @returns the reason not to blame the deployment, of kind `late`, or to doubt that, `latish`; null where there is none
 */
export function lateness(
  deployment: Deployment,
  cluster: ClusterRecord,
  onset: Micros,
  frame: ServiceFrame,
): Evidence | null {
  const begin = beginOf(deployment)!;
  const lag = onset - begin;
  const limits = LIMITS[natureOf(cluster)].filter((limit) => lag > limit.lag);
  const doubted = natureOf(cluster) !== 'build-up' && lag > DOUBT.lag;
  if (limits.length === 0 && !doubted) return null;
  const { to } = frame.window;
  const { all } = membersOf(cluster);
  const times = all.times.slice(...all.rangeOf(onset, to));
  if (laplaceTrend(times, onset, to) > RISING) return null;
  const own = broughtBy(deployment);
  const without = frame.served(begin, onset - 1, own);
  const since = frame.served(onset, to, own);
  const kind = without.requests + since.requests > 0 ? 'requests' : 'entries';
  const measured = without[kind] > 0 && since[kind] > 0;
  const share = measured ? since[kind] / (without[kind] + since[kind]) : (to - onset) / (to - begin);
  // All of them lie in the later share of what was served.
  const p = share ** times.length;
  const served = measured ? `, and served ${without[kind].toLocaleString('en-US')} ${kind}` : '';
  const text = `${nameOf(deployment)} had been live for ${formatLag(lag / 1000)} without it${served}`;
  const counts = (limit: Limit) => times.length >= FEWEST || limit.lag >= 60 * MINUTE;
  if (limits.some((limit) => p < limit.p && counts(limit)))
    return { kind: 'late', weight: -2, text: `${text}; nothing in it builds up` };
  return doubted && p < DOUBT.p ? { kind: 'latish', weight: -0.5, text } : null;
}
