import type { MemberKeys } from './member-keys.ts';

/** Bits for each member: so many that of what is not there one in 17 seems to be. */
const BITS = 16;
const WORD = 5;

/** In which stretches of time each of many groups of members has some: Bloom's filter (1970) with one hash, one for each group. */
export class TimeFilter {
  readonly #bits: Uint32Array;
  /** Where the bits of a group begin, in words; and by how much a hash is shifted to be the number of one. */
  readonly #starts: Int32Array;
  readonly #shifts: Uint8Array;

  constructor(groups: readonly (readonly Pick<MemberKeys, 'stretches' | 'length'>[])[]) {
    this.#starts = new Int32Array(groups.length);
    this.#shifts = new Uint8Array(groups.length);
    let words = 0;
    groups.forEach((parts, group) => {
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      const exponent = Math.max(WORD, Math.ceil(Math.log2(size * BITS)));
      this.#starts[group] = words;
      this.#shifts[group] = 32 - exponent;
      words += 2 ** (exponent - WORD);
    });
    this.#bits = new Uint32Array(words);
    groups.forEach((parts, group) => {
      for (const { stretches, length } of parts)
        for (let i = 0; i < length; i++) this.#set(this.#bitOf(group, stretches[i]!));
    });
  }

  #set(bit: number): void {
    this.#bits[bit >>> WORD]! |= 1 << (bit & 31);
  }

  /** Whether a group may have members in one of some stretches; where it has some, always. */
  has(group: number, stretches: readonly number[]): boolean {
    for (const stretch of stretches) {
      const bit = this.#bitOf(group, stretch);
      if ((this.#bits[bit >>> WORD]! >>> (bit & 31)) & 1) return true;
    }
    return false;
  }

  #bitOf(group: number, stretch: number): number {
    return this.#starts[group]! * 32 + (Math.imul(stretch, 0x9e3779b1) >>> this.#shifts[group]!);
  }
}
