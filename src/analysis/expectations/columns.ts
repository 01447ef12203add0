import type { Micros } from '../../model.ts';

const FIRST = 1024;

/** One line in columns. */
export interface Row {
  /** Numbers of its trace, of its message and of its revision. */
  trace: number;
  said: number;
  revision: number;
  time: Micros;
  nanos: number;
  /** Hash of its insertId, 0 where it has none. */
  id: number;
}

/**
 * Lines as columns of numbers: as objects, tens of thousands of them that live through all of the reading make the young generation grow
 * to several times their size.
 */
export class Columns {
  #length = 0;
  #numbers = new Int32Array(FIRST * 5);
  #times = new Float64Array(FIRST);

  get length(): number {
    return this.#length;
  }

  add({ trace, said, revision, time, nanos, id }: Row): void {
    if (this.#length === this.#times.length) this.#grow();
    this.#times[this.#length] = time;
    this.#numbers.set([trace, said, revision, nanos, id], this.#length * 5);
    this.#length++;
  }

  at(index: number): Row {
    const [trace, said, revision, nanos, id] = this.#numbers.subarray(index * 5, index * 5 + 5);
    return { trace: trace!, said: said!, revision: revision!, time: this.#times[index]!, nanos: nanos!, id: id! };
  }

  traceAt(index: number): number {
    return this.#numbers[index * 5]!;
  }

  saidAt(index: number): number {
    return this.#numbers[index * 5 + 1]!;
  }

  /** Keeps the lines of some traces, in their order. */
  keep(isKept: (trace: number) => boolean): void {
    let kept = 0;
    for (let i = 0; i < this.#length; i++) {
      if (!isKept(this.traceAt(i))) continue;
      this.#times[kept] = this.#times[i]!;
      this.#numbers.copyWithin(kept * 5, i * 5, i * 5 + 5);
      kept++;
    }
    this.#length = kept;
  }

  #grow(): void {
    const [numbers, times] = [new Int32Array(this.#numbers.length * 2), new Float64Array(this.#times.length * 2)];
    numbers.set(this.#numbers);
    times.set(this.#times);
    this.#numbers = numbers;
    this.#times = times;
  }
}
