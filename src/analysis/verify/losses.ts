import type { Loss, LossReason, Micros } from '../../model.ts';
import { parseTime } from '../../text/time.ts';

/** What was not read on the sides of a fix. */
export interface Unread {
  before: boolean;
  since: boolean;
}

const UNREAD: ReadonlySet<LossReason> = new Set(['quota', 'not-read', 'over-cap', 'suppressed', 'late']);
/** The requests of a source that reads them apart: without them rates rest on time. */
const REQUESTS = /\brequests, so there are no rates\b/;
/**
 * What says nothing about either side: the search for deployments has found the fix, which is the newest of them; what the queries of a
 * project never ask for is asked for on neither side; and of missing requests only the rates suffer.
 */
const HARMLESS = /^deployments\b|^the (?:window|baseline): texts of rules |\brequests, so there are no rates\b/;
const SPAN = / from (\S+) to (\S+) not read/;

/** Where a member may have been missed: pages come newest first, so of a window read in part only what is older is unread. */
export function unreadAround(losses: Loss[], begin: Micros): Unread {
  const unread = { before: false, since: false };
  for (const { reason, detail } of losses) {
    if (!UNREAD.has(reason) || HARMLESS.test(detail)) continue;
    const span = SPAN.exec(detail);
    const from = parseTime(span?.[1] ?? '');
    const to = parseTime(span?.[2] ?? '');
    const ofBaseline = detail.startsWith('the baseline');
    if (ofBaseline || from === null || from < begin) unread.before = true;
    if (!ofBaseline && (to === null || to > begin)) unread.since = true;
  }
  return unread;
}

/** Whether requests were counted, so that they can be what a rate is per. */
export function countsRequests(losses: Loss[]): boolean {
  return !losses.some(({ detail }) => REQUESTS.test(detail));
}
