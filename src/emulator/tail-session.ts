/** One open tail. */
import type { FaultPlan } from './fault-plan.ts';
import type { StoredEntry } from './stored-entry.ts';
import { TailBuffer } from './tail-buffer.ts';
import type { TailRequest } from './tail-request.ts';
import type { TokenBucket } from './token-bucket.ts';

/** The sending side of a call. */
export interface TailStream {
  /** False when the client does not keep up: then wait for `drain`. */
  write(response: Uint8Array): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

export class TailSession {
  readonly #stream: TailStream;
  readonly #request: TailRequest;
  readonly #rate: TokenBucket | null;
  readonly #buffer = new TailBuffer();
  #toWithhold: number;
  #timer: NodeJS.Timeout | null = null;
  #blocked = false;
  #stopped = false;

  /** `rate`: how many entries a minute all tails of the server may return, null for any number. */
  constructor(stream: TailStream, request: TailRequest, faults: FaultPlan, rate: TokenBucket | null) {
    this.#stream = stream;
    this.#request = request;
    this.#rate = rate;
    this.#toWithhold = Math.floor(faults.amount('suppress') ?? 0);
  }

  /** Takes in what was written; sends what the filter lets through when the window has passed. */
  add(entries: StoredEntry[]): void {
    const wanted = entries.filter((entry) => this.#request.query.accepts(entry));
    const withheld = Math.min(this.#toWithhold, wanted.length);
    this.#toWithhold -= withheld;
    const left = wanted.length - withheld;
    const allowed = this.#rate === null ? left : this.#rate.take(left);
    this.#buffer.add(wanted.slice(withheld, withheld + allowed));
    this.#buffer.suppress('RATE_LIMIT', withheld + left - allowed);
    this.#schedule();
  }

  /** Nothing is sent any more. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped || this.#blocked || this.#timer !== null || this.#buffer.isEmpty) return;
    if (this.#request.windowMs === 0) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), this.#request.windowMs);
  }

  #flush(): void {
    this.#timer = null;
    while (!this.#stopped && !this.#blocked && !this.#buffer.isEmpty) {
      if (this.#stream.write(this.#buffer.take())) continue;
      this.#blocked = true;
      this.#stream.once('drain', () => {
        this.#blocked = false;
        this.#flush();
      });
    }
  }
}
