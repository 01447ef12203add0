import type { Loss, LossReason } from '../../model.ts';

const UNREAD: ReadonlySet<LossReason> = new Set(['quota', 'not-read', 'over-cap', 'suppressed', 'late']);
/**
 * What says nothing against "none since": what is missing of the search for deployments or of the time before makes the old rate lower at
 * most; and what the queries never ask for is asked for on neither side.
 */
const HARMLESS = /^(?:deployments\b|the baseline\b|the window: texts of rules )/;

/** Losses through which a hit since the fix may have been missed. */
export function unreadSince(losses: Loss[]): Loss[] {
  return losses.filter(({ reason, detail }) => UNREAD.has(reason) && !HARMLESS.test(detail));
}
