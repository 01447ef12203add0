/** How near one node's members are to another's: by a shared trace, user, instance or revision, or by time alone. */
import { formatLag } from '../text/time.ts';
import { Delays } from './delays.ts';
import { type Kind, SHARED } from './member-index.ts';
import type { Node } from './nodes.ts';
import { isPlaced } from './untimed.ts';

export const MS = 1000;
/** Clocks of two services differ by some milliseconds: so much later may a cause be printed. */
export const SKEW = 50 * MS;
/** What Cloud Run says of an instance is written by another one than what the instance says, and two services have two clocks: order is loose. */
export const WRITERS = 1_000 * MS;
export interface Measure {
  name: string;
  /** How long before the effect the cause may lie, microseconds. */
  reach: number;
  /** How long after it, microseconds; the clocks' skew where not given. */
  ahead?: number;
  /** Only between messages of the platform. */
  platform?: true;
  /** More than time binds what shares it: a trace, a user, an instance. */
  precise?: true;
  weight: number;
  shared: Kind;
  unit: string;
}

/** From what binds most to what binds least. */
export const MEASURES: Measure[] = [
  { name: 'trace', precise: true, reach: 3600_000 * MS, weight: 3, shared: 'trace', unit: 'traces' },
  {
    name: 'user',
    precise: true,
    reach: 10_000 * MS,
    weight: 2.5,
    shared: 'user',
    unit: 'entries of the same user or connection',
  },
  {
    name: 'at-once',
    precise: true,
    reach: 100 * MS,
    weight: 2.2,
    shared: 'instance',
    unit: 'entries on the same instance, at most 100 ms apart',
  },
  {
    name: 'instance',
    precise: true,
    reach: 5_000 * MS,
    weight: 2,
    shared: 'instance',
    unit: 'entries on the same instance',
  },
  // Cloud Run notes what it did to an instance in no strict order: the exit after the probe that failed of it.
  {
    name: 'platform',
    precise: true,
    reach: 60_000 * MS,
    ahead: 5_000 * MS,
    platform: true,
    weight: 1.8,
    shared: 'instance',
    unit: 'platform messages on the same instance',
  },
  {
    name: 'platform-revision',
    precise: true,
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
export const SAME_MINUTES = MEASURES.find(({ name }) => name === 'minutes')!;
export const SAME_TRACE = MEASURES.find(({ name }) => name === 'trace')!;
export const AT_ONCE = MEASURES.find(({ name }) => name === 'at-once')!;

export interface Measured {
  measure: Measure;
  hits: number;
  total: number;
  /** Median microseconds from cause to effect. */
  delay: number;
  /** Whether the effect has times, not only an order of lines. */
  timed: boolean;
}

const DELAYS = new Delays();

/**
 * Of the effect's members, how many have a member of the cause shortly before them under the same key.
 *
 * @param least the share of them that is asked for: once it cannot be reached any more the rest is not counted
 */
export function measureBy(measure: Measure, cause: Node, effect: Node, least = 0): Measured {
  let total = 0;
  const delays = DELAYS.clear();
  const ahead = measure.ahead ?? aheadOf(measure, cause, effect);
  // Of a cause of which not all members are held nothing tells that there was none.
  const sample = cause.index.isPartOf(measure.shared) ? effect.lowest : effect.sample;
  const misses = Math.ceil(sample.length * (1 - least));
  for (const { service, member } of sample) {
    const key = SHARED[measure.shared](service, member);
    if (!key || !cause.index.knows(measure.shared, member, member.time - measure.reach, member.end + ahead)) continue;
    total++;
    const found = cause.index.lastIn(measure.shared, key, member.time - measure.reach, member.end + ahead);
    if (found !== null) delays.push(member.end - found);
    else if (total - delays.length > misses) break;
  }
  return {
    measure,
    hits: delays.length,
    total,
    delay: delays.median() ?? 0,
    timed: !isPlaced(effect.first),
  };
}

/** How much later a cause may be printed than what it brought about. */
function aheadOf({ shared }: Measure, cause: Node, effect: Node): number {
  const apart = shared === 'trace' && !effect.meets(cause);
  return apart || (shared === 'instance' && effect.platform) ? WRITERS : SKEW;
}

export function sentence({ measure, hits, total, delay, timed }: Measured): string {
  const before = delay >= 0 ? `${formatLag(delay / MS)} before it` : 'at the same time';
  return `in ${hits} of ${total} ${measure.unit}, ${timed ? `${before} (median)` : 'some lines before it'}`;
}
