/**
 * The types that flow: LogEntry -> Match -> Cluster -> Correlation -> Diagnosis -> Report.
 * All plain data; no code and no imports, so that every room can speak them.
 */

/** Epoch microseconds: an integer that a double holds exactly until the year 2255. */
export type Micros = number;

export type Severity =
  | 'DEFAULT'
  | 'DEBUG'
  | 'INFO'
  | 'NOTICE'
  | 'WARNING'
  | 'ERROR'
  | 'CRITICAL'
  | 'ALERT'
  | 'EMERGENCY';

/**
 * Where an entry was written. `request` = run.googleapis.com/requests, `system` = …/varlog/system and conditions from the
 * Run API, `audit` = cloudaudit.googleapis.com (activity and system_event), `other` = everything else.
 */
export type LogKind = 'request' | 'stdout' | 'stderr' | 'system' | 'audit' | 'other';

export interface HttpRequest {
  method: string;
  /** Path with its variable parts masked and the query dropped. */
  route: string;
  status: number;
  /** Seconds, null where the entry has none. */
  latency: number | null;
}

/** One log entry in rca's own shape; Google's raw shapes stop in `sources`. */
export interface LogEntry {
  /** insertId; '' where there is none (plain text): such an entry is never a repeat. */
  id: string;
  /** null for a line without a time: it takes part in signatures, not in correlation. */
  time: Micros | null;
  /** 0..999: what the microseconds leave of the nanoseconds. Only breaks ties. */
  nanos: number;
  /** The entry's own; where it has none (or DEFAULT) the level that its text or payload states; else DEFAULT. */
  severity: Severity;
  /** '' where the entry names none; likewise below. Of a Cloud Run job the job's name. */
  service: string;
  /** Of a Cloud Run job the execution's name. */
  revision: string;
  location: string;
  instance: string;
  log: LogKind;
  /** What was said, the stack trace included; of a request `METHOD route status` and its text; of an audit entry its status. */
  message: string;
  /** jsonPayload or protoPayload as plain data. */
  fields: Record<string, unknown> | null;
  http: HttpRequest | null;
  /** The trace id alone, without `projects/…/traces/`. */
  trace: string;
  labels: Record<string, string>;
  /** The raw entry as `gcloud logging read --format=json` prints it (made on demand), for filters and saved samples. */
  raw(): RawEntry;
}

/** A LogEntry as JSON: `textPayload`, `jsonPayload`, `protoPayload {"@type"}`, `timestamp`, `resource {type, labels}`, … */
export type RawEntry = Record<string, unknown>;

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

export type Role = 'cause' | 'symptom' | 'lifecycle' | 'noise';

export type Category =
  | 'recursion'
  | 'limits'
  | 'imports'
  | 'websocket'
  | 'cloud-run'
  | 'memory'
  | 'timeout'
  | 'serialization'
  | 'auth'
  | 'config'
  | 'database'
  | 'network'
  | 'crash'
  | 'application'
  | 'lifecycle'
  | 'noise';

/**
 * Where a failure comes from: what the code or its configuration does whenever it is called, what surrounds the service (another service,
 * a quota, the platform), or what fills up until a limit is reached.
 */
export type Origin = 'code' | 'surroundings' | 'build-up';

export interface Rule {
  /** Its path under rules/ without the extension: `recursion/python-recursion`. */
  id: string;
  category: Category;
  title: string;
  role: Role;
  severity: 'WARNING' | 'ERROR' | 'CRITICAL';
  /** RE2, `(?P<name>…)` captures; one pattern per alternative. */
  patterns: string[];
  /** Substrings (case as in the text), at least one of which every match contains. */
  needles: string[];
  /** Where it is not what its area says. */
  origin?: Origin | undefined;
  /** Which captures tell two problems apart; [] = one problem a service. `frames` stands for the in-app frames of the trace. */
  identity: string[];
  /** Only entries of these logs; [] = any. */
  logs: LogKind[];
  /** Rule ids or `area/*` that this can bring about. */
  leadsTo: string[];
  /** One or two sentences: why this happens. `{name}` stands for a capture. */
  cause: string;
  remedy: string[];
  references: string[];
}

export interface RuleMatch {
  rule: string;
  captures: Record<string, string>;
  /** Where in the message, in UTF-16 units. */
  start: number;
  end: number;
}

export interface Frame {
  file: string;
  /** null where the trace has none. */
  line: number | null;
  function: string;
  /** Own code, not a library's or the runtime's. */
  inApp: boolean;
}

/** One exception of a (chained) trace. */
export interface TraceException {
  type: string;
  message: string;
  /** Outermost call first, the raise last; cycles of recursion folded. */
  frames: Frame[];
}

export interface StackTrace {
  language: 'python' | 'javascript' | 'java' | 'go' | 'ruby' | 'php' | 'dotnet' | 'rust';
  /** Root cause first, the outermost last; at least one. */
  exceptions: TraceException[];
  /** Frames that the folded cycle left out, 0 where there was none. */
  folded: number;
}

/** What one entry (or re-assembled trace) was recognised as. */
export interface Match {
  rule: string | null;
  captures: Record<string, string>;
  template: string;
  signature: string;
  trace: StackTrace | null;
}

/** A sample as reports show it: the entry in brief. */
export interface Sample {
  time: string | null;
  severity: Severity;
  service: string;
  revision: string;
  instance: string;
  log: LogKind;
  trace: string;
  insertId: string;
  message: string;
}

/** All entries of one service that share a signature. */
export interface Cluster {
  signature: string;
  /** Hashes of the members' own masked messages, sorted, capped. */
  aliases: string[];
  rule: string | null;
  role: Role;
  severity: Severity;
  title: string;
  template: string;
  service: string;
  /** The captures of the earliest member. */
  captures: Record<string, string>;
  trace: StackTrace | null;
  /** Exact, over everything read; `first` and `last` of the timed members. */
  count: number;
  first: Micros | null;
  last: Micros | null;
  samples: LogEntry[];
}

export type DeploymentKind = 'revision' | 'traffic' | 'rollback' | 'config' | 'failed';

export type LagFrom = 'ready' | 'rollout' | 'request' | 'created' | 'by-hand';

export interface Deployment {
  service: string;
  revision: string;
  location: string;
  kind: DeploymentKind;
  createdAt: Micros | null;
  readyAt: Micros | null;
  /** null: never seen live, and nothing is blamed on it by time. */
  liveAt: Micros | null;
  /** What `liveAt` (or, for a failed revision, `createdAt`) rests on. */
  lagFrom: LagFrom | null;
  previousRevision: string | null;
  /** Whether the previous revision still exists: null where nothing says. */
  previousExists: boolean | null;
  image: string | null;
  commit: string | null;
  author: string | null;
  /** What differs from the previous revision, one sentence a change. */
  changes: string[];
  message: string;
}

export type Verdict = 'new' | 'worse' | 'unchanged' | 'better' | 'gone' | 'unknown';

export type ExposureKind = 'requests' | 'entries' | 'instance-minutes';

export interface Exposed {
  count: number;
  exposure: number | null;
  exposureKind: ExposureKind | null;
}

/** An estimate with its 95 % interval; null = unbounded (nothing was seen before). */
export interface Interval {
  value: number | null;
  low: number;
  high: number | null;
}

/** One reason for a claim: its kind, its weight (log-odds; below 0 speaks against) and its sentence with the numbers in it. */
export interface Evidence {
  kind: string;
  weight: number;
  text: string;
}

/** One signature held against one deployment. */
export interface Correlation {
  deployment: { service: string; revision: string } | null;
  verdict: Verdict;
  lagMs: number | null;
  lagFrom: LagFrom | null;
  before: Exposed;
  after: Exposed;
  ratio: Interval | null;
  evidence: Evidence[];
}

/** A Logging filter that finds the entries of a signature of one service in its window. */
export interface EntryQuery {
  signature: string;
  service: string;
  filter: string;
  /** Entries that the report counts as this signature; a trace over several lines is one. */
  counted: number;
  /** Failures among what was read that the filter finds: `counted of found`; null where it finds some whole requests. */
  found: number | null;
}

export interface ChainLink {
  question: string;
  answer: string;
  signature: string | null;
  evidence: string[];
}

export interface Symptom {
  signature: string;
  rule: string | null;
  title: string;
  service: string;
  count: number;
}

export type Confidence = 'high' | 'medium' | 'low';

export interface Diagnosis extends Correlation {
  rank: number;
  confidence: Confidence;
  title: string;
  category: Category | null;
  rule: string | null;
  signature: string;
  fingerprint: string;
  service: string;
  /** All services that show the root signature, sorted. */
  services: string[];
  /** Entries of the root signature in the window, and when the first of the window came. */
  count: number;
  onset: string | null;
  summary: string;
  changes: string[];
  /** A gcloud line that shifts traffic back; rca never runs it. */
  wayBack: string | null;
  chain: ChainLink[];
  symptoms: Symptom[];
  /** Logging filters that find the entries: the root's, then the symptoms'. */
  filters: string[];
  /** The same filters, with how many of what each finds is counted. */
  queries: EntryQuery[];
  cause: string;
  remedy: string[];
  references: string[];
  /** In-app frames of the root's trace, outermost first. */
  frames: Frame[];
}

export interface SignatureReport {
  signature: string;
  aliases: string[];
  rule: string | null;
  category: Category | null;
  title: string;
  template: string;
  service: string;
  role: Role;
  severity: Severity;
  /** Of the window. */
  count: number;
  baselineCount: number;
  /** Over everything read; RFC 3339. */
  first: string | null;
  last: string | null;
  perRevision: Record<string, { count: number; requests: number | null }>;
  verdict: Verdict;
  /** Why it is gone, where it was noise of a roll-out. */
  note?: string | undefined;
  deployment: { service: string; revision: string } | null;
  lagMs: number | null;
  muted: boolean;
  /** Name and link of a known signature from the configuration. */
  known: string | null;
  /** Rank of the diagnosis that it is the root or a symptom of. */
  diagnosis: number | null;
  samples: Sample[];
}

export interface ReportDeployment {
  service: string;
  revision: string;
  location: string;
  kind: DeploymentKind;
  createdAt: string | null;
  readyAt: string | null;
  liveAt: string | null;
  previousRevision: string | null;
  image: string | null;
  commit: string | null;
  author: string | null;
  changes: string[];
}

export interface Scope {
  project: string | null;
  services: string[];
  from: string | null;
  to: string | null;
  baseline: { from: string; to: string } | null;
  timezone: string;
  /** How the window was chosen, one sentence. */
  window: string;
  /** What was read: `project shop`, `export.ndjson`, `stdin`. */
  sources: string[];
  /** Things the reader has to know: no baseline, the Run API denied, a partial read. */
  notes: string[];
}

/** What `rca scan --format json` prints; all times RFC 3339 in UTC. */
export interface Report {
  schema: 1;
  headline: string;
  scope: Scope;
  totals: { entries: number; suspicious: number; matched: number };
  losses: Loss[];
  deployments: ReportDeployment[];
  diagnoses: Diagnosis[];
  signatures: SignatureReport[];
  /** What is at stake, from the configuration: service (or '*') and the sentence. */
  stakes: { service: string; text: string }[];
}

/**
 * What became of a signature after a fix. `better`: clearly rarer, not gone. `not-enough-traffic`: none since, and at the old rate none
 * need have come yet. `read-in-part`: none in what was read since, and not all was. `not-seen`: neither before nor since. `new`: only since.
 * `no-baseline`: seen since, and the time before was not seen or not all read. `no-fix`: what is live is what failed.
 */
export type VerifyVerdict =
  | 'fixed'
  | 'better'
  | 'still-failing'
  | 'regressed'
  | 'not-enough-traffic'
  | 'read-in-part'
  | 'not-seen'
  | 'new'
  | 'no-baseline'
  | 'no-fix';

/** One side of a comparison: what was counted, in how much, from when to when (RFC 3339), on which revisions. */
export interface VerifiedSide extends Exposed {
  /** Count by exposure; where that is not known, by minute; null where neither is. */
  rate: number | null;
  from: string;
  to: string;
  revisions: string[];
}

export interface VerifiedSignature
  extends Pick<
    SignatureReport,
    'signature' | 'aliases' | 'rule' | 'category' | 'title' | 'template' | 'service' | 'role' | 'samples'
  > {
  verdict: VerifyVerdict;
  /** Whether it has a say in the answer; the reason says why not. */
  counts: boolean;
  reason: string;
  before: VerifiedSide;
  /** Where the numbers before come from. */
  beforeFrom: 'logs' | 'report';
  after: VerifiedSide;
  /** What the rates are per: of `minutes` the traffic is not known. */
  per: ExposureKind | 'minutes';
  /** The remaining rate is below this, 95 % certain; null where nothing was seen since. */
  upperBound: number | null;
  /** Rate after / before, with its 95 % interval. */
  ratio: Interval | null;
  /** How many the old rate would have brought since, and the chance of none. */
  expected: number | null;
  chance: number | null;
  /** How much more has to be seen (`per`) before none means fixed. */
  missing: number | null;
  /** Of older revisions since the fix went live: not counted. */
  stragglers: number;
  /** RFC 3339: the last before, the first and the last since. */
  lastBefore: string | null;
  firstAfter: string | null;
  lastAfter: string | null;
}

/** The deployment that is verified, of one service. */
export interface VerifiedFix {
  service: string;
  revision: string;
  kind: DeploymentKind;
  liveAt: string;
  lagFrom: LagFrom | null;
  previousRevision: string | null;
  image: string | null;
  commit: string | null;
  /** Seen of it since; null where that is not counted. */
  requests: number | null;
  entries: number | null;
}

/** What `rca verify --format json` prints; all times RFC 3339 in UTC. */
export interface Verification {
  schema: 1;
  kind: 'verification';
  headline: string;
  answer: 'fixed' | 'not-fixed' | 'inconclusive';
  scope: Scope;
  totals: Report['totals'];
  losses: Loss[];
  fixes: VerifiedFix[];
  signatures: VerifiedSignature[];
  /** Failures that only show since the fix. */
  newSignatures: VerifiedSignature[];
  /** Entries of older revisions after the fix went live: noted, not counted. */
  stragglers: { service: string; revision: string; count: number; last: string }[];
}
