import type { LogEntry, Micros } from '../model.ts';
import { hash53, SeenKeys } from './seen-keys.ts';
import { isPlaced } from './untimed.ts';

const SECOND = 1_000_000;
/** Beyond the limit repeats are told within so much of the entries' own time. */
export const HORIZON: Micros = 120 * SECOND;
/** Keys of one such stretch that are held at most, of the limit. */
const STRETCH = 0.25;

/** What is known of an entry: not seen before, a repeat, or so old that nobody can tell. */
export type Known = 'fresh' | 'repeat' | 'late';

/**
 * Tells repeats of suspicious entries: Cloud Logging takes entries of the same log, time and insertId for one. The first ones up to the
 * limit are told whenever they come again; those that come behind, within a horizon of the newest: of what is older nothing tells whether
 * it was there.
 */
export class Repeats {
  readonly #first = new SeenKeys();
  readonly #limit: number;
  /** What came beyond the limit, by stretches as long as the horizon: the current one, and that before it. */
  #recent = new SeenKeys();
  #before = new SeenKeys();
  /** When the current stretch ends, when it began, and the one before it. */
  #ends = Number.NEGATIVE_INFINITY;
  #began = Number.NEGATIVE_INFINITY;
  #beganBefore = Number.NEGATIVE_INFINITY;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(limit = 1_000_000) {
    this.#limit = limit;
  }

  /** An entry without an insertId, or without a time, never was there before. */
  look(entry: LogEntry): Known {
    const { time } = entry;
    if (time === null || isPlaced(time)) return 'fresh';
    if (time > this.#newest) this.#newest = time;
    const isFull = this.#first.size >= this.#limit;
    if (!entry.id) return 'fresh';
    const key = hash53(`${entry.log}\u0000${time}\u0000${entry.nanos}\u0000${entry.id}\u0000${entry.service}`);
    if (!isFull) return this.#first.add(key) ? 'fresh' : 'repeat';
    if (this.#first.has(key)) return 'repeat';
    return this.#lookBeyond(key, time);
  }

  #lookBeyond(key: number, time: Micros): Known {
    // Where more comes than can be held the horizon is shorter.
    if (this.#newest >= this.#ends || this.#recent.size >= this.#limit * STRETCH) this.#turn();
    if (time < Math.max(this.#newest - HORIZON, this.#beganBefore)) return 'late';
    if (this.#before.has(key)) return 'repeat';
    return this.#recent.add(key) ? 'fresh' : 'repeat';
  }

  /** Begins another stretch: whatever lies within the horizon is in the one that ends now, or in the next one. */
  #turn(): void {
    this.#before = this.#recent;
    this.#recent = new SeenKeys();
    this.#beganBefore = this.#began;
    this.#began = this.#newest;
    this.#ends = this.#newest + HORIZON;
  }
}
