import { and } from '../../filter/index.ts';
import type { Micros } from '../../model.ts';
import { spanFilter } from './filters.ts';
import type { Outcome, PageEvent, PageReader } from './page-reader.ts';
import { sleep } from './sleep.ts';
import type { TailTiming } from './tail-timing.ts';
import type { ProtoEntry } from './to-raw.ts';

/** Pages a gap may take: two minutes of the project's quota, 120,000 entries. */
const MOST_PAGES = 120;
/** Beyond our clock, which may be behind the server's. */
const AHEAD = 3600 * 1_000_000;

export interface GapOptions {
  /** The tail's, without bounds of time. */
  scope(): string;
  /** What is older is never read: it was read before the tail began. */
  floor: Micros;
  timing: TailTiming;
  now(): Micros;
  newReader(maxReads: number): PageReader;
}

/** Who hears of a gap being read, in order: pages, then how it ended. */
export interface GapEars {
  changed(): void;
  /** Resolves when the next page may come. */
  page(run: GapRun, page: ProtoEntry[]): Promise<void>;
  ended(run: GapRun, outcome: Outcome): void;
  failed(error: unknown): void;
}

/** One attempt to read what is owed: at once, and again when all of it can be listed. */
export interface GapRun {
  second: boolean;
  /** Pages that were handed over. */
  pages: number;
}

/** What may be missing since a tail died or before it opened, and the reading of it. */
export class TailGap {
  readonly #options: GapOptions;
  readonly #ears: GapEars;
  #owed: Micros | null;
  /** How far the log was when it was listed. */
  #mark: Micros | null = null;
  #current: { run: GapRun; control: AbortController } | null = null;
  /** What is going on, null = nothing. */
  state: string | null = null;

  constructor(options: GapOptions, ears: GapEars) {
    this.#options = options;
    this.#ears = ears;
    this.#owed = options.floor;
  }

  /** From when on entries may be missing; null = none is. */
  get owed(): Micros | null {
    return this.#owed;
  }

  /** A tail died when the log was at `watermark`: its newest entry came, but of the time just before not all may have come. */
  lost(watermark: Micros | null): void {
    this.stop();
    const { floor, timing } = this.#options;
    const from = Math.max(floor, (watermark ?? floor) - timing.overlapMs * 1000);
    this.#owed = Math.min(this.#owed ?? from, from);
  }

  /** A tail is open: reads what is owed. */
  read(): void {
    this.stop();
    const control = new AbortController();
    const run = { second: false, pages: 0 };
    this.#current = { run, control };
    this.#mark = null;
    this.#readTwice(run, control.signal).catch((error) => {
      if (!control.signal.aborted) this.#ears.failed(error);
    });
  }

  stop(): void {
    this.#current?.control.abort();
    this.#current = null;
    this.state = null;
  }

  /** A page was taken in; what was written by now and listed too late is left to the second reading. */
  took(run: GapRun, watermark: Micros | null): void {
    if (run === this.#current?.run) this.#mark ??= watermark;
  }

  /** All its pages were taken in. Returns whether what it did not read is lost. */
  settle(run: GapRun, { stopped }: Outcome): boolean {
    if (run !== this.#current?.run) return false;
    if (run.second) this.#owed = null;
    else if (this.#mark !== null && (stopped === null || stopped === 'budget'))
      this.#owed = Math.max(this.#owed ?? 0, this.#mark - this.#options.timing.overlapMs * 1000);
    return stopped !== null && (run.second || stopped === 'budget');
  }

  async #readTwice(run: GapRun, signal: AbortSignal): Promise<void> {
    const settled = performance.now() + this.#options.timing.settleMs;
    await this.#readOnce(run, signal);
    await sleep(settled - performance.now(), signal);
    if (signal.aborted) return;
    const second = { second: true, pages: 0 };
    this.#current!.run = second;
    await this.#readOnce(second, signal);
  }

  async #readOnce(run: GapRun, signal: AbortSignal): Promise<void> {
    const { now, scope, newReader } = this.#options;
    if (this.#owed === null) return;
    const span = { from: this.#owed, to: Math.max(now(), this.#owed + 1) };
    const filter = and(scope(), spanFilter({ from: span.from, to: span.to + AHEAD }));
    const pages = newReader(MOST_PAGES).read({ filter, span, budget: MOST_PAGES }, signal);
    // Once more of what was read is nothing to wait for.
    const tell = (state: string | null) => run.second || this.#tell(state);
    tell('reading the gap');
    for (;;) {
      const step: IteratorResult<PageEvent, Outcome> = await pages.next();
      if (signal.aborted) return;
      if (step.done) {
        tell(null);
        return this.#ears.ended(run, step.value);
      }
      if ('page' in step.value) await this.#ears.page(run, step.value.page);
      else tell(`reading the gap${step.value.waiting ? ` (${step.value.waiting})` : ''}`);
    }
  }

  #tell(state: string | null): void {
    this.state = state;
    this.#ears.changed();
  }
}
