/**
 * Where words may stand in a text that nearly never has one: told by grams of four letters, each folded to its low five bits (A and a
 * alike; what else collides only costs a comparison). Of a word of five letters one of two neighbouring grams lies at an even
 * place, so only every other gram of the text is looked at (q-gram sampling).
 */

const GRAM = 4;
const GRAMS = 1 << (5 * GRAM);

/** Log text's letters, most common first: of a word the grams with the rarest ones are looked for. */
const COMMON = ' etaoinsrldcpumgfbhvwky0123456789.-_:/';
const RANKS = new Uint8Array(128).fill(COMMON.length);
for (const letter of COMMON) {
  RANKS[letter.charCodeAt(0)] = COMMON.indexOf(letter);
  RANKS[letter.toUpperCase().charCodeAt(0)] = COMMON.indexOf(letter);
}

/** A word, by its index, and where in it a gram begins. */
export interface Place {
  word: number;
  offset: number;
}

export interface GramTable {
  /** How far apart the grams of a text are looked at. */
  stride: number;
  /** A bit for each folded gram, 1 where it is part of a word: 128 KB, where bytes would take a megabyte. */
  marked: Uint32Array;
  places: Map<number, Place[]>;
}

/** Letters that a word must have so that a gram of it is met. */
export function minLength(stride: number): number {
  return GRAM + stride - 1;
}

/** Indexes the words that are long enough; `maxLength` is the longest that is meant, if any is. */
export function indexGrams(words: readonly string[], stride: number, maxLength = Number.POSITIVE_INFINITY): GramTable {
  const marked = new Uint32Array(GRAMS / 32);
  const places = new Map<number, Place[]>();
  words.forEach((text, word) => {
    if (text.length < minLength(stride) || text.length > maxLength) return;
    const start = rarestWindow(text, minLength(stride));
    for (let offset = start; offset < start + stride; offset++) {
      const gram = gramAt(text, offset);
      const known = places.get(gram);
      if (known) known.push({ word, offset });
      else places.set(gram, [{ word, offset }]);
      marked[gram >> 5]! |= 1 << gram;
    }
  });
  return { stride, marked, places };
}

export function gramAt(text: string, at: number): number {
  let gram = 0;
  for (let i = at; i < at + GRAM; i++) gram = (gram << 5) | (text.charCodeAt(i) & 31);
  return gram;
}

/** Where from `from` on the next sampled gram begins that is part of a word; -1 where none does. */
export function nextMarked(text: string, from: number, { stride, marked }: GramTable): number {
  const last = text.length - GRAM;
  if (from > last) return -1;
  let gram = gramAt(text, from);
  let at = from;
  // A shift counts modulo 32.
  while (((marked[gram >> 5]! >>> gram) & 1) === 0) {
    at += stride;
    if (at > last) return -1;
    // The next gram shares all but its last letters with this one.
    for (let i = at + GRAM - stride; i < at + GRAM; i++) gram = (gram << 5) | (text.charCodeAt(i) & 31);
    gram &= GRAMS - 1;
  }
  return at;
}

/** Where the rarest `length` letters of a word begin. */
function rarestWindow(word: string, length: number): number {
  let best = 0;
  let bestRank = -1;
  for (let start = 0; start + length <= word.length; start++) {
    let rank = 0;
    for (let i = start; i < start + length; i++) rank += RANKS[word.charCodeAt(i)] ?? COMMON.length;
    if (rank > bestRank) [best, bestRank] = [start, rank];
  }
  return best;
}
