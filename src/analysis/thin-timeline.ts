import type { Micros } from '../model.ts';
import type { Occurrence } from './occurrence.ts';
import type { TimeBins } from './time-bins.ts';
import { MemberTimes } from './timeline.ts';
import { LAST_PLACE } from './untimed.ts';

/** Times that are looked at one by one: for a trend, a burst; more would not sharpen what they say. */
const LOOKED_AT = 20_000;

/** When members came of which not all are held. */
export class ThinTimeline extends MemberTimes {
  readonly parts: TimeBins[];
  readonly #members: () => readonly Occurrence[];

  /** @param members those that are held, in order */
  constructor(members: () => readonly Occurrence[], parts: TimeBins[] = []) {
    super();
    this.#members = members;
    this.parts = parts;
  }

  get members(): readonly Occurrence[] {
    return this.#members();
  }

  get length(): number {
    return this.parts.reduce((sum, { total }) => sum + total, 0);
  }

  indexAt(time: Micros): number {
    let sum = 0;
    for (const part of this.parts) sum += part.countBefore(time);
    return sum;
  }

  timeAt(index: number): Micros {
    const [only, ...others] = this.parts;
    if (others.length === 0) return only!.timeAt(index);
    let low = Math.min(...this.parts.map(({ first }) => first));
    let high = Math.max(...this.parts.map(({ last }) => last));
    while (low < high) {
      const mid = Math.floor((low + high) / 2);
      if (this.indexAfter(mid) > index) high = mid;
      else low = mid + 1;
    }
    return low;
  }

  timesIn(low: number, high: number): Micros[] {
    const count = high - low;
    if (count <= 0) return [];
    const step = Math.max(1, count / LOOKED_AT);
    const times: Micros[] = [];
    let next = 0;
    let passed = 0;
    for (const [time, own] of this.#binsIn(low, high)) {
      passed += own;
      for (; next < passed; next += step) times.push(time);
    }
    return times;
  }

  momentsIn(low: number, high: number): Micros[] {
    return high > low ? this.#binsIn(low, high).map(([time]) => time) : [];
  }

  #binsIn(low: number, high: number): [time: Micros, count: number][] {
    const [from, to] = [this.timeAt(low), this.timeAt(high - 1)];
    const bins = this.parts.flatMap((part) => [...part]).filter(([time]) => time >= from && time <= to);
    return bins.sort(([a], [b]) => a - b);
  }

  membersIn(from: Micros, to: Micros): readonly Occurrence[] {
    return this.members.filter(({ time }) => time < LAST_PLACE || (time >= from && time <= to));
  }
}
