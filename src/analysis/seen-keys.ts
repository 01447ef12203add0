/** 53-bit string hash (cyrb53, bryc, public domain), the bits of both halves mixed. */
export function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

const FIRST = 1024;
/** Places in use, of all. */
const FULL = 0.75;

/**
 * A set of 53-bit hashes: eight bytes a place, where a `Set` of numbers takes fifty (open addressing, linear probing). At a million keys
 * some two of them have the same hash with odds of 1 in 18,000.
 */
export class SeenKeys {
  /** 0 = free. */
  #places = new Float64Array(FIRST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(hash: number): boolean {
    return this.#places[this.#placeOf(hash || 1)] !== 0;
  }

  /** False where it was there. */
  add(hash: number): boolean {
    const key = hash || 1;
    const place = this.#placeOf(key);
    if (this.#places[place] !== 0) return false;
    this.#places[place] = key;
    if (++this.#size > this.#places.length * FULL) this.#grow();
    return true;
  }

  /** Where it is, or would be. */
  #placeOf(key: number): number {
    const places = this.#places;
    // The lower half of the hash, as a share of all places.
    let place = Math.floor(((key % 4294967296) / 4294967296) * places.length);
    while (places[place] !== 0 && places[place] !== key) place = place + 1 === places.length ? 0 : place + 1;
    return place;
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Float64Array(Math.ceil(before.length * 1.5));
    for (const key of before) if (key !== 0) this.#places[this.#placeOf(key)] = key;
  }
}
