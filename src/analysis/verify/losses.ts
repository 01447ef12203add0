import type { Loss, LossReason, Micros } from '../../model.ts';
import { parseTime } from '../../text/time.ts';

const UNREAD: ReadonlySet<LossReason> = new Set(['quota', 'not-read', 'over-cap', 'suppressed', 'late']);
/**
 * What says nothing against "none since": what is missing of the search for deployments or of the time before makes the old rate lower at
 * most; and what the queries never ask for is asked for on neither side.
 */
const HARMLESS = /^(?:deployments\b|the baseline\b|the window: texts of rules )/;
const UNTIL = / from \S+ to (\S+) not read/;

/** Losses through which a hit since `begin` may have been missed: pages come newest first, so what is not read may all lie before. */
export function unreadSince(losses: Loss[], begin: Micros): Loss[] {
  return losses.filter(({ reason, detail }) => {
    if (!UNREAD.has(reason) || HARMLESS.test(detail)) return false;
    const until = parseTime(UNTIL.exec(detail)?.[1] ?? '');
    return until === null || until > begin;
  });
}
