import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Progress, Report } from '../model.ts';
import type { WritableStore } from '../tui/store.ts';

/** Milliseconds between two snapshots while reading. */
const EVERY = 250;
/** Or so many times as long as a snapshot takes, where that is longer: reading goes first. */
const PAUSES = 9;
/** Milliseconds of reading after which keys, frames and snapshots get their turn. */
const TURN = 10;

/** Keeps the screen's store up to date while entries come in: progress with each batch, a snapshot now and then. */
export class LiveReport {
  readonly #take: () => Report | null;
  readonly #store: WritableStore;
  #progress: Progress | null = null;
  #timer: NodeJS.Timeout | null = null;
  #wait = 0;
  #turn = performance.now();
  #failure: unknown = null;

  constructor(take: () => Report | null, store: WritableStore) {
    this.#take = take;
    this.#store = store;
  }

  /** Called after each batch; throws on what a snapshot failed with. */
  async batch(progress: Progress | null): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    this.#progress = progress ?? this.#progress;
    this.#timer ??= setTimeout(() => this.#show(), this.#wait);
    if (performance.now() - this.#turn < TURN) return;
    await nextTurn();
    this.#turn = performance.now();
  }

  #show(): void {
    this.#timer = null;
    const start = performance.now();
    try {
      this.#store.set({ report: this.#take(), progress: this.#progress });
    } catch (error) {
      this.#failure = error;
    }
    this.#wait = Math.max(EVERY, PAUSES * (performance.now() - start));
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
