import type { v2 } from '@google-cloud/logging-api';
import type { SourceState } from '../../model.ts';
import { readError } from './status.ts';
import { reasonOf, type TailBackoff } from './tail-backoff.ts';
import { type TailEars, type TailResponse, TailSession } from './tail-session.ts';
import type { TailTiming } from './tail-timing.ts';

/** Who hears of the tails. */
export interface LinkEars {
  /** The state is another one. */
  changed(): void;
  responded(response: TailResponse): void;
  /** A tail died: what it had not sent yet may be missing. */
  lost(): void;
  /** Entries come again: what is missing can be read. */
  connected(): void;
  /** It died of something that does not get better. */
  failed(error: unknown): void;
}

export interface LinkOptions {
  client: v2.LoggingServiceV2Client;
  resourceName: string;
  timing: TailTiming;
  backoff: TailBackoff;
  /** Whether nobody listens at the other end, where waiting for it makes no sense. */
  isNobody(error: unknown): boolean;
}

/** Keeps a tail open: opens the next one before the old one's time is up, and another one whenever one dies. */
export class TailLinks {
  readonly #options: LinkOptions;
  readonly #ears: LinkEars;
  readonly #timers = new Map<'connect' | 'handover', NodeJS.Timeout>();
  readonly #tailEars: TailEars;
  #filter = '';
  /** Oldest first; two during a handover. */
  #open: TailSession[] = [];
  #opening: TailSession | null = null;
  #waiting: { ms: number; reason: string } | null = null;
  #paused = false;
  #wasOpen = false;

  constructor(options: LinkOptions, ears: LinkEars) {
    this.#options = options;
    this.#ears = ears;
    this.#tailEars = {
      opened: (session) => this.#opened(session),
      responded: (response) => ears.responded(response),
      died: (session, error) => this.#died(session, error),
    };
  }

  state(): SourceState {
    if (this.#open.length > 0) return { text: 'following', connected: true };
    const verb = this.#wasOpen ? 'reconnecting' : 'connecting';
    if (!this.#waiting) return { text: verb, connected: false };
    const { ms, reason } = this.#waiting;
    return { text: `${verb} in ${Math.ceil(ms / 1000)} s (${reason})`, connected: false };
  }

  /** Opens a tail of this filter in the place of the one that is open. */
  follow(filter: string): void {
    this.#filter = filter;
    if (!this.#waiting) this.#connect();
  }

  /** While `paused` no response is handed over. */
  pause(paused: boolean): void {
    this.#paused = paused;
    for (const session of this.#all()) paused ? session.pause() : session.resume();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const session of this.#all()) session.close();
    this.#open = [];
    this.#opening = null;
  }

  #all(): TailSession[] {
    return this.#opening ? [...this.#open, this.#opening] : this.#open;
  }

  #connect(): void {
    clearTimeout(this.#timers.get('connect'));
    const { client, resourceName, timing } = this.#options;
    this.#opening?.close();
    this.#opening = new TailSession(client, { resourceName, filter: this.#filter }, timing, this.#tailEars);
    if (this.#paused) this.#opening.pause();
    this.#waiting = null;
    this.#ears.changed();
  }

  #opened(session: TailSession): void {
    const { renewMs, handoverMs } = this.#options.timing;
    const renewed = this.#open.length > 0;
    this.#opening = null;
    this.#open.push(session);
    this.#wasOpen = true;
    this.#after('connect', renewMs, () => this.#connect());
    if (renewed) this.#after('handover', handoverMs, () => this.#retire());
    else this.#ears.connected();
    this.#ears.changed();
  }

  /** Closes all tails but the youngest. */
  #retire(): void {
    for (const session of this.#open.splice(0, this.#open.length - 1)) session.close();
  }

  #died(session: TailSession, cause: unknown): void {
    const error = cause === null ? null : readError(cause);
    const reason = reasonOf(error);
    if (reason === null || (!this.#wasOpen && this.#options.isNobody(cause))) {
      this.#ears.failed(cause);
      return;
    }
    const at = this.#open.indexOf(session);
    const newest = at === this.#open.length - 1;
    if (at >= 0) this.#open.splice(at, 1);
    else this.#opening = null;
    const pause = this.#options.backoff.next(error, session.age);
    if (!this.#opening && (at < 0 || newest)) this.#reconnect(pause, reason);
    if (at >= 0) {
      this.#ears.lost();
      if (this.#open.length > 0) this.#ears.connected();
    }
    this.#ears.changed();
  }

  #reconnect(ms: number, reason: string): void {
    this.#waiting = this.#open.length > 0 ? null : { ms, reason };
    this.#after('connect', ms, () => this.#connect());
  }

  #after(name: 'connect' | 'handover', ms: number, act: () => void): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(act, ms));
  }
}
