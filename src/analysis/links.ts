import { formatLag } from '../text/time.ts';
import { isChance } from './chance.ts';
import { answersFor, coincidence, leastDelay } from './coincidence.ts';
import { type Kind, type Node, SHARED } from './nodes.ts';
import { isPlaced } from './untimed.ts';

/** Why one node is held for the cause of another: each sentence with its numbers. */
export interface Link {
  cause: Node;
  effect: Node;
  score: number;
  /** Shared trace, user or instance, not time alone. */
  precise: boolean;
  evidence: string[];
}

const MS = 1000;
/** Clocks of two services differ by some milliseconds: so much later may a cause be printed. */
const SKEW = 50 * MS;
/** What Cloud Run says of an instance is written by another one than what the instance says, and two services have two clocks: order is loose. */
const WRITERS = 1_000 * MS;
export interface Measure {
  name: string;
  /** How long before the effect the cause may lie, microseconds. */
  reach: number;
  /** How long after it, microseconds; the clocks' skew where not given. */
  ahead?: number;
  /** Only between messages of the platform. */
  platform?: true;
  weight: number;
  shared: Kind;
  unit: string;
}

/** From what binds most to what binds least. */
const MEASURES: Measure[] = [
  { name: 'trace', reach: 3600_000 * MS, weight: 3, shared: 'trace', unit: 'traces' },
  {
    name: 'user',
    reach: 10_000 * MS,
    weight: 2.5,
    shared: 'user',
    unit: 'entries of the same user or connection',
  },
  {
    name: 'at-once',
    reach: 100 * MS,
    weight: 2.2,
    shared: 'instance',
    unit: 'entries on the same instance, at most 100 ms apart',
  },
  { name: 'instance', reach: 5_000 * MS, weight: 2, shared: 'instance', unit: 'entries on the same instance' },
  // Cloud Run notes what it did to an instance in no strict order: the exit after the probe that failed of it.
  {
    name: 'platform',
    reach: 60_000 * MS,
    ahead: 5_000 * MS,
    platform: true,
    weight: 1.8,
    shared: 'instance',
    unit: 'platform messages on the same instance',
  },
  {
    name: 'platform-revision',
    reach: 60_000 * MS,
    ahead: 5_000 * MS,
    platform: true,
    weight: 1.5,
    shared: 'revision',
    unit: 'platform messages of the same revision',
  },
  { name: 'revision', reach: 60_000 * MS, weight: 1, shared: 'revision', unit: 'entries of the same revision' },
  { name: 'minutes', reach: 300_000 * MS, weight: 0.5, shared: 'revision', unit: 'entries of the same revision' },
  { name: 'other-service', reach: 60_000 * MS, weight: 0.3, shared: 'any', unit: 'entries' },
];
/** Some minutes apart on the same revision: what little time alone can say. */
const SAME_MINUTES = MEASURES.find(({ name }) => name === 'minutes')!;
const SAME_TRACE = MEASURES.find(({ name }) => name === 'trace')!;
const PRECISE = new Set(['trace', 'user', 'at-once', 'instance', 'platform', 'platform-revision']);

export interface Measured {
  measure: Measure;
  hits: number;
  total: number;
  /** Median microseconds from cause to effect. */
  delay: number;
  /** Whether the effect has times, not only an order of lines. */
  timed: boolean;
}

/** Of the effect's members, how many have a member of the cause shortly before them under the same key. */
function measureBy(measure: Measure, cause: Node, effect: Node): Measured {
  let total = 0;
  const delays: number[] = [];
  const ahead = measure.ahead ?? aheadOf(measure, cause, effect);
  for (const { service, member } of effect.sample) {
    const key = SHARED[measure.shared](service, member);
    if (!key) continue;
    total++;
    const found = cause.index.lastIn(measure.shared, key, member.time - measure.reach, member.end + ahead);
    if (found !== null) delays.push(member.end - found);
  }
  delays.sort((a, b) => a - b);
  return {
    measure,
    hits: delays.length,
    total,
    delay: delays[delays.length >> 1] ?? 0,
    timed: !isPlaced(effect.first),
  };
}

/** How much later a cause may be printed than what it brought about. */
function aheadOf({ shared }: Measure, cause: Node, effect: Node): number {
  const apart = shared === 'trace' && !effect.services.some((service) => cause.services.includes(service));
  return apart || (shared === 'instance' && effect.platform) ? WRITERS : SKEW;
}

function sentence({ measure, hits, total, delay, timed }: Measured): string {
  const before = delay >= 0 ? `${formatLag(delay / MS)} before it` : 'at the same time';
  return `in ${hits} of ${total} ${measure.unit}, ${timed ? `${before} (median)` : 'some lines before it'}`;
}

/** Whether the cause's rule says that it brings about such an effect. */
export function leadsTo(cause: Node, effect: Node): boolean {
  if (!cause.rule || !effect.rule) return false;
  const target = effect.rule.id;
  return cause.rule.leadsTo.some((to) => to === target || (to.endsWith('/*') && target.startsWith(to.slice(0, -1))));
}

const MIN_SHARE = 0.5;
/** What a link that no rule knows of may rest on. */
const ALONE = MEASURES.filter(({ name }) => name === 'trace' || name === 'at-once');

/**
 * The link from one node to another, null where the evidence does not carry it. What a rule knows needs at least order in time; where
 * no rule knows it, the same requests have to show it, always in the same order.
 */
export function linkBetween(cause: Node, effect: Node): Link | null {
  if (leadsTo(cause, effect)) return knownLink(cause, effect);
  return answerLink(cause, effect) ?? shownLink(cause, effect) ?? coincidence(cause, effect);
}

/** What a service says of another that did not answer, or not well, comes of what failed there in the same requests. */
function answerLink(cause: Node, effect: Node): Link | null {
  if (!answersFor(cause, effect)) return null;
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
    if (held.length === 2 || (held.length === 1 && (held[0]!.measure.name !== 'trace' || !PRECISE.has(measure.name))))
      break;
    if (measure.platform && !(cause.platform && effect.platform)) continue;
    if (measure.shared === 'any' && isOfInstances(cause) && isOfInstances(effect)) continue;
    const measured = measureBy(measure, cause, effect);
    if (measured.hits > 0 && measured.hits / measured.total >= MIN_SHARE) held.push(measured);
  }
  const best = held[0];
  if (!best) return null;
  const precise = PRECISE.has(best.measure.name);
  // An old, steady error explains a new one only where both show in the same requests.
  const steady = cause.verdict === 'unchanged' || cause.verdict === 'better';
  if (!precise && (steady || cause.first > effect.over + SKEW)) return null;
  if (!precise && isChance(best, cause, effect)) return null;
  const score = 2 + best.measure.weight * (best.hits / best.total);
  return { cause, effect, score, precise, evidence: held.map(sentence) };
}

/** Without a rule: three or more times, nearly always, in the same requests or at once on an instance, and far beyond chance. */
function shownLink(cause: Node, effect: Node): Link | null {
  if (effect.rule?.role === 'cause') return null;
  if (cause.role !== 'cause' && !isDeeper(cause, effect)) return null;
  for (const measure of ALONE) {
    const measured = measureBy(measure, cause, effect);
    const { hits, total, delay } = measured;
    // What a rule knows for a symptom is one also where clocks and buffers print it first.
    if (hits < 3 || (delay <= 0 && effect.rule === null && effect.end === 0)) continue;
    const carries =
      measure.name === 'trace' ? hits / total >= 0.8 : hits / total >= 0.9 && chanceOf(cause, measure.reach) < 0.2;
    if (carries)
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
  if (both) return effect.role === 'symptom' && effect.services.some((service) => cause.services.includes(service));
  return cause.rule === null && (effect.end === 2 ? cause.end < 2 : effect.rule !== null && cause.end === 0);
}

/** How likely some member of the cause lies within `reach` before any moment, as often as it was seen on its instances. */
function chanceOf(cause: Node, reach: number): number {
  const instances = new Set(cause.members.map(({ member }) => member.instance)).size;
  const span = Math.max(reach, cause.last - cause.first);
  return Math.min(1, (cause.count / instances / span) * reach);
}

/** A line that announces the trace printed right after it on the same instance ("Exception in ASGI application"). */
export function announces(lead: Node, trace: Node): Link | null {
  const printed = trace.parts.some(({ cluster }) => cluster.trace !== null);
  if (!printed || lead.rule?.role === 'cause' || lead.parts.some(({ cluster }) => cluster.trace !== null)) return null;
  const { sample } = lead;
  const hits = sample.filter(({ member }) => {
    const { instance, time } = member;
    return instance !== '' && trace.index.lastIn('instance', instance, time, time + 1_000 * MS) !== null;
  }).length;
  if (hits / sample.length < 0.8) return null;
  const evidence = [`printed right before it on the same instance in ${hits} of ${sample.length} entries`];
  return { cause: trace, effect: lead, score: 3, precise: true, evidence };
}

/** What is always near tells something only where it began at the same time. */
function beganTogether(cause: Node, effect: Node): boolean {
  return Math.abs(effect.first - cause.first) <= SAME_MINUTES.reach;
}

function haveTraces({ sample }: Node): boolean {
  return sample.filter(({ member }) => member.trace !== '').length * 2 > sample.length;
}

/** What began with or after a cause on the same revision, and is known to be a symptom, though nothing but time binds them. */
export function byTimeOnly(cause: Node, effect: Node): Link | null {
  if (effect.role !== 'symptom' || cause.role !== 'cause' || cause.first > effect.over + 1_000 * MS) return null;
  if (!beganTogether(cause, effect) && chanceOf(cause, SAME_MINUTES.reach) > 0.5) return null;
  if (haveTraces(cause) && haveTraces(effect) && measureBy(SAME_TRACE, cause, effect).hits === 0) return null;
  const near = measureBy(SAME_MINUTES, cause, effect);
  if (near.hits === 0 || near.hits / near.total < 0.8) return null;
  // The nearer the cause, the better: below what any other link scores.
  const score = 0.2 / (1 + Math.max(0, near.delay) / (1000 * MS));
  return { cause, effect, score, precise: false, evidence: [`by time only: ${sentence(near)}`] };
}
