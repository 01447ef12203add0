import { type ApiError, isLogin, isPassing, status } from './status.ts';
import type { TailTiming } from './tail-timing.ts';

/** Why a tail died, by its status. What is not here does not get better by itself. */
const REASONS: Record<number, string> = {
  [status.cancelled]: 'the server cancelled it',
  [status.unknown]: 'the server failed',
  [status.deadlineExceeded]: 'its time was up',
  [status.resourceExhausted]: 'too many tails are open, or the quota is used up',
  [status.aborted]: 'the server cancelled it',
  [status.outOfRange]: 'the tail met its maximum duration',
  [status.internal]: 'the server failed',
  [status.unavailable]: 'the connection was lost',
  [status.dataLoss]: 'the server failed',
};

/** Why a tail ended, in a few words; null where another attempt would end alike. A null error is the server's OK. */
export function reasonOf(error: ApiError | null): string | null {
  if (error === null) return 'the server ended it';
  if (isLogin(error)) return null;
  return REASONS[error.code] ?? (isPassing(error) ? 'no access token' : null);
}

/** Says how long to wait before the next attempt to open a tail: exponential with jitter, so that many do not come at once. */
export class TailBackoff {
  readonly #timing: TailTiming;
  readonly #random: () => number;
  #failures = 0;

  constructor(timing: TailTiming, random: () => number) {
    this.#timing = timing;
    this.#random = random;
  }

  /** Milliseconds. `lived`: how long the tail was open. */
  next(error: ApiError | null, lived: number): number {
    const { firstBackoffMs, longestBackoffMs, steadyMs, quotaPauseMs } = this.#timing;
    if (lived >= steadyMs) this.#failures = 0;
    const failures = this.#failures++;
    if (error?.code === status.outOfRange && failures === 0) return 0;
    const growing = Math.min(longestBackoffMs, firstBackoffMs * 2 ** failures);
    const pause = error?.code === status.resourceExhausted ? Math.max(quotaPauseMs, growing) : growing;
    return pause * (0.5 + this.#random() / 2);
  }
}
