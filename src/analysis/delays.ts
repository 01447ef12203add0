import type { Micros } from '../model.ts';

/**
 * Times from cause to effect of which the median is asked for, thousands of lists for a report: they are written one over the other, as
 * lists of their own would be most of what is thrown away.
 */
export class Delays {
  #delays = new Float64Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): this {
    this.#length = 0;
    return this;
  }

  push(delay: Micros): void {
    if (this.#length === this.#delays.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#delays);
      this.#delays = larger;
    }
    this.#delays[this.#length++] = delay;
  }

  /** The upper one of two in the middle; null of none. */
  median(): Micros | null {
    return this.#delays.subarray(0, this.#length).sort()[this.#length >> 1] ?? null;
  }
}
