import type { v2 } from '@google-cloud/logging-api';
import type { Micros } from '../../model.ts';
import { type CallContext, toUserError } from './api-error.ts';
import { Backoff, CALL_TIMEOUT } from './backoff.ts';
import type { Span } from './options.ts';
import type { Pacer } from './pacer.ts';
import { toMicros } from './proto-time.ts';
import { type ApiError, isPassing, readError, status } from './status.ts';
import type { ProtoEntry } from './to-raw.ts';

/** One query, read newest first. */
export interface Query {
  filter: string;
  /** The bounds that the filter states. */
  span: Span;
  /** Pages at most. */
  budget: number;
  pageSize?: number;
  /** Asked after each page: true = not worth going on. */
  giveUp?: (pages: number, oldest: Micros) => boolean;
}

export type PageEvent = { page: ProtoEntry[] } | { waiting: string | null };

/** How a query ended. */
export interface Outcome {
  /** Why it ended before its span was read; null = it was read. */
  stopped: 'budget' | 'quota' | 'interrupted' | 'failed' | 'gave-up' | null;
  /** What of the span was not read, null where all was. */
  unread: Span | null;
  /** Of a failure, the server's words. */
  message: string;
}

export interface ReaderOptions {
  client: v2.LoggingServiceV2Client;
  /** What messages name, but for the time tried. */
  context: Omit<CallContext, 'triedMs'>;
  maxReads: number;
  /** What can be tried again later ends a query with a reason, also before its first page: nothing is thrown for it. */
  patient?: boolean;
  pacer: Pacer;
  now: () => Micros;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Page {
  entries: ProtoEntry[];
  next: string;
}

const PAGE_SIZE = 1000;
const QUOTA_WAIT = 'waiting for quota';

/**
 * Reads queries page by page within one budget and one pace. The clients' own iterators lose pages (they stop after eleven empty
 * ones), wait ten minutes in silence and do not wait for quota: hence this loop.
 */
export class PageReader {
  readonly #options: ReaderOptions;
  /** Pages read so far. */
  pages = 0;
  /** Once no quota came or nothing answered in all the waiting, the rest is not read: each query would wait as long again. */
  #gone: { stopped: 'quota' | 'failed'; message: string } | null = null;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  left(): number {
    return Math.max(0, this.#options.maxReads - this.pages);
  }

  /**
   * The pages of a query, the next one on its way while one is worked on. Ends early with a reason; a failure after a page was read
   * is such a reason, before that it is thrown (UserError).
   */
  async *read(query: Query, outer: AbortSignal): AsyncGenerator<PageEvent, Outcome> {
    const own = new AbortController();
    const signal = AbortSignal.any([outer, own.signal]);
    const unread = { from: query.span.from, to: query.span.to };
    const stop = (stopped: Outcome['stopped'], message = ''): Outcome => ({ stopped, unread, message });
    let token: string | null = '';
    let pages = 0;
    let waiting = new Waiting();
    const fetch = () => {
      waiting = new Waiting();
      const page = this.#fetch(query, token!, signal, waiting);
      page.catch(() => {});
      return page;
    };
    const blocked = (): Outcome['stopped'] => {
      if (outer.aborted) return 'interrupted';
      if (this.#gone) return this.#gone.stopped;
      if (query.giveUp?.(pages, unread.to)) return 'gave-up';
      return pages >= query.budget || this.left() === 0 ? 'budget' : null;
    };
    let stopped = blocked();
    if (stopped) return stop(stopped, this.#gone?.message);
    try {
      let pending = fetch();
      for (;;) {
        yield* waiting.until(pending);
        const page = await pending;
        pages++;
        this.pages++;
        unread.to = oldest(page.entries) ?? unread.to;
        token = page.next;
        stopped = token ? blocked() : null;
        if (token && !stopped) pending = fetch();
        if (page.entries.length > 0) yield { page: page.entries };
        if (!token) return { stopped: null, unread: null, message: '' };
        if (stopped) return stop(stopped);
        if (outer.aborted) return stop('interrupted');
      }
    } catch (cause) {
      if (outer.aborted) return stop('interrupted');
      return this.#failed(cause, stop);
    } finally {
      own.abort();
    }
  }

  #failed(cause: unknown, stop: (stopped: Outcome['stopped'], message?: string) => Outcome): Outcome {
    const error = readError(cause);
    if (error.code === status.resourceExhausted) {
      this.#gone = { stopped: 'quota', message: '' };
      return stop('quota');
    }
    if (this.#mayGoOn(error)) {
      if (error.code === status.unavailable) this.#gone = { stopped: 'failed', message: error.message };
      return stop('failed', error.message);
    }
    throw cause;
  }

  /** Whether something can be read without what failed. */
  get #begun(): boolean {
    return this.pages > 0 || this.#options.patient === true;
  }

  #mayGoOn(error: ApiError): boolean {
    return this.#begun && isPassing(error);
  }

  async #fetch(query: Query, token: string, signal: AbortSignal, waiting: Waiting): Promise<Page> {
    const { client, pacer, now, sleep, context } = this.#options;
    const started = now();
    const backoff = new Backoff();
    const request = {
      resourceNames: [`projects/${context.project}`],
      filter: query.filter,
      orderBy: 'timestamp desc',
      pageSize: query.pageSize ?? PAGE_SIZE,
      pageToken: token,
    };
    for (let pause = pacer.take(); ; ) {
      if (pause > 0) {
        waiting.set(QUOTA_WAIT);
        await sleep(pause, signal);
        waiting.set(null);
      }
      try {
        const [entries, , response] = await client.listLogEntries(request, {
          autoPaginate: false,
          retry: null,
          timeout: CALL_TIMEOUT,
          signal,
        });
        return { entries, next: response?.nextPageToken ?? '' };
      } catch (cause) {
        const error = readError(cause);
        if (error.code === status.resourceExhausted) pacer.drain();
        const refused = context.emulator !== null && !this.#begun && /ECONNREFUSED/.test(error.message);
        const delay = signal.aborted || refused ? null : backoff.next(error);
        if (delay === null) throw this.#final(cause, now() - started);
        waiting.set(error.code === status.resourceExhausted ? QUOTA_WAIT : 'waiting for Cloud Logging to answer');
        await sleep(delay, signal);
        pause = pacer.take();
        waiting.set(null);
      }
    }
  }

  /** The error to throw: the raw one where a partial read can go on without it, else what to tell the user. */
  #final(cause: unknown, tried: Micros): unknown {
    const error = readError(cause);
    const partial = error.code === status.resourceExhausted || this.#mayGoOn(error);
    return partial ? cause : toUserError(cause, { ...this.#options.context, triedMs: tried / 1000 });
  }
}

function oldest(entries: ProtoEntry[]): Micros | null {
  return toMicros(entries.at(-1)?.timestamp);
}

/** What a call waits for, told while the call goes on. */
class Waiting {
  readonly #told: (string | null)[] = [];
  #last: string | null = null;
  #changed = Promise.withResolvers<void>();

  set(text: string | null): void {
    if (text === this.#last) return;
    this.#last = text;
    this.#told.push(text);
    this.#changed.resolve();
  }

  /** Yields each change until the work settles. */
  async *until(work: Promise<unknown>): AsyncGenerator<PageEvent, void> {
    const settled = work.then(
      () => true,
      () => true,
    );
    for (let done = false; !done; ) {
      done = await Promise.race([settled, this.#changed.promise.then(() => false)]);
      this.#changed = Promise.withResolvers();
      for (const waiting of this.#told.splice(0)) yield { waiting };
    }
  }
}
