import type { Deployment } from '../model.ts';
import { formatTime } from '../text/time.ts';
import { rolloutNoise } from './burst.ts';
import type { ClusterRecord } from './clusters.ts';
import { type Compared, compare, type Placed, Verdicted } from './compare.ts';
import type { Candidate, ServiceFrame } from './frame.ts';
import { lagEvidence, lagOf } from './lag.ts';
import { membersIn, membersOf } from './members.ts';
import { natureOf } from './natures.ts';
import { sidesOf, withoutStragglers } from './sides.ts';
import type { Window } from './window.ts';
import { beganBefore, isWorse } from './worse.ts';

const HOUR = 3600 * 1_000_000;
/** So long after its go-live a revision may be blamed for what begins in a window that opened later. */
const SERVING = { 'build-up': 6 * HOUR, code: HOUR, raised: HOUR, unknown: HOUR, surroundings: 0 };

/** No deployment is what a verdict is about. */
export const NOBODY = { deployment: null, suspect: null, lagMs: null, lagFrom: null };

/** One signature of one service: its verdict against the deployment that fits best, else against the baseline alone. */
export function correlate(cluster: ClusterRecord, frame: ServiceFrame): Verdicted {
  const { window } = frame;
  const inWindow = membersIn(cluster, window.from, window.to);
  const placed = { inWindow, inBaseline: countInBaseline(cluster, window) };
  const candidates = compareWith(frame.candidates, cluster, frame);
  const blamed = mostBlamed(candidates);
  if (blamed) return overAgain(blamed, cluster, frame, placed) ?? new Verdicted(blamed, placed);
  const whole = sidesOf(cluster, frame, frame.comparison, withoutStragglers(cluster, frame, inWindow));
  const plain = compare(null, whole);
  if (plain.verdict === 'worse' && !isWorse(cluster, whole, frame)) plain.verdict = 'unchanged';
  const over = plain.verdict === 'new' ? overAgain(plain, cluster, frame, placed) : null;
  if (over) return over;
  if (plain.verdict === 'new' && frame.serving && mayComeOf(frame.serving, plain, cluster))
    return ofServing(new Verdicted(plain, placed), frame.serving);
  const before = inWindow.length > 0 ? ofEarlier(plain, cluster, frame) : null;
  if (before) return overAgain(plain, cluster, frame, placed) ?? thereBefore(new Verdicted(before, placed));
  const unknown = candidates.find(({ verdict }) => verdict === 'unknown');
  // No baseline for the revision that it began with is no baseline, whatever other revisions there are.
  if (!unknown || plain.verdict === 'unchanged') return new Verdicted(plain, placed);
  // The first revision of a service is where everything of it begins: that says nothing against it.
  const verdict = new Verdicted(unknown, placed);
  return unknown.first ? verdict.with({ deployment: null }) : verdict;
}

/** Members in the baseline; the window is always cut out of it. */
function countInBaseline(cluster: ClusterRecord, { baseline, from, to }: Window): number {
  if (baseline === null) return 0;
  const { all } = membersOf(cluster);
  const upTo = baseline.to - 1;
  const overlap = all.countIn(Math.max(baseline.from, from), Math.min(upTo, to));
  return all.countIn(baseline.from, upTo) - overlap;
}

/** What a roll-out brought and took away again is over; null where it is not. */
function overAgain(compared: Compared, cluster: ClusterRecord, frame: ServiceFrame, placed: Placed): Verdicted | null {
  const noise = frame.candidates
    .map((candidate) => rolloutNoise(candidate, cluster, frame))
    .find((found) => found !== null);
  if (!noise) return null;
  const judged = new Verdicted(compared, placed);
  const evidence = () => [...judged.evidence().filter(({ kind }) => kind !== 'lag'), noise];
  return judged.with({ ...NOBODY, verdict: 'gone', evidence });
}

/** Whether what began in the window may have come with an earlier deployment: not too long after it, and not from outside. */
function mayComeOf({ liveAt }: Deployment, { sides: { onset } }: Compared, cluster: ClusterRecord): boolean {
  return onset !== null && onset - liveAt! <= SERVING[natureOf(cluster)];
}

/** What began in the window may have come with the revision that served already when it opened. */
function ofServing(plain: Verdicted, serving: Deployment): Verdicted {
  const { lagMs, lagFrom } = lagOf(serving, plain.onset!);
  return plain.with({
    suspect: serving,
    deployment: { service: serving.service, revision: serving.revision },
    lagMs,
    lagFrom,
    evidence: () => [...plain.evidence(), ...lagEvidence(serving, lagMs, lagFrom)],
  });
}

/**
 * What came with a deployment in the baseline is no failure that was always there: it is that deployment's. Where the window opens at a
 * deployment of the service itself, only what is worse since is asked after; without a baseline before the other there is none.
 */
function ofEarlier(plain: Compared, cluster: ClusterRecord, frame: ServiceFrame): Compared | null {
  const asked = plain.verdict === 'worse' || (plain.verdict === 'unchanged' && !frame.window.own.has(frame.service));
  if (!asked || frame.earlier.length === 0) return null;
  const compared = compareWith(frame.earlier, cluster, frame).filter(
    ({ sides, first }) => sides.onset! < frame.window.from && !first,
  );
  return mostBlamed(compared) ?? compared.find(({ verdict }) => verdict === 'unknown') ?? null;
}

function thereBefore(found: Verdicted): Verdicted {
  const text = `it was there when the window opened: it is seen since ${formatTime(found.onset!)}`;
  return found.with({ evidence: () => [...found.evidence(), { kind: 'before-window', weight: 0, text }] });
}

/** What came with the nearest deployment, what is new before what is only worse; undefined where nothing came with one. */
function mostBlamed(compared: readonly Compared[]): Compared | undefined {
  let most: Compared | undefined;
  for (const one of compared) {
    const blames = one.verdict === 'new' || one.verdict === 'worse';
    if (blames && (!most || bestFirst(one, most) < 0)) most = one;
  }
  return most;
}

function bestFirst(a: Compared, b: Compared): number {
  const rank = ({ verdict }: Compared) => (verdict === 'new' ? 0 : 1);
  return rank(a) - rank(b) || Math.abs(a.lagMs ?? Number.MAX_VALUE) - Math.abs(b.lagMs ?? Number.MAX_VALUE);
}

/** A signature held against deployments; those left out that have nothing to do with it: no member is theirs. */
function compareWith(candidates: readonly Candidate[], cluster: ClusterRecord, frame: ServiceFrame): Compared[] {
  const found: Compared[] = [];
  for (const candidate of candidates) {
    const sides = sidesOf(cluster, frame, candidate);
    if (sides.onset === null) continue;
    const compared = compare(candidate.deployment, sides);
    if (compared.verdict === 'worse' && (!isWorse(cluster, sides, frame) || beganBefore(candidate, sides, frame)))
      compared.verdict = 'unchanged';
    found.push(compared);
  }
  return found;
}
