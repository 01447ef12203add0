import { type MemberKeys, STRETCH } from './member-keys.ts';

/** Bits for each member: so many that of what is not there one in 17 seems to be. */
const BITS = 16;
const WORD = 5;

/** In which stretches of time there are members: Bloom's filter (1970) with one hash. */
export class TimeFilter {
  readonly #bits: Uint32Array;
  /** By how much a hash is shifted to be the number of a bit. */
  readonly #shift: number;

  constructor(parts: readonly MemberKeys[]) {
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    const exponent = Math.max(WORD, Math.ceil(Math.log2(size * BITS)));
    this.#shift = 32 - exponent;
    this.#bits = new Uint32Array(2 ** (exponent - WORD));
    for (const keys of parts) {
      for (let i = 0; i < keys.length; i++) {
        const bit = this.#bitOf(keys.at(i, STRETCH));
        this.#bits[bit >>> WORD]! |= 1 << (bit & 31);
      }
    }
  }

  /** Whether there may be members in one of some stretches; where there are, always. */
  has(stretches: readonly number[]): boolean {
    for (const stretch of stretches) {
      const bit = this.#bitOf(stretch);
      if ((this.#bits[bit >>> WORD]! >>> (bit & 31)) & 1) return true;
    }
    return false;
  }

  #bitOf(stretch: number): number {
    return Math.imul(stretch, 0x9e3779b1) >>> this.#shift;
  }
}
