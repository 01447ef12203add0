import { inOrder, type Occurrence, rankOf } from './occurrence.ts';

/** Above every rank. */
export const ALL_RANKS = 2 ** 32;

interface Ranked {
  rank: number;
  member: Occurrence;
}

function byRank(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || inOrder(a.member, b.member);
}

/**
 * The k members of the lowest rank, whatever the order of adding (bottom-k sampling; with one hash for all clusters it is coordinated:
 * what is held of two clusters are the same requests). The highest of them stands on top of a heap.
 */
export class BottomK {
  readonly #heap: Ranked[] = [];
  /** In order of time. */
  readonly #members: Occurrence[] = [];
  #limit: number;
  /** The lowest that is not held. */
  #dropped: Ranked | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** In order of time. */
  get members(): readonly Occurrence[] {
    return this.#members;
  }

  /** All members whose rank lies below it are held. */
  get threshold(): number {
    return this.#dropped?.rank ?? ALL_RANKS;
  }

  add(member: Occurrence): void {
    this.#add({ rank: rankOf(member), member });
  }

  addAll(other: BottomK): void {
    for (const ranked of other.#heap) this.#add(ranked);
    if (other.#dropped) this.#drop(other.#dropped);
    while (this.#heap.length > 0 && this.#isDropped(this.#heap[0]!)) this.#pop();
  }

  limitTo(limit: number): void {
    this.#limit = limit;
    while (this.#heap.length > limit) this.#drop(this.#pop());
  }

  #add(own: Ranked): void {
    if (this.#isDropped(own)) return;
    this.#put(own);
    if (this.#heap.length > this.#limit) this.#drop(this.#pop());
  }

  #isDropped(own: Ranked): boolean {
    return this.#dropped !== null && byRank(own, this.#dropped) >= 0;
  }

  #drop(ranked: Ranked): void {
    if (this.#dropped === null || byRank(ranked, this.#dropped) < 0) this.#dropped = ranked;
  }

  #put(own: Ranked): void {
    const heap = this.#heap;
    let at = heap.push(own) - 1;
    for (let up = (at - 1) >> 1; at > 0 && byRank(heap[up]!, own) < 0; up = (at - 1) >> 1) {
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = own;
    this.#members.splice(this.#placeOf(own.member), 0, own.member);
  }

  /** Takes the highest out. */
  #pop(): Ranked {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    let at = this.#placeOf(top.member);
    while (this.#members[at] !== top.member) at++;
    this.#members.splice(at, 1);
    return top;
  }

  #sink(own: Ranked): void {
    const heap = this.#heap;
    let at = 0;
    for (let down = 1; down < heap.length; down = 2 * at + 1) {
      if (down + 1 < heap.length && byRank(heap[down + 1]!, heap[down]!) > 0) down++;
      if (byRank(heap[down]!, own) <= 0) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = own;
  }

  /** Index of the first member that does not come before it. */
  #placeOf(member: Occurrence): number {
    let [low, high] = [0, this.#members.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (inOrder(this.#members[mid]!, member) < 0) low = mid + 1;
      else high = mid;
    }
    return low;
  }
}
