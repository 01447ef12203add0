import type { Loss, SourceBatch } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { toUserError } from './api-error.ts';
import { emptyBatch, lossesOf } from './batches.ts';
import { narrowFilter, tailScope } from './filters.ts';
import type { CloudReduction } from './options.ts';
import type { Outcome } from './page-reader.ts';
import type { Session } from './session.ts';
import { readError } from './status.ts';
import { TailBackoff } from './tail-backoff.ts';
import { type GapRun, TailGap } from './tail-gap.ts';
import { Inbox } from './tail-inbox.ts';
import { TailIntake } from './tail-intake.ts';
import { TailLinks } from './tail-links.ts';
import type { TailBatch, TailRequest } from './tail-options.ts';
import type { TailResponse } from './tail-session.ts';
import { Suppressed } from './tail-suppressed.ts';
import { channelOptions, TAIL_TIMING, type TailTiming } from './tail-timing.ts';
import type { ProtoEntry } from './to-raw.ts';

/** What waits to be taken in. */
type Event =
  | { response: TailResponse }
  | { run: GapRun; page: ProtoEntry[] }
  | { run: GapRun; outcome: Outcome }
  | { error: unknown }
  | 'state';

/** Entries that may wait before no more are fetched: ten seconds of the most that a tail gives. */
const MOST_WAITING = 10_000;

/** Follows the log until the signal is aborted. UserError for what does not get better. */
export async function* followTail(
  session: Session,
  request: TailRequest,
  reduction: CloudReduction,
  signal: AbortSignal,
): AsyncGenerator<TailBatch> {
  const timing = { ...TAIL_TIMING, ...request.timing };
  const client = await session.clients.tail(channelOptions(timing));
  const tail = new Tail(session, client, request, timing, reduction);
  const stop = () => tail.close();
  signal.addEventListener('abort', stop);
  try {
    if (!signal.aborted) yield* tail.batches();
  } finally {
    signal.removeEventListener('abort', stop);
    tail.close();
    await client.close();
  }
}

type Client = Awaited<ReturnType<Session['clients']['tail']>>;

class Tail {
  readonly #session: Session;
  readonly #reduction: CloudReduction;
  readonly #inbox: Inbox<Event>;
  readonly #links: TailLinks;
  readonly #gap: TailGap;
  readonly #intake: TailIntake;
  readonly #suppressed = new Suppressed();
  readonly #started = performance.now();
  #filter: string;
  #pages = 0;
  #stateTold = true;

  constructor(session: Session, client: Client, request: TailRequest, timing: TailTiming, reduction: CloudReduction) {
    const { options, project, context } = session;
    this.#session = session;
    this.#reduction = reduction;
    this.#filter = tailScope(options);
    this.#intake = new TailIntake(reduction, session.decodeAny, options.now, timing.seenMs * 1000);
    this.#inbox = new Inbox(MOST_WAITING, (full) => this.#links.pause(full));
    const changed = () => this.#changed();
    const failed = (error: unknown) => this.#inbox.push({ error });
    this.#gap = new TailGap(
      {
        ...{ floor: request.from, timing, now: options.now, scope: () => this.#filter },
        newReader: (maxReads) => session.newReader(client, maxReads),
      },
      {
        ...{ changed, failed },
        page: (run, page) => {
          this.#inbox.push({ run, page }, page.length);
          return this.#inbox.room();
        },
        ended: (run, outcome) => this.#inbox.push({ run, outcome }),
      },
    );
    this.#links = new TailLinks(
      {
        ...{ client, timing, resourceName: `projects/${project}` },
        backoff: new TailBackoff(timing, request.random ?? Math.random),
        isNobody: (error) => context.emulator !== null && /ECONNREFUSED/.test(readError(error).message),
      },
      {
        ...{ changed, failed },
        responded: (response) => this.#inbox.push({ response }, response.entries?.length ?? 0),
        lost: () => this.#gap.lost(this.#intake.watermark),
        connected: () => this.#gap.read(),
      },
    );
  }

  async *batches(): AsyncGenerator<TailBatch> {
    this.#links.follow(this.#filter);
    for (;;) {
      const event = await this.#inbox.next();
      if (event === null) return;
      const batch = this.#take(event);
      if (batch) yield this.#complete(batch);
      // Streams, timers and whoever shows the batches get their turn, also while much waits.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    this.#inbox.close();
    this.#gap.stop();
    this.#links.close();
  }

  #take(event: Event): Partial<SourceBatch> | null {
    if (event === 'state') {
      this.#stateTold = true;
      return {};
    }
    if ('error' in event) throw toUserError(event.error, { ...this.#session.context, triedMs: this.#triedMs() });
    if ('response' in event) return this.#takeResponse(event.response);
    if ('page' in event) return this.#takePage(event.run, event.page);
    return this.#takeOutcome(event.run, event.outcome);
  }

  #takeResponse(response: TailResponse): Partial<SourceBatch> {
    const taken = this.#intake.take(response.entries ?? [], this.#gap.owed);
    taken.losses.push(...this.#suppressed.note(response, this.#session.options.now()));
    if (this.#suppressed.goesOn && !this.#intake.narrow) taken.losses.push(...this.#narrow());
    return taken;
  }

  #takePage(run: GapRun, page: ProtoEntry[]): Partial<SourceBatch> {
    this.#pages++;
    const taken = this.#intake.take(page, this.#gap.owed);
    this.#gap.took(run, this.#intake.watermark);
    return taken;
  }

  #takeOutcome(run: GapRun, outcome: Outcome): Partial<SourceBatch> | null {
    return this.#gap.settle(run, outcome) ? { losses: lossesOf('while the tail was not open:', outcome) } : null;
  }

  /** Asks for failures and requests only from now on; a loss where not all rules' texts fit. */
  #narrow(): Loss[] {
    const { options, notes } = this.#session;
    const { filter, left } = narrowFilter(tailScope(options), this.#reduction.needles);
    const since = formatTime(options.now());
    notes.push(
      `Since ${since} only failures and requests are followed: the project logs more than the 60,000 entries a minute that a tail gives.`,
    );
    this.#intake.narrow = true;
    this.#filter = filter;
    this.#links.follow(filter);
    if (left.length === 0) return [];
    const detail = `since ${since}: texts of rules that the tail's query has no room for; lines without a level that only they tell are not followed`;
    return [{ reason: 'over-cap', count: left.length, detail, of: 'texts' }];
  }

  #complete(parts: Partial<SourceBatch>): TailBatch {
    const { entries, from, to } = this.#intake;
    const state = this.#links.state();
    if (state.connected && this.#gap.state) state.text = this.#gap.state;
    const progress = { entries, done: this.#pages, total: null, unit: 'pages' as const, from, to, waiting: null };
    return { ...emptyBatch({ progress, ...parts }), state };
  }

  /** A batch without entries tells of a state, one for however many changes. */
  #changed(): void {
    if (!this.#stateTold) return;
    this.#stateTold = false;
    this.#inbox.push('state');
  }

  #triedMs(): number {
    return performance.now() - this.#started;
  }
}
