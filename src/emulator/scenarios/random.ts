/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Exponentially distributed with the given mean: the gap to the next arrival. */
  gap(mean: number): number;
  /** Between the two, small values oftener than great ones, as latencies are. */
  between(low: number, high: number): number;
  /** A generator of its own: what it draws does not move this one. */
  fork(name: string): Random;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by cyrb128 of the text (bryc, public domain). */
export function createRandom(seed: string): Random {
  const draw = sfc32(hash128(seed));
  const next = () => draw() / 4294967296;
  const random: Random = {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (p) => p >= 1 || next() < p,
    pick: (items) => {
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[Math.floor(next() * items.length)]!;
    },
    hex: (length) => {
      let text = '';
      while (text.length < length) text += draw().toString(16).padStart(8, '0');
      return text.slice(0, length);
    },
    gap: (mean) => -Math.log(1 - next()) * mean,
    between: (low, high) => (low <= 0 ? next() * high : low * (high / low) ** ((next() + next()) / 2)),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
  return random;
}

function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

function sfc32(state: [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  const draw = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) draw();
  return draw;
}
