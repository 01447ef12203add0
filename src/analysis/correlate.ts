import type { Correlation, Deployment, Evidence, Exposed, Interval, LagFrom, Micros, Verdict } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { arrivalOf, nameOf } from './arrival.ts';
import type { ClusterRecord, Occurrence } from './clusters.ts';
import {
  firstTime,
  type Sides,
  type Surroundings,
  sidesOfDeployment,
  sidesOfWindow,
  withoutStragglers,
} from './sides.ts';
import { pExcess, rateRatio } from './stats.ts';
import { beginOf, inBaseline, windowOf, within } from './window.ts';

/** A signature's verdict, and the members in the window that it is about. */
export interface Verdicted extends Correlation {
  inWindow: Occurrence[];
  inBaseline: number;
  /** The first member that counts for the verdict. */
  onset: Micros | null;
  p: number;
  /** The deployment that the verdict is about. */
  suspect: Deployment | null;
}

/** A rate counts as higher where its 99 % interval says so and it at least doubled. */
const ALPHA = 0.01;
const FACTOR = 2;
/** A failure that first shows so long after the go-live is the deployment's only if it can build up. */
export const LATE = 3600 * 1_000_000;

/** One signature of one service: its verdict against the deployment that fits best, else against the baseline alone. */
export function correlate(cluster: ClusterRecord, surroundings: Surroundings): Verdicted {
  const window = windowOf(surroundings.window, cluster.service);
  const around = { ...surroundings, window };
  const inWindow = cluster.occurrences.filter((member) => within(member.time, window));
  const baselineCount = cluster.occurrences.filter((member) => inBaseline(member.time, window)).length;
  const candidates = around.deployments
    .filter((deployment) => deployment.service === cluster.service && beginOf(deployment) !== null)
    .filter((deployment) => beginOf(deployment)! >= window.from - 2_000_000 && beginOf(deployment)! <= window.to)
    .map((deployment) => judge(deployment, cluster, around))
    .filter((judged): judged is Judged => judged !== null);
  const common = { inWindow, inBaseline: baselineCount };
  const blamed = candidates.filter(({ verdict }) => verdict === 'new' || verdict === 'worse').sort(bestFirst)[0];
  if (blamed) return { ...blamed, ...common };
  const plain = against(null, sidesOfWindow(cluster, around, withoutStragglers(cluster, around, inWindow)), null);
  const unknown = candidates.find(({ verdict }) => verdict === 'unknown');
  // No baseline for the revision that it began with is no baseline, whatever other revisions there are.
  if (!unknown || plain.verdict === 'unchanged') return { ...plain, ...common };
  // The first revision of a service is where everything of it begins: that says nothing against it.
  return unknown.first ? { ...unknown, ...common, deployment: null } : { ...unknown, ...common };
}

interface Judged extends Correlation {
  onset: Micros | null;
  p: number;
  /** Whether the deployment is the first of its service. */
  first: boolean;
  /** The deployment itself: a revision's arrival and a shift of traffic to it bear the same name. */
  suspect: Deployment | null;
}

function bestFirst(a: Judged, b: Judged): number {
  const rank = (judged: Judged) => (judged.verdict === 'new' ? 0 : 1);
  return rank(a) - rank(b) || Math.abs(a.lagMs ?? Number.MAX_VALUE) - Math.abs(b.lagMs ?? Number.MAX_VALUE);
}

/** null where the deployment has nothing to do with the signature: no member of its revision. */
function judge(deployment: Deployment, cluster: ClusterRecord, around: Surroundings): Judged | null {
  const sides = sidesOfDeployment(deployment, cluster, around);
  return sides.after.length > 0 ? against(deployment, sides, firstTime(sides.after)) : null;
}

/** Compares the two sides; `deployment` null = the window against its baseline, with nothing to blame. */
function against(deployment: Deployment | null, sides: Sides, onset: Micros | null): Judged {
  const { before, after } = sides.exposed;
  const [verdict, ratio, p] = verdictOf(sides);
  // A deployment named by hand follows another one, even if nothing of that was read.
  const first = deployment !== null && deployment.previousRevision === null && deployment.lagFrom !== 'by-hand';
  const common = {
    verdict,
    before,
    after,
    ratio,
    p,
    first,
    suspect: deployment,
    onset: onset ?? firstTime(sides.after),
  };
  if (deployment === null)
    return { ...common, deployment: null, lagMs: null, lagFrom: null, evidence: [rateEvidence(sides, verdict)] };
  const { lagMs, lagFrom } = lagOf(deployment, onset!);
  return {
    ...common,
    deployment: { service: deployment.service, revision: deployment.revision },
    lagMs,
    lagFrom,
    evidence: [rateEvidence(sides, verdict), ...lagEvidence(deployment, lagMs, lagFrom)],
  };
}

function verdictOf(sides: Sides): [Verdict, Interval | null, number] {
  const [a, b] = [sides.after.length, sides.before.length];
  const { before, after } = sides.exposed;
  const measured = (before.exposure ?? 0) > 0 && (after.exposure ?? 0) > 0;
  const exposures = measured
    ? { before: before.exposure!, after: after.exposure! }
    : { before: Math.max(1, sides.minutes.before), after: Math.max(1, sides.minutes.after) };
  if (!sides.baseline) return ['unknown', null, 1];
  const ratio = rateRatio(a, b, exposures, ALPHA);
  const shown = measured ? ratio : null;
  const p = pExcess(a, b, exposures);
  if (a === 0) return [(b / exposures.before) * exposures.after >= 3 ? 'gone' : 'unknown', shown, p];
  if (b === 0) return ['new', shown, p];
  if (ratio.low > 1 && ratio.value! >= FACTOR) return ['worse', shown, p];
  if (ratio.high! < 1 && ratio.value! <= 1 / FACTOR) return ['better', shown, p];
  return ['unchanged', shown, p];
}

function rateEvidence(sides: Sides, verdict: Verdict): Evidence {
  const side = ({ count, exposure, exposureKind }: Exposed) =>
    exposure === null ? `${count}` : `${count} in ${exposure.toLocaleString('en-US')} ${exposureKind}`;
  if (verdict === 'unknown') {
    return {
      kind: 'no-baseline',
      weight: -1,
      text: `no baseline: nothing of the service was seen before; ${side(sides.exposed.after)} since`,
    };
  }
  const text = `${side(sides.exposed.before)} before, ${side(sides.exposed.after)} since`;
  const weight = { new: 2, worse: 1.5, unchanged: -2, better: -2, gone: -2 }[verdict];
  return {
    kind: 'rate',
    weight,
    text: sides.exposed.before.exposure === null ? `${text} (no exposure known: verdict by presence)` : text,
  };
}

/** Lag from go-live; a failure before that (at start-up) and one of a revision that never became ready count from createdAt. */
function lagOf(deployment: Deployment, onset: Micros): { lagMs: number | null; lagFrom: LagFrom | null } {
  const { liveAt, createdAt } = deployment;
  if (liveAt !== null && onset >= liveAt)
    return { lagMs: Math.round((onset - liveAt) / 1000), lagFrom: deployment.lagFrom };
  if (createdAt !== null && onset >= createdAt)
    return { lagMs: Math.round((onset - createdAt) / 1000), lagFrom: 'created' };
  return liveAt === null
    ? { lagMs: null, lagFrom: null }
    : { lagMs: Math.round((onset - liveAt) / 1000), lagFrom: deployment.lagFrom };
}

function lagEvidence(deployment: Deployment, lagMs: number | null, lagFrom: LagFrom | null): Evidence[] {
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
