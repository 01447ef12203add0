/** A quota per minute: so many at once, then as many a minute, evenly. */
import type { Micros } from '../model.ts';

const MINUTE = 60_000_000;

export class TokenBucket {
  readonly perMinute: number;
  readonly #clock: () => Micros;
  #left: number;
  #filledAt: Micros;

  constructor(perMinute: number, clock: () => Micros) {
    this.perMinute = perMinute;
    this.#clock = clock;
    this.#left = perMinute;
    this.#filledAt = clock();
  }

  /** Takes as many of `wanted` as there are; returns how many. */
  take(wanted: number): number {
    const now = this.#clock();
    this.#left = Math.min(this.perMinute, this.#left + ((now - this.#filledAt) * this.perMinute) / MINUTE);
    this.#filledAt = now;
    const taken = Math.min(wanted, Math.floor(this.#left + 1e-9));
    this.#left -= taken;
    return taken;
  }
}
