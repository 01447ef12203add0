import type { Deployment, Evidence, LagFrom, Micros } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { arrivalOf, nameOf } from './arrival.ts';

/** Beyond it a lag speaks against the deployment. */
const LATE = 3600 * 1_000_000;

/** Lag from go-live; a failure before that (at start-up) and one of a revision that never became ready count from createdAt. */
export function lagOf(deployment: Deployment, onset: Micros): { lagMs: number | null; lagFrom: LagFrom | null } {
  const { liveAt, createdAt } = deployment;
  if (liveAt !== null && onset >= liveAt)
    return { lagMs: Math.round((onset - liveAt) / 1000), lagFrom: deployment.lagFrom };
  if (createdAt !== null && onset >= createdAt)
    return { lagMs: Math.round((onset - createdAt) / 1000), lagFrom: 'created' };
  return liveAt === null
    ? { lagMs: null, lagFrom: null }
    : { lagMs: Math.round((onset - liveAt) / 1000), lagFrom: deployment.lagFrom };
}

export function lagEvidence(deployment: Deployment, lagMs: number | null, lagFrom: LagFrom | null): Evidence[] {
  if (lagMs === null) return [];
  const weight = lagMs * 1000 > LATE ? -1 : lagMs <= 60_000 ? 1.5 : 0.5;
  return [
    {
      kind: 'lag',
      weight,
      text: `first seen ${formatLag(lagMs)} after ${nameOf(deployment)} ${arrivalOf(deployment, lagFrom)}`,
    },
  ];
}
