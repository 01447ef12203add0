/** A queue between those who push and one who takes. It says when it is long, so that nothing more is fetched for a while. */
export class Inbox<T> {
  readonly #items: { item: T; weight: number }[] = [];
  readonly #most: number;
  readonly #onFull: (full: boolean) => void;
  #weight = 0;
  #closed = false;
  #pushed = Promise.withResolvers<void>();
  #drained = Promise.withResolvers<void>();

  /** `onFull`: true once the weights of what waits pass `most`, false when half of that is gone. */
  constructor(most: number, onFull: (full: boolean) => void) {
    this.#most = most;
    this.#onFull = onFull;
    this.#drained.resolve();
  }

  /** `weight`: how much work it is; what weighs nothing never fills the queue. */
  push(item: T, weight = 0): void {
    if (this.#closed) return;
    const wasFull = this.#weight > this.#most;
    this.#items.push({ item, weight });
    this.#weight += weight;
    this.#pushed.resolve();
    if (wasFull || this.#weight <= this.#most) return;
    this.#drained = Promise.withResolvers();
    this.#onFull(true);
  }

  /** The next one as soon as there is one; null once it is closed. */
  async next(): Promise<T | null> {
    while (!this.#closed && this.#items.length === 0) {
      this.#pushed = Promise.withResolvers();
      await this.#pushed.promise;
    }
    if (this.#closed) return null;
    const { item, weight } = this.#items.shift()!;
    const [before, half] = [this.#weight, this.#most / 2];
    this.#weight -= weight;
    if (before > half && this.#weight <= half) {
      this.#drained.resolve();
      this.#onFull(false);
    }
    return item;
  }

  /** Resolves when it is not full. */
  room(): Promise<void> {
    return this.#drained.promise;
  }

  /** What waits is dropped, and so is whatever is pushed from now on. */
  close(): void {
    this.#closed = true;
    this.#items.length = 0;
    this.#pushed.resolve();
    this.#drained.resolve();
  }
}
