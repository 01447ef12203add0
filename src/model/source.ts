import type { LogEntry, Micros, Severity } from './entry.ts';

/** Healthy entries as counts: one service, revision and minute. Counts add up: a source may report a minute in parts. */
export interface Tally {
  service: string;
  revision: string;
  /** Epoch minutes. */
  minute: number;
  /** All entries of that minute that are not handed over in full. */
  entries: number;
  /** Request entries among them. */
  requests: number;
  /** The first and last entry, and the first request, counted here. */
  firstEntry: Micros;
  lastEntry: Micros;
  firstRequest: Micros | null;
  /** Where the source sees healthy lines: the template that these entries share. */
  template?: string;
  /** Requests among them by the key of their route, where the source sees that. */
  routes?: Map<number, number>;
}

/** A healthy line of a request, where the source sees those: what usually follows what is learnt from them. */
export interface Step {
  /** insertId, '' where there is none: lines of the same time are ordered by it. */
  id: string;
  service: string;
  revision: string;
  /** Never ''. */
  trace: string;
  time: Micros;
  nanos: number;
  severity: Severity;
  /** What was said, cut where it is long. */
  text: string;
}

export type LossReason =
  | 'unparsed-line'
  | 'duplicate'
  | 'late'
  | 'over-cap'
  | 'suppressed'
  | 'quota'
  | 'not-read'
  | 'binary'
  | 'truncated'
  | 'untimed'
  | 'too-long';

/** One line of the loss ledger: what was dropped, sampled, suppressed, unreadable or not read. */
export interface Loss {
  reason: LossReason;
  count: number;
  /** Where and why, one sentence. Losses of the same reason and detail add up. */
  detail: string;
  /** What was lost, where it is not entries of the window or the baseline. */
  of?: LossOf | undefined;
  /** The span that was not read (RFC 3339), where that is known. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * `deployments`: entries that tell of these. `requests`: requests that did not fail, so that there are no rates. `texts`: what a query never
 * asks for, on neither side of any time.
 */
export type LossOf = 'deployments' | 'requests' | 'texts';

/** The audit log's template in the words of the v1 or the v2 API, or the Run API's revision. */
export type SpecFrom = 'audit-v1' | 'audit-v2' | 'run-api';

/**
 * One thing known about a revision or a service's traffic, from a log entry, the Run API or the command line. Analysis merges
 * facts into deployments.
 * - `requested`: an audit activity entry that changes the service (revision not named yet, unless the request names it)
 * - `created`: the revision's createTime
 * - `ready` / `failed`: its Ready condition turned True / False
 * - `rollout`: an instance started with reason DEPLOYMENT_ROLLOUT
 * - `traffic`: percentages were set
 * - `exists`: the Run API lists the revision now (it can be rolled back to); `time` is its createTime
 * - `by-hand`: --deploy-at
 */
export interface DeploymentFact {
  what: 'requested' | 'created' | 'ready' | 'failed' | 'rollout' | 'traffic' | 'exists' | 'by-hand';
  /** '' = all services (only `by-hand`). */
  service: string;
  /** '' where the fact does not name it. */
  revision: string;
  location: string;
  time: Micros;
  author: string | null;
  image: string | null;
  commit: string | null;
  /** Percent by revision ('' or 'LATEST' = the latest ready one), where the fact tells. */
  traffic: Record<string, number> | null;
  /** Flattened configuration (`cpu`, `memory`, `concurrency`, `env.NAME` = hash of the value, …), where the fact tells. */
  spec: Record<string, string> | null;
  /** Who says `spec`: each leaves out other defaults. */
  specFrom?: SpecFrom;
  /** Of a failure: the condition's message. Of `requested`: the user agent. */
  message: string;
}

export interface Progress {
  /** Entries seen so far, healthy ones included. */
  entries: number;
  /** Pages or bytes read; `total` where it is known. */
  done: number;
  total: number | null;
  unit: 'pages' | 'bytes';
  /** Span covered so far, where it is known. */
  from: Micros | null;
  to: Micros | null;
  /** Set while the source waits, e.g. 'waiting for quota'. */
  waiting: string | null;
}

/** How a source that is followed does. */
export interface SourceState {
  /** `following`, `reading the gap`, `reconnecting in 4 s (the connection was lost)`. */
  text: string;
  /** Whether entries can come right now. */
  connected: boolean;
}

/** What a source yields: any part may be empty. A source is `(options, signal) => AsyncIterable<SourceBatch>`. */
export interface SourceBatch {
  entries: LogEntry[];
  tallies: Tally[];
  facts: DeploymentFact[];
  losses: Loss[];
  /** Healthy lines of the requests that the reduction follows. */
  steps?: Step[];
  progress: Progress | null;
  /** Of a file, where that was asked for: where its entries stand. */
  lines?: LineNumbers;
}

/** Where the entries of a batch stand in what was read. */
export interface LineNumbers {
  /** The file's name; `standard input` of a pipe. */
  input: string;
  /** For each entry the line (from 1) on which it begins. */
  of: number[];
  /** Lines of this input so far. */
  last: number;
  /** A line an entry, as in NDJSON and text: a line without one is empty or cannot be read. */
  lineByLine: boolean;
}

/** What a source needs to know of the rules to hand over only suspicious entries; made by a command. */
export interface Reduction {
  /** Whether a rule's needle, an error word or the shape of a stack trace's line occurs in the text. */
  hit(message: string): boolean;
  /** Whether the healthy lines of this trace are wanted too; not given = of none. Whole traces are chosen, never lines. */
  follows?(trace: string): boolean;
}
