import type { Confidence, Deployment, Evidence } from '../model.ts';
import type { Blame } from './blame.ts';
import { natureOf } from './natures.ts';
import type { Judged } from './nodes.ts';

/** Evidence that sums up to so much or more is of that confidence. */
const LEVELS: [number, Confidence][] = [
  [4, 'high'],
  [2, 'medium'],
];

/** Reasons that clear a deployment: they say nothing against what is diagnosed. */
const CLEARS = new Set(['other-services', 'late']);

/** Reasons to hold something else than the deployment for possible too. */
const DOUBTS = new Set(['served-without', 'traffic-rose']);

/** How sure a diagnosis is: what its evidence sums up to, and no surer than what it rests on allows. */
export function confidenceOf(part: Judged, { deployment }: Blame, evidence: Evidence[]): Confidence {
  const weight = evidence.reduce((sum, item) => sum + (CLEARS.has(item.kind) ? 0 : item.weight), 0);
  const confidence = LEVELS.find(([least]) => weight >= least)?.[1] ?? 'low';
  return noSurerThan(limitOf(part, deployment, evidence), confidence);
}

/**
 * What the surroundings of a service do may change just when it is deployed, and what nothing explains may come of what was deployed
 * elsewhere: neither is ever sure.
 */
function limitOf({ cluster, verdict }: Judged, deployment: Deployment | null, evidence: Evidence[]): Confidence {
  const nature = natureOf(cluster);
  if (isDoubted(evidence)) return 'low';
  if (evidence.some(({ kind }) => DOUBTS.has(kind))) return 'medium';
  const isCleared = evidence.some(({ kind }) => kind === 'late' || kind === 'lead') || verdict.verdict === 'worse';
  if (deployment === null) return isCleared ? 'medium' : 'high';
  return nature === 'surroundings' || nature === 'unknown' ? 'medium' : 'high';
}

/** Whether nothing tells if it failed before as well. */
export function isDoubted(evidence: Evidence[]): boolean {
  return evidence.some(({ kind }) => kind === 'not-called');
}

const SURER: Confidence[] = ['low', 'medium', 'high'];

function noSurerThan(limit: Confidence, confidence: Confidence): Confidence {
  return SURER.indexOf(limit) < SURER.indexOf(confidence) ? limit : confidence;
}
