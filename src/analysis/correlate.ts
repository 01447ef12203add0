import type { Correlation, Deployment, Evidence, Exposed, Interval, LagFrom, Micros, Verdict } from '../model.ts';
import { formatLag, formatTime } from '../text/time.ts';
import { arrivalOf, nameOf } from './arrival.ts';
import { rolloutNoise } from './burst.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Candidate, ServiceFrame } from './frame.ts';
import { countIn, membersIn, membersOf, type Stretch } from './members.ts';
import { natureOf } from './natures.ts';
import { type Sides, sidesOfDeployment, sidesOfWindow, withoutStragglers } from './sides.ts';
import { pExcess, pShortage, rateRatio } from './stats.ts';
import type { Window } from './window.ts';
import { ALPHA, alsoInTime, beganBefore, FACTOR, hasRisen } from './worse.ts';

/** A signature's verdict, and the members in the window that it is about. */
export interface Verdicted extends Omit<Correlation, 'ratio' | 'evidence'> {
  inWindow: Stretch;
  inBaseline: number;
  /** The first member that counts for the verdict. */
  onset: Micros | null;
  /** One-sided: so many or more after, at the rate before. */
  p(): number;
  /** The same, corrected for the number of signatures that were looked at; not given where there is nothing to correct. */
  q?: number;
  /** The deployment that the verdict is about, itself: a revision's arrival and a shift of traffic to it bear the same name. */
  suspect: Deployment | null;
  /** The ratio of the rates with its interval, and the reasons in words: made where they are shown. */
  ratio(): Interval | null;
  evidence(): Evidence[];
}

const MINUTE = 60_000_000;
/** Beyond it a lag speaks against the deployment. */
const LATE = 60 * MINUTE;
/** So long after its go-live a revision may be blamed for what begins in a window that opened later. */
const SERVING = { 'build-up': 6 * LATE, code: LATE, raised: LATE, unknown: LATE, surroundings: 0 };

/** No deployment is what a verdict is about. */
export const NOBODY = { deployment: null, suspect: null, lagMs: null, lagFrom: null };

/** One signature of one service: its verdict against the deployment that fits best, else against the baseline alone. */
export function correlate(cluster: ClusterRecord, frame: ServiceFrame): Verdicted {
  const { window } = frame;
  const inWindow = membersIn(cluster, window.from, window.to);
  const candidates = frame.candidates
    .map((candidate) => judge(candidate, cluster, frame))
    .filter((judged): judged is Judged => judged !== null);
  const common = { inWindow, inBaseline: countInBaseline(cluster, window) };
  const blamed = candidates.filter(({ verdict }) => verdict === 'new' || verdict === 'worse').sort(bestFirst)[0];
  if (blamed) return { ...(overAgain(blamed, cluster, frame) ?? blamed), ...common };
  const whole = sidesOfWindow(cluster, frame, withoutStragglers(cluster, frame, inWindow));
  const compared = against(null, whole);
  const inTime =
    compared.verdict !== 'worse' || alsoInTime(cluster, whole, frame.served(window.from, window.to), window);
  const plain: Judged = inTime ? compared : { ...compared, verdict: 'unchanged' };
  const over = plain.verdict === 'new' ? overAgain(plain, cluster, frame) : null;
  if (over) return { ...over, ...common };
  if (plain.verdict === 'new' && frame.serving && mayComeOf(frame.serving, plain, cluster))
    return { ...ofServing(plain, frame.serving), ...common };
  const unknown = candidates.find(({ verdict }) => verdict === 'unknown');
  // No baseline for the revision that it began with is no baseline, whatever other revisions there are.
  if (!unknown || plain.verdict === 'unchanged') return { ...plain, ...common };
  // The first revision of a service is where everything of it begins: that says nothing against it.
  return unknown.first ? { ...unknown, ...common, deployment: null } : { ...unknown, ...common };
}

/** Members in the baseline; the window is always cut out of it. */
function countInBaseline(cluster: ClusterRecord, { baseline, from, to }: Window): number {
  if (baseline === null) return 0;
  const { all } = membersOf(cluster);
  const upTo = baseline.to - 1;
  const overlap = countIn(all, Math.max(baseline.from, from), Math.min(upTo, to));
  return countIn(all, baseline.from, upTo) - overlap;
}

/** What a roll-out brought and took away again is over; null where it is not. */
function overAgain(judged: Judged, cluster: ClusterRecord, frame: ServiceFrame): Judged | null {
  const noise = frame.candidates
    .map((candidate) => rolloutNoise(candidate, cluster, frame))
    .find((found) => found !== null);
  if (!noise) return null;
  const evidence = () => [...judged.evidence().filter(({ kind }) => kind !== 'lag'), noise];
  return { ...judged, ...NOBODY, verdict: 'gone', evidence };
}

/** Whether what began in the window may have come with an earlier deployment: not too long after it, and not from outside. */
function mayComeOf({ liveAt }: Deployment, { onset }: Judged, cluster: ClusterRecord): boolean {
  return onset !== null && onset - liveAt! <= SERVING[natureOf(cluster)];
}

/** What began in the window may have come with the revision that served already when it opened. */
function ofServing(plain: Judged, serving: Deployment): Judged {
  const { lagMs, lagFrom } = lagOf(serving, plain.onset!);
  return {
    ...plain,
    suspect: serving,
    deployment: { service: serving.service, revision: serving.revision },
    lagMs,
    lagFrom,
    evidence: () => [...plain.evidence(), ...lagEvidence(serving, lagMs, lagFrom)],
  };
}

/** One comparison, before the best of all is chosen. */
interface Judged extends Omit<Verdicted, 'inWindow' | 'inBaseline' | 'q'> {
  /** Whether the deployment is the first of its service. */
  first: boolean;
}

function bestFirst(a: Judged, b: Judged): number {
  const rank = (judged: Judged) => (judged.verdict === 'new' ? 0 : 1);
  return rank(a) - rank(b) || Math.abs(a.lagMs ?? Number.MAX_VALUE) - Math.abs(b.lagMs ?? Number.MAX_VALUE);
}

/** null where the deployment has nothing to do with the signature: no member of its revision. */
function judge(candidate: Candidate, cluster: ClusterRecord, frame: ServiceFrame): Judged | null {
  const sides = sidesOfDeployment(candidate, cluster, frame);
  if (sides.onset === null) return null;
  const judged = against(candidate.deployment, sides);
  if (judged.verdict !== 'worse') return judged;
  const all = frame.served(candidate.begin, frame.window.to);
  const isWorse = alsoInTime(cluster, sides, all, frame.window) && !beganBefore(candidate, sides, frame);
  return isWorse ? judged : { ...judged, verdict: 'unchanged' };
}

/** Compares the two sides; `deployment` null = the window against its baseline, with nothing to blame. */
function against(deployment: Deployment | null, sides: Sides): Judged {
  const { exposed, onset } = sides;
  const { verdict, p, ratio } = verdictOf(sides);
  // A deployment named by hand follows another one, even if nothing of that was read.
  const first = deployment !== null && deployment.previousRevision === null && deployment.lagFrom !== 'by-hand';
  const common = { verdict, ...exposed, ratio, p, first, suspect: deployment, onset };
  const rate = () => rateEvidence(sides, verdict);
  if (deployment === null) return { ...common, deployment: null, lagMs: null, lagFrom: null, evidence: () => [rate()] };
  const { lagMs, lagFrom } = lagOf(deployment, onset!);
  return {
    ...common,
    deployment: { service: deployment.service, revision: deployment.revision },
    lagMs,
    lagFrom,
    evidence: () => [rate(), ...lagEvidence(deployment, lagMs, lagFrom)],
  };
}

interface Compared {
  verdict: Verdict;
  p(): number;
  ratio(): Interval | null;
}

function verdictOf({ exposed: { before, after }, baseline, minutes }: Sides): Compared {
  if (!baseline) return { verdict: 'unknown', p: () => 1, ratio: () => null };
  const [a, b] = [after.count, before.count];
  const measured = (before.exposure ?? 0) > 0 && (after.exposure ?? 0) > 0;
  const exposures = measured
    ? { before: before.exposure!, after: after.exposure! }
    : { before: Math.max(1, minutes.before), after: Math.max(1, minutes.after) };
  const ratio = () => (measured ? rateRatio(a, b, exposures, ALPHA) : null);
  return { verdict: verdictFor(a, b, exposures), p: () => pExcess(a, b, exposures), ratio };
}

function verdictFor(a: number, b: number, exposures: { before: number; after: number }): Verdict {
  const expected = (b / exposures.before) * exposures.after;
  if (a === 0) return expected >= 3 ? 'gone' : 'unknown';
  if (b === 0) return 'new';
  if (hasRisen(a, b, exposures)) return 'worse';
  if (a * FACTOR <= expected && pShortage(a, b, exposures) < ALPHA / 2) return 'better';
  return 'unchanged';
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
  const longAgo = sides.longAgo === null ? '' : `; it is back: it was last seen at ${formatTime(sides.longAgo)}`;
  const weight = { new: 2, worse: 1.5, unchanged: -2, better: -2, gone: -2 }[verdict];
  return {
    kind: 'rate',
    weight,
    text: `${text}${sides.exposed.before.exposure === null ? ' (no exposure known: verdict by presence)' : ''}${longAgo}`,
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
