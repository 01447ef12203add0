/** google.logging.v2.LoggingServiceV2/TailLogEntries: all open tails of an emulator. */
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { ApiError, type CodeName } from './api-error.ts';
import type { Backend } from './backend.ts';
import type { Gate } from './gate.ts';
import { unavailable } from './google-errors.ts';
import type { Reply } from './grpc-service.ts';
import { toStatus } from './grpc-status.ts';
import { resourceOf } from './methods.ts';
import { readTailRequest } from './tail-request.ts';
import { TailSession } from './tail-session.ts';
import type { TokenBucket } from './token-bucket.ts';
import type { JsonObject } from './wire.ts';

export type TailCall = ServerDuplexStream<JsonObject, Reply>;

/** How a tail is made to end: with a status, with OK, or by its connection going silent. */
export type TailBreak = Exclude<CodeName, 'OK'> | 'end' | 'freeze';

/** Google's bound on open tails of a project. */
const MOST_OPEN = 10;

const ENDINGS: Partial<Record<CodeName, string>> = {
  OUT_OF_RANGE: 'The tail session reached its maximum duration.',
  CANCELLED: 'The operation was cancelled.',
  INTERNAL: 'Internal error encountered.',
};

export interface TailOptions {
  /** Entries a minute over all tails, null for any number. */
  rate: TokenBucket | null;
  /** Makes the connection from that peer go silent. */
  freeze(peer: string): void;
}

export class TailHub {
  readonly #backend: Backend;
  readonly #gate: Gate;
  readonly #options: TailOptions;
  /** Every open call with what has to be undone when it ends. */
  readonly #open = new Map<TailCall, (() => void)[]>();

  constructor(backend: Backend, gate: Gate, options: TailOptions) {
    this.#backend = backend;
    this.#gate = gate;
    this.#options = options;
  }

  /** Open tails that were told what to send. */
  get size(): number {
    return [...this.#open.values()].filter((undo) => undo.length > 0).length;
  }

  /** Takes a call over. A client that half-closes still listens: gcloud does so after its one request. */
  readonly accept = (call: TailCall): void => {
    this.#open.set(call, []);
    const forget = (): void => this.#forget(call);
    call.once('data', (request: JsonObject) => {
      this.#start(call, request).catch((error) => {
        forget();
        call.emit('error', toStatus(error));
      });
    });
    call.on('cancelled', forget).on('error', forget).on('finish', forget).on('close', forget);
  };

  /** Ends all open tails that way; returns how many there were. */
  break(how: TailBreak): number {
    const calls = [...this.#open.keys()];
    for (const call of calls) this.#break(call, how);
    return calls.length;
  }

  async #start(call: TailCall, request: JsonObject): Promise<void> {
    const { faults, store, clock } = this.#backend;
    if (this.#open.size > MOST_OPEN) throw tooManyTails();
    await this.#gate.admit({
      api: 'logging',
      permission: 'logging.logEntries.list',
      resource: resourceOf(request),
      counted: false,
    });
    const session = new TailSession(call, readTailRequest(request, clock()), faults, this.#options.rate);
    this.#open.get(call)?.push(
      () => session.stop(),
      store.listen((entries) => after(faults.delay / 1000, () => session.add(entries))),
      this.#breakAfter(call, faults.amount('drop-tail'), 'UNAVAILABLE'),
      this.#breakAfter(call, faults.amount('freeze-tail'), 'freeze'),
    );
  }

  /** Returns what calls it off. */
  #breakAfter(call: TailCall, seconds: number | null, how: TailBreak): () => void {
    if (seconds === null) return () => {};
    const timer = setTimeout(() => this.#break(call, how), seconds * 1000);
    return () => clearTimeout(timer);
  }

  #break(call: TailCall, how: TailBreak): void {
    this.#forget(call);
    if (how === 'freeze') this.#options.freeze(call.getPeer());
    else if (how === 'end') call.end();
    else call.emit('error', toStatus(how === 'UNAVAILABLE' ? unavailable() : new ApiError(how, ENDINGS[how] ?? how)));
  }

  #forget(call: TailCall): void {
    for (const undo of this.#open.get(call) ?? []) undo();
    this.#open.delete(call);
  }
}

function after(ms: number, act: () => void): void {
  if (ms === 0) act();
  else setTimeout(act, ms).unref();
}

const tooManyTails = (): ApiError =>
  new ApiError('RESOURCE_EXHAUSTED', `Too many open tail sessions: a project may have ${MOST_OPEN} at a time.`);
