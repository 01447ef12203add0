import type { SourceBatch } from '../../model.ts';
import { toUserError } from './api-error.ts';
import { emptyBatch, lossesOf } from './batches.ts';
import { tailScope } from './filters.ts';
import type { CloudReduction } from './options.ts';
import type { Outcome } from './page-reader.ts';
import type { Session } from './session.ts';
import { readError } from './status.ts';
import { TailBackoff } from './tail-backoff.ts';
import { type GapRun, TailGap } from './tail-gap.ts';
import { Inbox } from './tail-inbox.ts';
import { TailIntake } from './tail-intake.ts';
import { TailLinks } from './tail-links.ts';
import { narrowed } from './tail-narrow.ts';
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

const TOO_MUCH = 'more was logged than two minutes of the read quota give';

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
    const { options, decodeAny } = session;
    this.#session = session;
    this.#reduction = reduction;
    this.#filter = tailScope(options);
    this.#intake = new TailIntake(reduction, decodeAny, options.now, timing.seenMs * 1000);
    this.#inbox = new Inbox(MOST_WAITING, (full) => this.#links.pause(full));
    this.#gap = this.#makeGap(client, request, timing);
    this.#links = this.#makeLinks(client, request, timing);
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
    if ('error' in event)
      throw toUserError(event.error, { ...this.#session.context, triedMs: performance.now() - this.#started });
    if ('response' in event) return this.#takeResponse(event.response);
    if ('page' in event) return this.#takePage(event.run, event.page);
    return this.#takeOutcome(event.run, event.outcome);
  }

  #takeResponse(response: TailResponse): Partial<SourceBatch> {
    const taken = this.#intake.take(response.entries ?? [], this.#gap.owed);
    taken.losses.push(...this.#suppressed.note(response, this.#session.options.now()));
    if (!this.#suppressed.goesOn || this.#intake.narrow) return taken;
    const { options, notes } = this.#session;
    const { filter, note, losses } = narrowed(options, this.#reduction.needles, options.now());
    this.#intake.narrow = true;
    this.#filter = filter;
    this.#links.follow(filter);
    notes.push(note);
    taken.losses.push(...losses);
    return taken;
  }

  #takePage(run: GapRun, page: ProtoEntry[]): Partial<SourceBatch> {
    this.#pages++;
    const taken = this.#intake.take(page, this.#gap.owed);
    this.#gap.took(run, this.#intake.watermark);
    return taken;
  }

  #takeOutcome(run: GapRun, outcome: Outcome): Partial<SourceBatch> | null {
    if (!this.#gap.settle(run, outcome)) return null;
    return { losses: lossesOf('while the tail was not open:', outcome, undefined, TOO_MUCH) };
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

  #makeGap(client: Client, { from }: TailRequest, timing: TailTiming): TailGap {
    const { options, newReader } = this.#session;
    return new TailGap(
      {
        ...{ floor: from, timing, now: options.now, scope: () => this.#filter },
        newReader: (maxReads) => newReader(client, maxReads),
      },
      {
        changed: () => this.#changed(),
        page: (run, page) => {
          this.#inbox.push({ run, page }, page.length);
          return this.#inbox.room();
        },
        ended: (run, outcome) => this.#inbox.push({ run, outcome }),
        failed: (error) => this.#inbox.push({ error }),
      },
    );
  }

  #makeLinks(client: Client, { random = Math.random }: TailRequest, timing: TailTiming): TailLinks {
    const { project, context } = this.#session;
    return new TailLinks(
      {
        ...{ client, timing, resourceName: `projects/${project}`, backoff: new TailBackoff(timing, random) },
        isNobody: (error) => context.emulator !== null && /ECONNREFUSED/.test(readError(error).message),
      },
      {
        changed: () => this.#changed(),
        responded: (response) => this.#inbox.push({ response }, response.entries?.length ?? 0),
        lost: () => this.#gap.lost(this.#intake.watermark),
        connected: () => this.#gap.read(),
        failed: (error) => this.#inbox.push({ error }),
      },
    );
  }
}
