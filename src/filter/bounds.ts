import type { Micros } from '../model.ts';
import type { Filter, FilterContext } from './types.ts';
import { resolveInstant } from './values.ts';

/** The span in which all entries lie that pass a filter, both ends included; null where the filter sets no end. */
export interface TimeBounds {
  from: Micros | null;
  to: Micros | null;
}

const SETS_FROM = ['>', '>=', '=', ':'];
const SETS_TO = ['<', '<=', '=', ':'];

/** The bounds that a filter's `timestamp` comparisons imply, of those that all entries have to pass (joined by AND at the top). */
export function timeBounds(filter: Filter, context: FilterContext = {}): TimeBounds {
  const bounds: TimeBounds = { from: null, to: null };
  const now = context.now ?? Date.now() * 1000;
  for (const part of filter.kind === 'and' ? filter.parts : [filter]) {
    if (part.kind !== 'compare' || part.path[0] !== 'timestamp' || part.value === null) continue;
    const time = resolveInstant(part.value, now)?.time;
    if (time === undefined) continue;
    if (SETS_FROM.includes(part.op)) bounds.from = Math.max(bounds.from ?? time, time);
    if (SETS_TO.includes(part.op)) bounds.to = Math.min(bounds.to ?? time, time);
  }
  return bounds;
}
