import type { protos, v2 } from '@google-cloud/logging-api';
import type { Client } from '@grpc/grpc-js';
import type { TailTiming } from './tail-timing.ts';

export type TailResponse = protos.google.logging.v2.ITailLogEntriesResponse;

/** Who hears of a tail. Nothing is said after it died or was closed. */
export interface TailEars {
  opened(session: TailSession): void;
  responded(response: TailResponse): void;
  /** `error`: what it ended with; null = the server ended it with OK. */
  died(session: TailSession, error: unknown): void;
}

/** How long a connection may take; past that the call itself fails. */
const CONNECT_TIMEOUT = 30_000;

/** One open tail: the call's events as three. */
export class TailSession {
  readonly #stream: ReturnType<v2.LoggingServiceV2Client['tailLogEntries']>;
  readonly #ears: TailEars;
  #openTimer: NodeJS.Timeout | undefined;
  #openedAt: number | null = null;
  #over = false;

  constructor(
    client: v2.LoggingServiceV2Client,
    { resourceName, filter }: { resourceName: string; filter: string },
    timing: TailTiming,
    ears: TailEars,
  ) {
    this.#ears = ears;
    const stream = client.tailLogEntries({ timeout: timing.deadlineMs });
    this.#stream = stream;
    stream.on('data', (response: TailResponse) => {
      this.#open();
      if (!this.#over) ears.responded(response);
    });
    stream.on('error', (error) => this.#die(error));
    // An error's 'end' may come before its 'error'.
    stream.on('end', () => setImmediate(() => this.#die(null)));
    stream.write({ resourceNames: [resourceName], filter, bufferWindow: toDuration(timing.bufferMs) });
    this.#openOnceConnected(client, timing.openMs).catch(() => {});
  }

  /** Milliseconds since it opened; 0 while it did not. */
  get age(): number {
    return this.#openedAt === null ? 0 : performance.now() - this.#openedAt;
  }

  /** No response is handed over until `resume`; the server notices. */
  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    if (!this.#over) this.#stream.resume();
  }

  close(): void {
    this.#over = true;
    clearTimeout(this.#openTimer);
    // After the server's OK the half that writes is still open.
    this.#stream.end();
    this.#stream.cancel();
  }

  async #openOnceConnected(client: v2.LoggingServiceV2Client, ms: number): Promise<void> {
    const stub = (await client.loggingServiceV2Stub) as unknown as Client;
    stub.waitForReady(Date.now() + CONNECT_TIMEOUT, (error) => {
      if (!error && !this.#over) this.#openTimer = setTimeout(() => this.#open(), ms);
    });
  }

  #open(): void {
    if (this.#over || this.#openedAt !== null) return;
    clearTimeout(this.#openTimer);
    this.#openedAt = performance.now();
    this.#ears.opened(this);
  }

  #die(error: unknown): void {
    if (this.#over) return;
    this.close();
    this.#ears.died(this, error);
  }
}

function toDuration(ms: number): protos.google.protobuf.IDuration {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 };
}
