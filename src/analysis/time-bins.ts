import type { Micros } from '../model.ts';

const FIRST = 16;
/** Bins of one revision's members. */
const BINS = 1024;
/** How long a bin may be, microseconds: as short as their number allows. */
const WIDTHS = [1, 1e3, 1e4, 1e5, 1e6, 1e7, 6e7, 6e8, 3.6e9, 8.64e10, 8.64e11, 8.64e12];

/**
 * How many came when, exactly as long as there is room; else in bins that are as short as there is room for. All of a bin came when its
 * first did, so that none lies before what it really came after. What it holds does not depend on the order of adding.
 */
export class TimeBins {
  #level = 0;
  #length = 0;
  /** By time: when the first of each bin came, and how many did. */
  #times = new Float64Array(FIRST);
  #counts = new Uint32Array(FIRST);
  /** How many came before each bin; right up to `#right`. */
  #before = new Float64Array(FIRST + 1);
  #right = 0;
  #total = 0;

  get total(): number {
    return this.#total;
  }

  get first(): Micros {
    return this.#times[0]!;
  }

  get last(): Micros {
    return this.#times[this.#length - 1]!;
  }

  add(time: Micros, count = 1): void {
    this.#total += count;
    const width = WIDTHS[this.#level]!;
    const bin = Math.floor(time / width);
    const at = this.#placeOf(bin * width);
    this.#right = Math.min(this.#right, at);
    if (at < this.#length && Math.floor(this.#times[at]! / width) === bin) {
      this.#counts[at]! += count;
      if (time < this.#times[at]!) this.#times[at] = time;
      return;
    }
    this.#insert(at, time, count);
    while (this.#length > BINS && this.#level < WIDTHS.length - 1) this.#widen(this.#level + 1);
  }

  addAll(other: TimeBins): void {
    if (other.#level > this.#level) this.#widen(other.#level);
    for (let i = 0; i < other.#length; i++) this.add(other.#times[i]!, other.#counts[i]!);
  }

  /** How many came before a time. */
  countBefore(time: Micros): number {
    return this.#countTo(this.#placeOf(time));
  }

  /** When the one with that number came, the first is 0. */
  timeAt(index: number): Micros {
    this.#countTo(this.#length);
    let [low, high] = [0, this.#length - 1];
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (this.#before[mid]! <= index) low = mid;
      else high = mid - 1;
    }
    return this.#times[low]!;
  }

  /** Every bin's time and count, in order. */
  *[Symbol.iterator](): Generator<[time: Micros, count: number]> {
    for (let i = 0; i < this.#length; i++) yield [this.#times[i]!, this.#counts[i]!];
  }

  /** Index of the first bin that came at or after a time. */
  #placeOf(time: Micros): number {
    const times = this.#times;
    let [low, high] = [0, this.#length];
    if (high === 0 || times[high - 1]! < time) return high;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (times[mid]! < time) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  #countTo(at: number): number {
    for (; this.#right < at; this.#right++)
      this.#before[this.#right + 1] = this.#before[this.#right]! + this.#counts[this.#right]!;
    return this.#before[at]!;
  }

  #insert(at: number, time: Micros, count: number): void {
    if (this.#length === this.#times.length) this.#grow();
    this.#times.copyWithin(at + 1, at, this.#length);
    this.#counts.copyWithin(at + 1, at, this.#length);
    this.#times[at] = time;
    this.#counts[at] = count;
    this.#length++;
  }

  #grow(): void {
    const [times, counts] = [new Float64Array(this.#length * 2), new Uint32Array(this.#length * 2)];
    times.set(this.#times);
    counts.set(this.#counts);
    const before = new Float64Array(this.#length * 2 + 1);
    before.set(this.#before);
    [this.#times, this.#counts, this.#before] = [times, counts, before];
  }

  #widen(level: number): void {
    this.#level = level;
    const width = WIDTHS[level]!;
    let kept = 0;
    for (let i = 0; i < this.#length; i++) {
      const [time, count] = [this.#times[i]!, this.#counts[i]!];
      if (kept > 0 && Math.floor(this.#times[kept - 1]! / width) === Math.floor(time / width)) {
        this.#counts[kept - 1]! += count;
        continue;
      }
      this.#times[kept] = time;
      this.#counts[kept++] = count;
    }
    this.#length = kept;
    this.#right = 0;
  }
}
