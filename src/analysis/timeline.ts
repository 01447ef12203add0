import type { Micros } from '../model.ts';
import { compareText } from '../text/order.ts';
import type { Occurrence } from './clusters.ts';

/** Ties are broken by everything that a verdict or a link looks at, so that the order of reading plays no part. */
export function inOrder(a: Occurrence, b: Occurrence): number {
  return (
    a.time - b.time ||
    compareText(a.trace, b.trace) ||
    compareText(a.instance, b.instance) ||
    compareText(a.user, b.user) ||
    compareText(a.revision, b.revision) ||
    a.end - b.end
  );
}

/** Some members in order of time. Their times lie beside them: a search reads numbers in a row, not one member after another. */
export class Timeline {
  readonly members: Occurrence[];
  readonly times: Micros[];

  /** @param members in order; they become the timeline's own */
  constructor(members: Occurrence[]) {
    this.members = members;
    this.times = members.map(({ time }) => time);
  }

  get length(): number {
    return this.times.length;
  }

  /** Index of the first member at or after a time. */
  indexAt(time: Micros): number {
    const { times } = this;
    let low = 0;
    let high = times.length;
    // Most questions are about all of them: a revision's members lie on one side of its go-live.
    if (high === 0 || times[high - 1]! < time) return high;
    if (times[0]! >= time) return 0;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (times[mid]! < time) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  /** Index of the first member after a time. */
  indexAfter(time: Micros): number {
    // Times are integers: what is not after one is before the next.
    return this.indexAt(Math.floor(time) + 1);
  }

  /** Where the members of [from, to] begin and end. */
  rangeOf(from: Micros, to: Micros): [low: number, high: number] {
    const low = this.indexAt(from);
    return [low, Math.max(low, this.indexAfter(to))];
  }

  countIn(from: Micros, to: Micros): number {
    return Math.max(0, this.indexAfter(to) - this.indexAt(from));
  }

  insert(member: Occurrence): void {
    const { members, times } = this;
    let at = members.length;
    if (at > 0 && inOrder(members[at - 1]!, member) > 0) {
      at = this.indexAt(member.time);
      while (inOrder(members[at]!, member) <= 0) at++;
    }
    // Few lie behind it: moving them one by one beats `splice`.
    for (let i = members.length; i > at; i--) {
      members[i] = members[i - 1]!;
      times[i] = times[i - 1]!;
    }
    members[at] = member;
    times[at] = member.time;
  }
}
