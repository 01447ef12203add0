import type { Progress, Report, SourceState } from '../model.ts';
import { sleep as realSleep } from '../sources/index.ts';
import { Collector } from './collector.ts';
import { EntryRate } from './entry-rate.ts';
import type { Following } from './follow.ts';
import type { Seen } from './gate.ts';
import type { Io } from './io.ts';
import { LiveReport } from './live-report.ts';

/** Where a watch shows what it sees: the screen, or lines. */
export interface Output {
  /** In how many steps of time it shows counts; not given = in none. */
  steps?: number;
  /** Each snapshot; before the start it has only what was before. */
  show(report: Report, progress: Progress | null, live: Live): void;
  /** The source's state changed. */
  source(state: SourceState): void;
  /** The watch failed: what is on the screen goes away. */
  fail(): Promise<void>;
  /** The last report, the exit status and why; returns the status, or another one where the user left otherwise. */
  end(report: Report | null, status: number, why: string): Promise<number>;
}

/** How following goes. */
export interface Live extends SourceState {
  entriesPerSecond: number;
  /** Whether what was before is read, so that `new` means something. */
  started: boolean;
}

export interface WatchPlan {
  /** Microseconds from the start; null = until it is stopped. */
  span: number | null;
  /** Whether it need not go on after this report. */
  isOver(report: Report): boolean;
}

/** `failed`: the plan need not go on. `time`: its time is over. `ended`: there is no more to read. */
export type Over = 'failed' | 'time' | 'ended';

/** Milliseconds that a source has to be reached in; then the time of a watch runs all the same. */
const REACHED = 60_000;
/** Milliseconds between snapshots where nothing comes: time goes on all the same. */
const IDLE = 1000;
/** What a source is that says nothing of itself. */
const FOLLOWING: SourceState = { text: 'following', connected: true };

/** One watch from its start to its end. */
export class Watch {
  readonly #following: Following;
  readonly #output: Output;
  readonly #io: Io;
  readonly #plan: WatchPlan;
  readonly #rate = new EntryRate();
  readonly #stop = new AbortController();
  readonly #collector = new Collector();
  #state: SourceState = FOLLOWING;
  #before: number | null = null;
  #running = false;
  #report: Report | null = null;
  #over: Over | null = null;

  constructor(following: Following, output: Output, io: Io, plan: WatchPlan) {
    this.#following = following;
    this.#output = output;
    this.#io = io;
    this.#plan = plan;
  }

  /** The last one, not redacted. */
  get report(): Report | null {
    return this.#report;
  }

  /** Why it ended; null where it was stopped. */
  get over(): Over | null {
    return this.#over;
  }

  get seen(): Seen {
    const { entries } = this.#following.analyzer;
    return { entries: entries - (this.#before ?? entries), connected: this.#state.connected };
  }

  /** Follows until the signal, the end of the source or of the plan. */
  async run(given: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([given, this.#stop.signal]);
    const live = new LiveReport(
      () => this.#take(),
      (report, progress) => this.#show(report, progress),
      { every: IDLE, onFailure: () => this.#stop.abort() },
    );
    live.begin();
    try {
      await this.#following.read(
        () => this.#start(signal),
        async (progress, state) => {
          if (state) this.#tell(state);
          if (this.#before !== null && this.#state.connected) this.#runOut(signal);
          await live.batch(progress);
        },
        signal,
      );
    } finally {
      live.stop();
    }
    live.check();
    if (!signal.aborted) this.#over = 'ended';
    if (this.#over !== 'failed') this.#show(this.#take(), null);
  }

  #start(signal: AbortSignal): void {
    this.#before = this.#following.analyzer.entries;
    if (this.#plan.span === null) return;
    if (this.#state.connected) this.#runOut(signal);
    else this.#sleep(REACHED, signal).then(() => this.#runOut(signal));
  }

  /** Lets the time of the plan run, once. */
  #runOut(signal: AbortSignal): void {
    const { span } = this.#plan;
    if (span === null || this.#running) return;
    this.#running = true;
    this.#sleep(span / 1000, signal).then(() => {
      if (!signal.aborted) this.#over = 'time';
      this.#stop.abort();
    });
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return (this.#io.sleep ?? realSleep)(ms, signal);
  }

  #tell(state: SourceState): void {
    if (state.text === this.#state.text && state.connected === this.#state.connected) return;
    this.#state = state;
    this.#output.source(state);
  }

  /** The report on everything so far, as a scan would print it. */
  last(): Report | null {
    return this.#following.analyzer.snapshot(this.#following.question());
  }

  #take(): Report | null {
    const { steps } = this.#output;
    const question = this.#following.question();
    return this.#following.analyzer.snapshot(steps === undefined ? question : { ...question, steps });
  }

  #show(report: Report | null, progress: Progress | null): void {
    if (report === null) return;
    this.#report = report;
    const { entries } = this.#following.analyzer;
    this.#collector.note(entries);
    const entriesPerSecond = this.#rate.at(this.#io.now(), entries);
    const started = this.#before !== null;
    this.#output.show(report, progress, { ...this.#state, entriesPerSecond, started });
    if (!started || this.#over === 'failed' || !this.#plan.isOver(report)) return;
    this.#over = 'failed';
    this.#stop.abort();
  }
}
