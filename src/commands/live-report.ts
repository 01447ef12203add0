import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Progress, Report } from '../model.ts';

/** Milliseconds between two snapshots while reading. */
const EVERY = 250;
/** Or so many times as long as a snapshot takes, where that is longer: reading goes first. */
const PAUSES = 9;
/** Milliseconds of reading after which keys, frames and snapshots get their turn. */
const TURN = 10;

/** Called with each snapshot; null until the window is known. */
export type Show = (report: Report | null, progress: Progress | null) => void;

/** For a source that may say nothing for long. */
interface Idle {
  /** Milliseconds after which there is a snapshot also where nothing came. */
  every: number;
  /** A snapshot failed: nobody may ever call `batch` again, so the reading has to be ended. */
  onFailure(): void;
}

/** Takes snapshots while entries come in, now and then, and shows each of them. */
export class LiveReport {
  readonly #take: () => Report | null;
  readonly #show: Show;
  readonly #idle: Idle | null;
  #progress: Progress | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** When the timer is due, by `performance.now()`. */
  #due = 0;
  #wait = 0;
  #turn = performance.now();
  #failure: { error: unknown } | null = null;

  /** @param idle null = snapshots only where something came */
  constructor(take: () => Report | null, show: Show, idle: Idle | null = null) {
    this.#take = take;
    this.#show = show;
    this.#idle = idle;
  }

  /** Called after each batch; throws on what a snapshot failed with. */
  async batch(progress: Progress | null): Promise<void> {
    this.check();
    this.#progress = progress ?? this.#progress;
    this.#schedule(this.#wait);
    if (performance.now() - this.#turn < TURN) return;
    await nextTurn();
    this.#turn = performance.now();
  }

  /** Begins to take snapshots before anything comes. */
  begin(): void {
    this.#schedule(0);
  }

  /** Throws what a snapshot failed with. */
  check(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  #schedule(wait: number): void {
    const due = performance.now() + wait;
    if (this.#timer !== null && this.#due <= due) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#run(), wait);
  }

  #run(): void {
    this.#timer = null;
    const start = performance.now();
    try {
      this.#show(this.#take(), this.#progress);
    } catch (error) {
      this.#failure = { error };
      this.#idle?.onFailure();
      return;
    }
    this.#wait = Math.max(EVERY, PAUSES * (performance.now() - start));
    if (this.#idle !== null) this.#schedule(Math.max(this.#idle.every, this.#wait));
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
