import type { Micros } from '../model.ts';
import { inOrder, type Occurrence } from './occurrence.ts';
import { LAST_PLACE } from './untimed.ts';

/** When members of a cluster came, in order; a member's number is how many came before it. */
export abstract class MemberTimes {
  /** In order; where there are too many those that are held. */
  abstract readonly members: readonly Occurrence[];
  abstract readonly length: number;

  /** Number of the first member at or after a time. */
  abstract indexAt(time: Micros): number;
  abstract timeAt(index: number): Micros;

  /** The times from one number to before another; of very many evenly chosen ones. */
  abstract timesIn(low: number, high: number): Micros[];

  /** The same, each at least once, however many came at once or nearly. */
  abstract momentsIn(low: number, high: number): Micros[];

  /** Those of `members` in [from, to], and those without a time. */
  abstract membersIn(from: Micros, to: Micros): readonly Occurrence[];

  /** Number of the first member after a time. */
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
}

/** Some members in order of time. Their times lie beside them: a search reads numbers in a row, not one member after another. */
export class Timeline extends MemberTimes {
  readonly members: Occurrence[];
  readonly times: Micros[];

  /** @param members in order; they become the timeline's own */
  constructor(members: Occurrence[]) {
    super();
    this.members = members;
    this.times = members.map(({ time }) => time);
  }

  get length(): number {
    return this.times.length;
  }

  /** Index of the first member at or after a time. */
  indexAt(time: Micros): number {
    const { times } = this;
    const { length } = times;
    // Most questions are about all of them: a revision's members lie on one side of its go-live.
    if (length === 0 || times[length - 1]! < time) return length;
    return times[0]! >= time ? 0 : search(times, time);
  }

  timeAt(index: number): Micros {
    return this.times[index]!;
  }

  timesIn(low: number, high: number): Micros[] {
    return this.times.slice(low, high);
  }

  momentsIn(low: number, high: number): Micros[] {
    return this.times.slice(low, high);
  }

  membersIn(from: Micros, to: Micros): readonly Occurrence[] {
    const { members } = this;
    const low = this.indexAt(from);
    const placed = Math.min(this.indexAt(LAST_PLACE), low);
    const high = Math.max(low, this.indexAfter(to));
    return placed + high - low === members.length
      ? members
      : [...members.slice(0, placed), ...members.slice(low, high)];
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

/** Index of the first time that is not earlier, where there is one. */
function search(times: readonly Micros[], time: Micros): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (times[mid]! < time) low = mid + 1;
    else high = mid;
  }
  return low;
}
