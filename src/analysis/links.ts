import { formatLag } from '../text/time.ts';
import type { Occurrence } from './clusters.ts';
import { keys, type Node } from './nodes.ts';
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
/** Members looked at: evidence is a share, and more would not sharpen it. */
const LOOKED_AT = 200;

interface Measure {
  name: string;
  /** How long before the effect the cause may lie, microseconds. */
  reach: number;
  weight: number;
  key: (service: string, member: Occurrence) => string;
  unit: string;
}

/** From what binds most to what binds least. */
const MEASURES: Measure[] = [
  { name: 'trace', reach: 3600_000 * MS, weight: 3, key: (_, member) => keys.trace(member), unit: 'traces' },
  {
    name: 'user',
    reach: 10_000 * MS,
    weight: 2.5,
    key: (_, member) => keys.user(member),
    unit: 'entries of the same user or connection',
  },
  {
    name: 'at-once',
    reach: 100 * MS,
    weight: 2.2,
    key: keys.instance,
    unit: 'entries on the same instance, at most 100 ms apart',
  },
  { name: 'instance', reach: 5_000 * MS, weight: 2, key: keys.instance, unit: 'entries on the same instance' },
  { name: 'revision', reach: 60_000 * MS, weight: 1, key: keys.revision, unit: 'entries of the same revision' },
  { name: 'minutes', reach: 300_000 * MS, weight: 0.5, key: keys.revision, unit: 'entries of the same revision' },
  { name: 'other-service', reach: 60_000 * MS, weight: 0.3, key: () => keys.any(), unit: 'entries' },
];
const PRECISE = new Set(['trace', 'user', 'at-once', 'instance']);

interface Measured {
  measure: Measure;
  hits: number;
  total: number;
  /** Median microseconds from cause to effect. */
  delay: number;
  /** Whether the effect has times, not only an order of lines. */
  timed: boolean;
}

function sampled(node: Node): { service: string; member: Occurrence }[] {
  const all = node.parts.flatMap(({ cluster, verdict }) =>
    verdict.inWindow.map((member) => ({ service: cluster.service, member })),
  );
  all.sort((a, b) => a.member.time - b.member.time || (a.member.trace < b.member.trace ? -1 : 1));
  const step = Math.max(1, all.length / LOOKED_AT);
  return Array.from({ length: Math.min(all.length, LOOKED_AT) }, (_, i) => all[Math.floor(i * step)]!);
}

/** Of the effect's members, how many have a member of the cause shortly before them under the same key. */
function measureBy(measure: Measure, cause: Node, effect: Node): Measured {
  let total = 0;
  const delays: number[] = [];
  for (const { service, member } of sampled(effect)) {
    const key = measure.key(service, member);
    if (!key) continue;
    total++;
    const found = cause.index.lastIn(key, member.time - measure.reach, member.end + SKEW);
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

/**
 * The link from one node to another, null where the evidence does not carry it. What a rule knows needs at least order in time; where
 * no rule knows it, the same requests have to show it, always in the same order.
 */
export function linkBetween(cause: Node, effect: Node): Link | null {
  const known = leadsTo(cause, effect);
  if (!known && effect.role === 'cause' && effect.rule !== null) return null;
  const measured = MEASURES.map((measure) => measureBy(measure, cause, effect)).filter(
    ({ hits, total }) => hits > 0 && hits / total >= MIN_SHARE,
  );
  const best = measured[0];
  if (!best) return null;
  const precise = PRECISE.has(best.measure.name);
  if (!known && !carriesAlone(best, cause, effect)) return null;
  // An old, steady error explains a new one only where both show in the same requests.
  if (!precise && (cause.verdict === 'unchanged' || cause.verdict === 'better')) return null;
  if (!precise && cause.first > effect.first + SKEW) return null;
  const score = (known ? 2 : 0) + best.measure.weight * (best.hits / best.total);
  // A trace and what binds next: more would say the same again.
  const said = precise ? measured.filter(({ measure }) => PRECISE.has(measure.name)).slice(0, 2) : [best];
  const once = said.filter(
    ({ measure }, i) => i === 0 || said[0]!.measure.name === 'trace' || measure.name !== 'instance',
  );
  return { cause, effect, score, precise, evidence: once.map(sentence) };
}

/** Without a rule: three or more times, nearly always, in the same requests or at once on an instance, and far beyond chance. */
function carriesAlone({ measure, hits, total, delay }: Measured, cause: Node, effect: Node): boolean {
  // An error in the application's own words lies deeper than what a rule knows for a symptom.
  const deeper = cause.role === 'cause' || (cause.rule === null && effect.rule !== null);
  // What a rule knows for a symptom is one also where clocks and buffers print it first.
  if (!deeper || hits < 3 || (delay <= 0 && effect.rule === null)) return false;
  if (measure.name === 'trace') return hits / total >= 0.8;
  return measure.name === 'at-once' && hits / total >= 0.9 && chanceOf(cause, measure.reach) < 0.2;
}

/** How likely some member of the cause lies within `reach` before any moment, as often as it was seen on its instances. */
function chanceOf(cause: Node, reach: number): number {
  const instances = new Set(cause.members.map((member) => member.instance)).size;
  const span = Math.max(reach, cause.members.at(-1)!.time - cause.first);
  return Math.min(1, (cause.members.length / instances / span) * reach);
}

/** A line that announces the trace printed right after it on the same instance ("Exception in ASGI application"). */
export function announces(lead: Node, trace: Node): Link | null {
  const printed = trace.parts.some(({ cluster }) => cluster.trace !== null);
  if (!printed || lead.rule !== null || lead.parts.some(({ cluster }) => cluster.trace !== null)) return null;
  const looked = sampled(lead);
  const hits = looked.filter(({ service, member }) => {
    const key = keys.instance(service, member);
    return key !== '' && trace.index.lastIn(key, member.time, member.time + 1_000 * MS) !== null;
  }).length;
  if (hits / looked.length < 0.8) return null;
  const evidence = [`printed right before it on the same instance in ${hits} of ${looked.length} entries`];
  return { cause: trace, effect: lead, score: 3, precise: true, evidence };
}

/** What began with or after a cause on the same revision, and is known to be a symptom, though nothing but time binds them. */
export function byTimeOnly(cause: Node, effect: Node): Link | null {
  if (effect.role !== 'symptom' || cause.role !== 'cause' || cause.first > effect.first + 1_000 * MS) return null;
  const near = measureBy(MEASURES[4]!, cause, effect);
  if (near.hits / near.total < 0.8) return null;
  // The nearer the cause, the better: below what any other link scores.
  const score = 0.2 / (1 + Math.max(0, near.delay) / (1000 * MS));
  return { cause, effect, score, precise: false, evidence: [`by time only: ${sentence(near)}`] };
}
