import type { Sample } from './cluster.ts';
import type { DeploymentKind, LagFrom } from './deployment.ts';
import type { Severity } from './entry.ts';
import type { Category, Role } from './rule.ts';
import type { Loss } from './source.ts';
import type { Frame } from './trace.ts';

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
  /** Entries in each step of the report's timeline, where it has one. */
  trend?: number[] | undefined;
  /** Own code's frames of its stack trace, where the report has a timeline: samples are shown by them. */
  frames?: Frame[] | undefined;
}

/** Counts before and since a deployment, or over the end of the baseline and the window, in steps of the same length. */
export interface ReportTimeline {
  /** When the first step begins, RFC 3339. */
  from: string;
  /** The end of the window: it may lie inside the last step. */
  to: string;
  /** The go-live that they are about, or when the window opens. */
  opens: string;
  /** Of a step. */
  stepMs: number;
  /** By the number of failures, then by name. */
  services: { service: string; failures: number[] }[];
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
  /** Where the question asked for steps. */
  timeline?: ReportTimeline | undefined;
}
