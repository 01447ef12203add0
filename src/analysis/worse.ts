/** Whether a rate that rose since a deployment is its doing. */
import type { Exposed } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import { ALL, allBut, type Candidate, type ServiceFrame } from './frame.ts';
import { countIn, membersOf } from './members.ts';
import type { Served } from './minute-series.ts';
import type { Sides } from './sides.ts';
import { pExcess } from './stats.ts';
import type { Window } from './window.ts';

/** A rate counts as higher where its 99 % interval says so and it at least doubled. */
export const ALPHA = 0.01;
export const FACTOR = 2;
/** In all there are more where chance would bring so many this seldom. */
const MORE = 0.05;
const MINUTE = 60_000_000;

/** Whether so many after are more than before: the interval of the ratio lies above 1 where the one-sided p is under half of its level. */
export function hasRisen(after: number, before: number, exposures: { before: number; after: number }): boolean {
  const expected = (before / exposures.before) * exposures.after;
  return before > 0 && after >= FACTOR * expected && pExcess(after, before, exposures) < ALPHA / 2;
}

/**
 * What no request brings about comes by time: it is no worse where it only comes more often per request, because there are fewer. Of a
 * revision with little of the traffic there have to be more in all, on whatever revision.
 *
 * @param all what the whole service served since
 */
export function alsoInTime(cluster: ClusterRecord, sides: Sides, all: Served, window: Window): boolean {
  const { exposed, minutes } = sides;
  const { before, after } = exposed;
  const { exposure, exposureKind } = after;
  if (exposure === null || exposureKind === null || exposureKind === 'instance-minutes') return true;
  const whole = exposure * 2 >= all[exposureKind];
  const overflows = exposureKind === 'requests' && (overflow(before) || overflow(after));
  const traced = cluster.occurrences.filter(({ trace }) => trace !== '').length;
  if (whole && exposureKind === 'requests' && traced * 2 >= cluster.occurrences.length && !overflows) return true;
  const exposures = { before: Math.max(1, minutes.before), after: Math.max(1, minutes.after) };
  if (whole) return hasRisen(after.count, before.count, exposures);
  const { all: members } = membersOf(cluster);
  const begin = window.to - minutes.after * MINUTE;
  const earlier = countIn(members, begin - minutes.before * MINUTE, begin - 1);
  return pExcess(countIn(members, begin, window.to), earlier, exposures) < MORE;
}

/** Whether there are more than a request each: requests alone do not bring them about. */
function overflow({ count, exposure }: Exposed): boolean {
  return exposure !== null && count > exposure;
}

/** So much likelier has another beginning to be, in nats: it is sought where it fits best. */
const LIKELIER = 3;

/**
 * Whether it came as often already from some time before the deployment on: then something else brought it. Two steps are compared, one
 * at the deployment and one from nothing where it was first seen, by how likely each makes what was counted (Poisson).
 */
export function beganBefore(
  { deployment, begin }: Candidate,
  { earlier, exposed }: Sides,
  frame: ServiceFrame,
): boolean {
  const { before, after } = exposed;
  if (earlier === null || before.count < 3 || after.exposure === null || !before.exposure) return false;
  const { revision } = deployment;
  const served = frame.served(earlier, begin, revision === '' ? ALL : allBut(revision));
  const since = Math.max(1, after.exposureKind === 'requests' ? served.requests : served.entries);
  const there = logLikelihood(before.count + after.count, since + after.exposure);
  const here = logLikelihood(before.count, before.exposure) + logLikelihood(after.count, after.exposure);
  return there - here > LIKELIER;
}

/** Of so many at their own rate, but for what is the same whatever the rate. */
function logLikelihood(count: number, exposure: number): number {
  return count === 0 ? 0 : count * Math.log(count / Math.max(1, exposure));
}
