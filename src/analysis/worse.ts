/** Whether a rate that rose since a deployment is its doing. */
import type { Exposed } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import { byTime, hasRisen } from './compare.ts';
import { ALL, allBut, type Candidate, type ServiceFrame } from './frame.ts';
import { membersOf } from './members.ts';
import { callsOf, type Sides } from './sides.ts';
import { pExcess } from './stats.ts';

/** In all there are more where chance would bring so many this seldom. */
const MORE = 0.05;

/** Whether what looks worse is: by time too, and on the routes where it shows. */
export function isWorse(cluster: ClusterRecord, sides: Sides, frame: ServiceFrame): boolean {
  return alsoInTime(cluster, sides, frame) && alsoOnItsRoutes(cluster, sides, frame);
}

/** What fails on some routes only comes more often where these are called more often. */
function alsoOnItsRoutes(cluster: ClusterRecord, sides: Sides, frame: ServiceFrame): boolean {
  const calls = callsOf(sides, cluster, frame);
  if (calls === null) return true;
  return hasRisen(sides.after.count, sides.before.count, { ...calls, before: Math.max(1, calls.before) });
}

/**
 * What no request brings about comes by time: it is no worse where it only comes more often per request, because there are fewer. Of a
 * revision with little of the traffic there have to be more in all, on whatever revision.
 */
function alsoInTime(cluster: ClusterRecord, sides: Sides, frame: ServiceFrame): boolean {
  const { before, after, start, comparison } = sides;
  const { exposure, exposureKind } = after;
  if (exposure === null || exposureKind === null || exposureKind === 'instance-minutes') return true;
  const [{ at }, { to }] = [comparison, frame.window];
  const whole = exposure * 2 >= frame.served(at, to)[exposureKind];
  const overflows = exposureKind === 'requests' && (overflow(before) || overflow(after));
  const { traced, count } = cluster.roster;
  if (whole && exposureKind === 'requests' && traced * 2 >= count && !overflows) return true;
  if (whole) return hasRisen(after.count, before.count, byTime(sides));
  const { all } = membersOf(cluster);
  return pExcess(all.countIn(at, to), all.countIn(start, at - 1), byTime(sides)) < MORE;
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
  { deployment, at }: Candidate,
  { earlier, before, after }: Sides,
  frame: ServiceFrame,
): boolean {
  if (earlier === null || before.count < 3 || after.exposure === null || !before.exposure) return false;
  const { revision } = deployment;
  const served = frame.served(earlier, at, revision === '' ? ALL : allBut(revision));
  const since = Math.max(1, after.exposureKind === 'requests' ? served.requests : served.entries);
  const there = logLikelihood(before.count + after.count, since + after.exposure);
  const here = logLikelihood(before.count, before.exposure) + logLikelihood(after.count, after.exposure);
  return there - here > LIKELIER;
}

/** Of so many at their own rate, but for what is the same whatever the rate. */
function logLikelihood(count: number, exposure: number): number {
  return count === 0 ? 0 : count * Math.log(count / Math.max(1, exposure));
}
