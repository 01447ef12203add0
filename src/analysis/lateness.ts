import type { Deployment, Evidence, Micros } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import { calledOf } from './calls.ts';
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
 * @returns the reason not to blame the deployment, of kind `late`, or to doubt it, `served-without`; null where there is none
 */
export function lateness(
  deployment: Deployment,
  cluster: ClusterRecord,
  onset: Micros,
  frame: ServiceFrame,
): Evidence | null {
  const lag = onset - beginOf(deployment)!;
  const limits = LIMITS[natureOf(cluster)].filter((limit) => lag > limit.lag);
  const doubted = natureOf(cluster) !== 'build-up' && lag > DOUBT.lag;
  if ((limits.length === 0 && !doubted) || isRising(cluster, onset, frame)) return null;
  const { p, served } = servedWithout(deployment, cluster, onset, frame);
  const count = membersOf(cluster).all.countIn(onset, frame.window.to);
  if (limits.some((limit) => p < limit.p && (count >= FEWEST || limit.lag >= 60 * MINUTE)))
    return { kind: 'late', weight: -2, text: `${withoutIt(deployment, lag)}${served}; nothing in it builds up` };
  if (!doubted) return null;
  const own = servedWithout(deployment, cluster, onset, frame, calledOf);
  const doubt = `${withoutIt(deployment, lag)}${own.served}: what it is called with may have changed, not the code`;
  return own.p < DOUBT.p ? { kind: 'served-without', weight: -0.5, text: doubt } : null;
}

function withoutIt(deployment: Deployment, lag: Micros): string {
  return `${nameOf(deployment)} had been live for ${formatLag(lag / 1000)} without it`;
}

/** When its members came, from an onset on. */
function timesOf(cluster: ClusterRecord, onset: Micros, { window }: ServiceFrame): Micros[] {
  const { all } = membersOf(cluster);
  return all.timesIn(...all.rangeOf(onset, window.to));
}

function isRising(cluster: ClusterRecord, onset: Micros, frame: ServiceFrame): boolean {
  return laplaceTrend(timesOf(cluster, onset, frame), onset, frame.window.to) > RISING;
}

/**
 * How likely it is that all members lie in what was served since the onset, not in what was before it, and what that was in words.
 *
 * @param calls how often the failure's own routes were called, where that is to count
 */
function servedWithout(
  deployment: Deployment,
  cluster: ClusterRecord,
  onset: Micros,
  frame: ServiceFrame,
  calls?: typeof calledOf,
): { p: number; served: string } {
  const [begin, { to }, own] = [beginOf(deployment)!, frame.window, broughtBy(deployment)];
  const count = membersOf(cluster).all.countIn(onset, to);
  const called = calls?.(cluster, [onset, to, own], [begin, onset, own], frame);
  if (called) {
    const { before, after } = called;
    return { p: (after / (before + after)) ** count, served: `, and served ${amount(before)} requests of its kind` };
  }
  const [without, since] = [frame.served(begin, onset - 1, own), frame.served(onset, to, own)];
  const kind = without.requests + since.requests > 0 ? 'requests' : 'entries';
  const measured = without[kind] > 0 && since[kind] > 0;
  const share = measured ? since[kind] / (without[kind] + since[kind]) : (to - onset) / (to - begin);
  return { p: share ** count, served: measured ? `, and served ${amount(without[kind])} ${kind}` : '' };
}

function amount(count: number): string {
  return count.toLocaleString('en-US');
}
