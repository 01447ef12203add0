import type { Occurrence } from './occurrence.ts';
import { Thinned } from './thinned.ts';

/** How many members of a cluster are held in detail. */
export interface Bound {
  limit: number;
}

/** Members of one cluster that are held in detail where there is room, and the least where there are many clusters. */
export const MEMBERS = 2048;
const UNBOUND: Bound = { limit: Number.POSITIVE_INFINITY };
/** Members that were added to a thinned roster last, for who follows it. */
const RECENT = 64;

/** The members of a cluster: all of them up to a bound; beyond it their times, and of some what links them to others. */
export class Roster {
  readonly bound: Bound;
  /** All of them, as they came, until there are too many. */
  #whole: Occurrence[] = [];
  #thinned: Thinned | null = null;
  /** Since it was thinned: the last ones, and how many came before these. */
  #recent: Occurrence[] = [];
  #until = 0;
  #count = 0;
  #traced = 0;

  constructor(bound: Bound = UNBOUND, members: readonly Occurrence[] = []) {
    this.bound = bound;
    for (const member of members) this.add(member);
  }

  /** All that were added. */
  get count(): number {
    return this.#count;
  }

  /** Those among them that name a trace. */
  get traced(): number {
    return this.#traced;
  }

  /** What is left of too many; null as long as all are held. */
  get thinned(): Thinned | null {
    this.fit();
    return this.#thinned;
  }

  /** Lets go what is more than the bound allows now. */
  fit(): void {
    if (this.#count > this.bound.limit) this.#thin();
  }

  /** All of them, as they came; only some once there were too many. */
  get members(): readonly Occurrence[] {
    return this.thinned?.held.members ?? this.#whole;
  }

  add(member: Occurrence): void {
    this.#count++;
    if (member.trace !== '') this.#traced++;
    if (!this.#thinned) {
      this.#whole.push(member);
      if (this.#count > this.bound.limit) this.#thin();
      return;
    }
    this.#thinned.add(member);
    if (this.#recent.length === RECENT) {
      this.#until += RECENT;
      this.#recent = [];
    }
    this.#recent.push(member);
  }

  /** What was added after the first `count`; null where that is not known any more. */
  since(count: number): readonly Occurrence[] | null {
    if (!this.thinned) return this.#whole.slice(count);
    return count < this.#until ? null : this.#recent.slice(count - this.#until);
  }

  addAll(other: Roster): void {
    const { thinned } = other;
    if (!thinned) {
      for (const member of other.members) this.add(member);
      return;
    }
    this.#count += other.#count;
    this.#traced += other.#traced;
    this.#thin();
    this.#thinned!.addAll(thinned);
    this.#until = this.#count;
    this.#recent = [];
  }

  #thin(): void {
    if (!this.#thinned) {
      this.#thinned = new Thinned(this.bound.limit);
      for (const member of this.#whole) this.#thinned.add(member);
      this.#until = this.#whole.length;
      this.#whole = [];
    }
    this.#thinned.limitTo(this.bound.limit);
  }
}
