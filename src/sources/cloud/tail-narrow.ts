import type { Loss, Micros } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { narrowFilter, tailScope } from './filters.ts';
import type { CloudOptions } from './options.ts';

export interface Narrowed {
  filter: string;
  /** For the report's reader. */
  note: string;
  /** Where not all rules' texts fit into the filter. */
  losses: Loss[];
}

/** What to follow from `now` on where all of it is more than a tail gives: failures and requests. */
export function narrowed(
  options: Pick<CloudOptions, 'services' | 'regions' | 'filter'>,
  needles: string[],
  now: Micros,
): Narrowed {
  const { filter, left } = narrowFilter(tailScope(options), needles);
  const since = formatTime(now);
  const note = `Since ${since} only failures and requests are followed: the project logs more than the 60,000 entries a minute that a tail gives.`;
  if (left.length === 0) return { filter, note, losses: [] };
  const detail = `since ${since}: texts of rules that the tail's query has no room for; lines without a level that only they tell are not followed`;
  return { filter, note, losses: [{ reason: 'over-cap', count: left.length, detail, of: 'texts' }] };
}
