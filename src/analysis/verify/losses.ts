import type { Loss, LossOf, LossReason, Micros } from '../../model.ts';
import { parseTime } from '../../text/time.ts';

/** What was not read on the sides of a fix. */
export interface Unread {
  before: boolean;
  since: boolean;
}

const UNREAD: ReadonlySet<LossReason> = new Set(['quota', 'not-read', 'over-cap', 'suppressed', 'late']);
/**
 * What says nothing about either side: the search for deployments has found the fix, which is the newest of them; what the queries of a
 * project never ask for is asked for on neither side; and of missing requests only the rates suffer.
 */
const HARMLESS: ReadonlySet<LossOf> = new Set(['deployments', 'texts', 'requests']);

/** Where a member may have been missed: pages come newest first, so of a window read in part only what is older is unread. */
export function unreadAround(losses: Loss[], begin: Micros): Unread {
  const unread = { before: false, since: false };
  for (const { reason, of, from, to } of losses) {
    if (!UNREAD.has(reason) || (of !== undefined && HARMLESS.has(of))) continue;
    if ((parseTime(from ?? '') ?? Number.NEGATIVE_INFINITY) < begin) unread.before = true;
    if ((parseTime(to ?? '') ?? Number.POSITIVE_INFINITY) > begin) unread.since = true;
  }
  return unread;
}

/** Whether requests were counted, so that they can be what a rate is per. */
export function countsRequests(losses: Loss[]): boolean {
  return !losses.some(({ of }) => of === 'requests');
}
