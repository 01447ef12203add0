import { formatLag } from '../text/time.ts';
import { isNews } from '../text/verdict.ts';
import { shareNear, surprise } from './chance.ts';
import { Delays } from './delays.ts';
import type { Link } from './links.ts';
import type { Member } from './member-index.ts';
import type { Node } from './nodes.ts';

const SECOND = 1_000_000;
/** How far apart two entries of one event may lie: what a call takes, and how much the clocks of two services differ. */
const REACHES = [0.3 * SECOND, 1.2 * SECOND, 5 * SECOND];
/** Who waits for an answer says so when its time is over. */
const WAITS = [12 * SECOND, 35 * SECOND];
const ALL_REACHES = [...REACHES, ...WAITS];
const NONE: number[] = [];
/** At least so many, and such a share, of the effect's entries. */
const FEWEST = 3;
const SHARE = 0.7;
/** Log of the odds that so many coincide by chance. */
const SURE = Math.log(10_000);

/**
 * A link between services that nothing else binds: nearly each time the one fails the other has just failed, far more often than two
 * failures as frequent as these meet by chance.
 */
export function coincidence(cause: Node, effect: Node): Link | null {
  const reaches = reachesOf(cause, effect);
  // What is not near within the longest is not within a shorter one.
  if (reaches.length === 0 || !isNear(reaches.at(-1)!, cause, effect)) return null;
  for (const reach of reaches) {
    const link = within(reach, cause, effect);
    if (link) return link;
  }
  return null;
}

/** How far apart in time two nodes may be where only that may bind them, the shortest first; none where it may not. */
export function reachesOf(cause: Node, effect: Node): readonly number[] {
  if (effect.count < FEWEST || effect.first < 0) return NONE;
  const asked = answersFor(cause, effect);
  const deeper = cause.role === 'cause' || (cause.rule === null && effect.request && !cause.request);
  if (!asked && !isCalled(cause, effect) && (!deeper || effect.rule?.role === 'cause')) return NONE;
  // Within a service clocks are one; but how a request ended is written by the platform, whose clock is another.
  if (!effect.request && effect.meets(cause)) return NONE;
  return asked ? ALL_REACHES : REACHES;
}

/** What tells of another service: it was not reached, it did not answer, or not well. */
const OF_ANOTHER = new Set<string | undefined>(['timeout', 'network']);

/** Whether one may be why a service says of another that it did not answer: a new failure there, of its own. */
export function answersFor(cause: Node, effect: Node): boolean {
  if (!OF_ANOTHER.has(effect.rule?.category) || OF_ANOTHER.has(cause.rule?.category)) return false;
  const raised = cause.role === 'cause' || (cause.rule !== null && cause.end === 0 && !cause.platform);
  return raised && isNews(cause) && !effect.meets(cause);
}

/** A symptom may as well be the caller's, said right after: it has to be so long before what it answers for. */
export function leastDelay({ role }: Node): number {
  return role === 'cause' ? Number.NEGATIVE_INFINITY : SECOND;
}

/** Of what a called service does wrong its callers see a part at most so large. */
const PART = 2 / 3;

/**
 * Whether two services' own words may tell of one thing, the cause in the called one: there is far more of it than callers show, and it
 * began first.
 */
function isCalled(cause: Node, effect: Node): boolean {
  if (cause.rule !== null || effect.rule !== null || cause.end > 0 || effect.request || effect.role === 'cause')
    return false;
  return isNews(cause) && effect.count <= cause.count * PART && cause.first <= effect.first + SECOND;
}

/** Whether so many of the effect's entries as it takes lie near to one of the cause's: most pairs do not, which shows after a few. */
function isNear(reach: number, { index }: Node, effect: Node): boolean {
  let misses = mostMisses(effect);
  return effect.sample.every(
    ({ member }) => index.lastIn('any', 'any', member.time - reach, member.end + reach) !== null || --misses >= 0,
  );
}

/** Of an effect's members at most so many lie far from a cause's. */
export function mostMisses({ sample }: Node): number {
  return Math.ceil(sample.length * (1 - SHARE));
}

const MET = new Delays();

function within(reach: number, cause: Node, effect: Node): Link | null {
  const { sample } = effect;
  const met = MET.clear();
  for (const { member } of sample) {
    const found = cause.index.lastIn('any', 'any', member.time - reach, member.end + reach);
    if (found !== null) met.push(member.end - found);
  }
  const share = met.length / sample.length;
  if (met.length < FEWEST || share < SHARE) return null;
  const chance = chanceOf(reach, cause, sample);
  if (surprise(share, chance, sample.length) < SURE) return null;
  const delay = met.median()!;
  if (answersFor(cause, effect) && delay <= leastDelay(cause)) return null;
  const order = delay >= 0 ? `${formatLag(delay / 1000)} before it` : 'at the same time';
  const expected = (chance * sample.length).toPrecision(2);
  const text = `in ${met.length} of ${sample.length} entries within ${formatLag(reach / 1000)}, ${order} (median); by chance it would be ${expected}`;
  return { cause, effect, score: 1.2 * share, precise: false, evidence: [text] };
}

/** How likely some entry of the cause lies within reach of one of the effect's, wherever that lies. */
function chanceOf(reach: number, cause: Node, sample: Member[]): number {
  const lasting = sample.reduce((sum, { member }) => sum + member.end - member.time, 0) / sample.length;
  return shareNear(cause, lasting + 2 * reach);
}
