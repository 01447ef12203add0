import type { LogEntry } from '../model.ts';
import { isPlaced } from './untimed.ts';

/** 53-bit string hash (cyrb53, bryc, public domain): at a million keys a false repeat has odds of 1 in 18,000. */
function hash53(text: string): number {
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

/** Tells repeats of suspicious entries: Cloud Logging takes entries of the same log, time and insertId for one. */
export class Repeats {
  readonly #seen = new Set<number>();
  readonly #limit: number;

  constructor(limit = 1_000_000) {
    this.#limit = limit;
  }

  /** Whether the entry was there before. An entry without an insertId never was; beyond the limit nothing new is remembered. */
  has(entry: LogEntry): boolean {
    if (!entry.id || entry.time === null || isPlaced(entry.time)) return false;
    const key = hash53(`${entry.log}\u0000${entry.time}\u0000${entry.nanos}\u0000${entry.id}\u0000${entry.service}`);
    if (this.#seen.has(key)) return true;
    if (this.#seen.size < this.#limit) this.#seen.add(key);
    return false;
  }
}
