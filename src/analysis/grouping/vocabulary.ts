import { isVariable, VALUE } from './sequence.ts';
import { isBeforeName, isConstantWord, isKindWord } from './words.ts';

/** Two multipliers of 32 bits for each word: what two sums over a sequence are made of. */
const MIX = [0x9e3779b1, 0x85ebca6b] as const;

/** Words as numbers, so that sequences are compared and hashed without text. 0 is the value. */
export class Vocabulary {
  readonly words: string[] = [];
  /** Ends in a value: `blk_*`. Of the value itself too. */
  readonly variable: boolean[] = [];
  readonly constant: boolean[] = [];
  /** Tells kinds apart where few words stand at a place. */
  readonly kind: boolean[] = [];
  readonly beforeName: boolean[] = [];
  readonly #ids = new Map<string, number>();

  constructor() {
    this.id(VALUE);
  }

  /** -1 for a word that was never given an id. */
  known(word: string): number {
    return this.#ids.get(word) ?? -1;
  }

  id(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.words.length;
    this.#ids.set(word, id);
    this.words.push(word);
    this.variable.push(isVariable(word));
    this.constant.push(isConstantWord(word));
    this.kind.push(isKindWord(word));
    this.beforeName.push(isBeforeName(word));
    return id;
  }
}

/** Stands in a hash for the place that is left open. */
const HOLE = 0x7fffffff;

function mixed(word: number, place: number, multiplier: number): number {
  let value = Math.imul(word + 1, multiplier) ^ Math.imul(place + 1, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return Math.imul(value ^ (value >>> 12), 0x297a2d39);
}

/**
 * Hashes of a sequence with some places left open, each in constant time: the sum over all places is made once. 53 bits, so that
 * among a million of them two that are not alike collide once in ten thousand times.
 */
export class HoleHashes {
  readonly #ids: readonly number[];
  readonly #sums: [number, number] = [0, 0];

  constructor(ids: readonly number[]) {
    this.#ids = ids;
    ids.forEach((id, place) => {
      this.#sums[0] = (this.#sums[0] + mixed(id, place, MIX[0])) | 0;
      this.#sums[1] = (this.#sums[1] + mixed(id, place, MIX[1])) | 0;
    });
  }

  /** `tag` keeps holes of different kinds apart. */
  at(places: readonly number[], tag: number): number {
    let [a, b] = this.#sums;
    for (const place of places) {
      const id = this.#ids[place]!;
      a = (a - mixed(id, place, MIX[0]) + mixed(HOLE, place, MIX[0])) | 0;
      b = (b - mixed(id, place, MIX[1]) + mixed(HOLE, place, MIX[1])) | 0;
    }
    a = Math.imul(a ^ (this.#ids.length + 1000 * tag), 0x2c1b3c6d);
    return (a >>> 11) * 0x100000000 + (b >>> 0);
  }
}
