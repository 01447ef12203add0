import { hashOf } from './numbers.ts';

/** Lines of requests that are held at a time: enough to learn what follows what, and some megabytes. */
export const CAP = 15_000;
/** A trace's rank is the number of leading zeros of its hash, so there are no more levels. */
const LEVELS = 33;

/**
 * Chooses whole traces, never single lines: those whose hash lies below a threshold, which halves whenever more than `cap` lines were let
 * through. What lies below the last threshold depends only on what was seen, not on its order.
 */
export class TraceSample {
  readonly #cap: number;
  /** Lines let through, by the rank of their trace. */
  readonly #lines = new Array<number>(LEVELS).fill(0);
  #held = 0;
  #level = 0;

  /** `level`: how often the threshold is halved from the start, where much is to come. */
  constructor(level = 0, cap = CAP) {
    this.#cap = cap;
    this.#level = Math.min(level, LEVELS - 1);
  }

  /** Halves the threshold until it has been halved so often. */
  raise(level: number): void {
    while (this.#level < Math.min(level, LEVELS - 1)) this.#held -= this.#lines[this.#level++]!;
  }

  /** Whether a line of this trace is wanted; counts it where it is. */
  follows(trace: string): boolean {
    const rank = rankOf(trace);
    if (rank < this.#level) return false;
    this.#lines[rank]!++;
    this.#held++;
    while (this.#held > this.#cap && this.#level < LEVELS - 1) this.raise(this.#level + 1);
    return rank >= this.#level;
  }

  /** Whether a trace is below the threshold as it is now. */
  keeps(trace: string): boolean {
    return rankOf(trace) >= this.#level;
  }

  /** How often the threshold has been halved. */
  get level(): number {
    return this.#level;
  }
}

/** Characters that are hashed: the end of an id is where two differ. */
const HASHED = 12;

/** Leading zeros of the trace's hash. */
function rankOf(trace: string): number {
  return Math.clz32(hashOf(trace, Math.max(0, trace.length - HASHED)));
}
