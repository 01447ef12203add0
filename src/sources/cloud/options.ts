import type { Filter } from '../../filter/index.ts';
import type { Micros, Reduction, SourceBatch } from '../../model.ts';
import type { TailBatch, TailRequest } from './tail-options.ts';

/** Where and how to read a Google Cloud project's logs. */
export interface CloudOptions {
  /** `--project`; null = look it up (see resolveProject). */
  project: string | null;
  /** `host:port` of a local server that speaks plain gRPC; null = Google's. */
  emulator: string | null;
  /** [] = all. */
  services: string[];
  /** [] = all. */
  regions: string[];
  /** The user's own filter, ANDed to every query of the window. */
  filter: Filter | null;
  /** How many of the project's reads to use a minute: the first so many at once, then evenly. 0 = unpaced. */
  readsPerMinute: number;
  /** Pages to read in all, deployments included. */
  maxReads: number;
  now: () => Micros;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. Tests hand in their own. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long the look-up of credentials may take; default 5000. */
  credentialTimeoutMs?: number;
  /** `host:port` that answers with TLS in the place of logging.googleapis.com and run.googleapis.com. */
  apiEndpoint?: string;
}

/** From inclusive, to exclusive. */
export interface Span {
  from: Micros;
  to: Micros;
}

/** null = nothing of it to read. */
export interface WindowRequest {
  window: Span | null;
  baseline: Span | null;
}

/** What a read needs to know of the rules: what a hit is, and the substrings to ask the server for. */
export type CloudReduction = Reduction & { needles: string[] };

/** A project's logs and revisions. Made by openCloud, ended by close(). */
export interface CloudSource {
  project: string;
  /** What the reader of a report has to know; grows while reading. */
  notes: string[];
  /** Pages left of maxReads. */
  readsLeft(): number;
  /**
   * What the logs and the Run API say about deployments within the span, newest first.
   * UserError: nobody is let in, or a service or region that neither knows.
   */
  readDeployments(span: Span, signal: AbortSignal): AsyncIterable<SourceBatch>;
  /** Suspicious entries in full, requests as tallies; ends normally with losses where it could not read everything. */
  readWindow(request: WindowRequest, reduction: CloudReduction, signal: AbortSignal): AsyncIterable<SourceBatch>;
  /**
   * What is logged from now on: suspicious entries in full, the rest as tallies, each entry once, however often the connection is lost.
   * Ends when the signal is aborted. UserError: nobody is let in.
   */
  tail(request: TailRequest, reduction: CloudReduction, signal: AbortSignal): AsyncIterable<TailBatch>;
  close(): Promise<void>;
}
