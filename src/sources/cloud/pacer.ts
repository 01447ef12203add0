import type { Micros } from '../../model.ts';

const MINUTE = 60_000_000;

/**
 * A token bucket over the project's read quota: `perMinute` reads at once, then one every 60 s / perMinute. The quota is the
 * project's, not ours: whoever else reads must find something left.
 */
export class Pacer {
  readonly #perMinute: number;
  readonly #now: () => Micros;
  #tokens: number;
  #filledAt: Micros;

  constructor(perMinute: number, now: () => Micros) {
    this.#perMinute = perMinute;
    this.#now = now;
    this.#tokens = perMinute;
    this.#filledAt = now();
  }

  /** Takes one read and says how many milliseconds to wait before it. */
  take(): number {
    if (this.#perMinute <= 0) return 0;
    const now = this.#now();
    const gained = Math.max(0, now - this.#filledAt) * (this.#perMinute / MINUTE);
    this.#tokens = Math.min(this.#perMinute, this.#tokens + gained) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens * MINUTE) / this.#perMinute / 1000);
  }

  /** After the server refused for quota: somebody else reads too, so nothing is left to use at once. */
  drain(): void {
    this.#tokens = Math.min(this.#tokens, 0);
    this.#filledAt = this.#now();
  }
}
