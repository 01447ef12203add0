import { isChance } from './chance.ts';
import { answersFor, coincidence, leastDelay } from './coincidence.ts';
import {
  AT_ONCE,
  MEASURES,
  type Measured,
  MS,
  measureBy,
  SAME_MINUTES,
  SAME_TRACE,
  SKEW,
  sentence,
} from './measure.ts';
import type { Node } from './nodes.ts';

/** Why one node is held for the cause of another: each sentence with its numbers. */
export interface Link {
  cause: Node;
  effect: Node;
  score: number;
  /** Shared trace, user or instance, not time alone. */
  precise: boolean;
  evidence: string[];
}

/** Whether the cause's rule says that it brings about such an effect. */
export function leadsTo(cause: Node, effect: Node): boolean {
  if (!cause.rule || !effect.rule) return false;
  const target = effect.rule.id;
  return cause.rule.leadsTo.some((to) => to === target || (to.endsWith('/*') && target.startsWith(to.slice(0, -1))));
}

export const MIN_SHARE = 0.5;
/** Of what no rule knows nearly all: in the same request, at once on the same instance. */
export const NEARLY = 0.8;
const NEARLY_ALL = 0.9;
/** What a link that no rule knows of may rest on. */
const ALONE = [SAME_TRACE, AT_ONCE];

/**
 * The link from one node to another, null where the evidence does not carry it. What a rule knows needs at least order in time; where
 * no rule knows it, the same requests have to show it, always in the same order.
 *
 * @param shares whether so many of the effect's requests may show the cause as it takes
 */
export function linkBetween(cause: Node, effect: Node, shares: boolean): Link | null {
  if (leadsTo(cause, effect)) return knownLink(cause, effect);
  return answerLink(cause, effect, shares) ?? shownLink(cause, effect, shares) ?? coincidence(cause, effect);
}

/** What a service says of another that did not answer, or not well, comes of what failed there in the same requests. */
function answerLink(cause: Node, effect: Node, shares: boolean): Link | null {
  if (!shares || !answersFor(cause, effect)) return null;
  const measured = measureBy(SAME_TRACE, cause, effect);
  const share = measured.hits / measured.total;
  if (measured.hits === 0 || share < MIN_SHARE || measured.delay <= leastDelay(cause)) return null;
  return { cause, effect, score: SAME_TRACE.weight * share, precise: true, evidence: [sentence(measured)] };
}

/** What Cloud Run says of a service's own instances, which nothing of another service's instances brings about. */
function isOfInstances({ rule }: Node): boolean {
  return rule?.category === 'cloud-run';
}

function knownLink(cause: Node, effect: Node): Link | null {
  const held: Measured[] = [];
  for (const measure of MEASURES) {
    // A trace and what binds next: more would say the same again.
    if (held.length === 2 || (held.length === 1 && (held[0]!.measure !== SAME_TRACE || !measure.precise))) break;
    if (measure.platform && !(cause.platform && effect.platform)) continue;
    if (measure.shared === 'any' && isOfInstances(cause) && isOfInstances(effect)) continue;
    const measured = measureBy(measure, cause, effect);
    if (measured.hits > 0 && measured.hits / measured.total >= MIN_SHARE) held.push(measured);
  }
  const best = held[0];
  if (!best) return null;
  const precise = best.measure.precise ?? false;
  // An old, steady error explains a new one only where both show in the same requests.
  const steady = cause.verdict === 'unchanged' || cause.verdict === 'better';
  if (!precise && (steady || cause.first > effect.over + SKEW)) return null;
  if (!precise && isChance(best, cause, effect)) return null;
  const score = 2 + best.measure.weight * (best.hits / best.total);
  return { cause, effect, score, precise, evidence: held.map(sentence) };
}

/** Without a rule: three or more times, nearly always, in the same requests or at once on an instance, and far beyond chance. */
function shownLink(cause: Node, effect: Node, shares: boolean): Link | null {
  if (effect.rule?.role === 'cause') return null;
  if (cause.role !== 'cause' && !isDeeper(cause, effect)) return null;
  for (const measure of ALONE) {
    // An instance is of one service.
    if (measure === SAME_TRACE ? !shares : !effect.meets(cause)) continue;
    const least = measure === SAME_TRACE ? NEARLY : NEARLY_ALL;
    const measured = measureBy(measure, cause, effect, least);
    const { hits, total, delay } = measured;
    // What a rule knows for a symptom is one also where clocks and buffers print it first.
    if (hits < 3 || (delay <= 0 && effect.rule === null && effect.end === 0)) continue;
    if (hits / total >= least && (measure === SAME_TRACE || chanceOf(cause, measure.reach) < 0.2))
      return { cause, effect, score: measure.weight * (hits / total), precise: true, evidence: [sentence(measured)] };
  }
  return null;
}

/**
 * An error in the application's own words lies deeper than what a rule knows for a symptom, and than how its request ended; a line that
 * says what was answered lies no deeper than anything else.
 */
function isDeeper(cause: Node, effect: Node): boolean {
  if (effect.end === 1) return cause.end === 0;
  // Of two things that a service says of a request in its own words the first lies deeper.
  const both = cause.rule === null && effect.rule === null && cause.end + effect.end === 0;
  if (both) return effect.role === 'symptom' && effect.meets(cause);
  return cause.rule === null && (effect.end === 2 ? cause.end < 2 : effect.rule !== null && cause.end === 0);
}

/** How likely some member of the cause lies within `reach` before any moment, as often as it was seen on its instances. */
function chanceOf(cause: Node, reach: number): number {
  const span = Math.max(reach, cause.last - cause.first);
  return Math.min(1, (cause.count / cause.instances / span) * reach);
}

/** A trace is printed at most so long after the line that announces it. */
export const ANNOUNCED = 1_000 * MS;

/** A line that announces the trace printed right after it on the same instance ("Exception in ASGI application"). */
export function announces(lead: Node, trace: Node): Link | null {
  const printed = trace.parts.some(({ cluster }) => cluster.trace !== null);
  if (!printed || lead.rule?.role === 'cause' || lead.parts.some(({ cluster }) => cluster.trace !== null)) return null;
  const asked = trace.index.isPartOf('instance') ? lead.lowest : lead.sample;
  const sample = asked.filter(({ member }) =>
    trace.index.knows('instance', member, member.time, member.time + ANNOUNCED),
  );
  const hits = sample.filter(({ member }) => {
    const { instance, time } = member;
    return instance !== '' && trace.index.lastIn('instance', instance, time, time + ANNOUNCED) !== null;
  }).length;
  if (sample.length === 0 || hits / sample.length < NEARLY) return null;
  const evidence = [`printed right before it on the same instance in ${hits} of ${sample.length} entries`];
  return { cause: trace, effect: lead, score: 3, precise: true, evidence };
}

/** What is always near tells something only where it began at the same time. */
function beganTogether(cause: Node, effect: Node): boolean {
  return Math.abs(effect.first - cause.first) <= SAME_MINUTES.reach;
}

/** What began with or after a cause on the same revision, and is known to be a symptom, though nothing but time binds them. */
export function byTimeOnly(cause: Node, effect: Node): Link | null {
  if (effect.role !== 'symptom' || cause.role !== 'cause' || cause.first > effect.over + 1_000 * MS) return null;
  if (!beganTogether(cause, effect) && chanceOf(cause, SAME_MINUTES.reach) > 0.5) return null;
  const near = measureBy(SAME_MINUTES, cause, effect, NEARLY);
  if (near.hits === 0 || near.hits / near.total < NEARLY) return null;
  if (cause.hasTraces && effect.hasTraces && measureBy(SAME_TRACE, cause, effect).hits === 0) return null;
  // The nearer the cause, the better: below what any other link scores.
  const score = 0.2 / (1 + Math.max(0, near.delay) / (1000 * MS));
  return { cause, effect, score, precise: false, evidence: [`by time only: ${sentence(near)}`] };
}
