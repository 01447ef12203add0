import { type ApiError, isPassing, status } from './status.ts';

/** Milliseconds before the next attempt at the same page. */
const PASSING = [500, 1000, 2000, 4000];
/** In all 127 s: the quota is a minute's, so whoever used it up is through by then. */
const QUOTA = [2000, 5000, 10_000, 20_000, 30_000, 60_000];
/** A page that took longer than CALL_TIMEOUT twice will do so a third time. */
const SLOW = [500, 1000];

/** How long one page may take. */
export const CALL_TIMEOUT = 60_000;

/** Counts the failures of one call and says when to try again. */
export class Backoff {
  #quota = 0;
  #passing = 0;

  /** Milliseconds to wait, null = give up. */
  next(error: ApiError): number | null {
    if (error.code === status.resourceExhausted) return QUOTA[this.#quota++] ?? null;
    if (!isPassing(error)) return null;
    return (error.code === status.deadlineExceeded ? SLOW : PASSING)[this.#passing++] ?? null;
  }
}
