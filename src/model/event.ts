import type { DeploymentKind } from './deployment.ts';
import type { Severity } from './entry.ts';
import type { Confidence, Verdict } from './report.ts';
import type { LossReason } from './source.ts';

/** A failure as an event names it. */
export interface EventSignature {
  signature: string;
  rule: string | null;
  title: string;
  service: string;
  severity: Severity;
  verdict: Verdict;
  /** In the window. */
  count: number;
  deployment: { service: string; revision: string } | null;
  lagMs: number | null;
  /** Of the diagnosis whose root it is. */
  confidence: Confidence | null;
  /** The cause that it is a symptom of. */
  symptomOf: string | null;
}

/** One thing that happened while logs were followed; `time` is RFC 3339, when it was noticed. */
export type WatchEvent = { time: string } & (
  | {
      event: 'watching';
      project: string | null;
      services: string[];
      from: string | null;
      baseline: { from: string; to: string } | null;
      /** Failure signatures that the baseline has. */
      known: number;
    }
  | ({ event: 'signature' } & EventSignature)
  | ({ event: 'verdict'; was: Verdict } & EventSignature)
  | {
      event: 'deployment';
      service: string;
      revision: string;
      kind: DeploymentKind;
      liveAt: string | null;
      previousRevision: string | null;
      commit: string | null;
      author: string | null;
      changes: string[];
    }
  | {
      event: 'deployment-verdict';
      service: string;
      revision: string;
      /** How long it had been live at the end of the window; null where it never went live. */
      liveForMs: number | null;
      /** Failures that are new or worse since it, and diagnoses that blame it. */
      signatures: number;
      causes: number;
      text: string;
    }
  | { event: 'source'; connected: boolean; state: string }
  | { event: 'loss'; reason: LossReason; count: number; detail: string }
  | { event: 'end'; headline: string; status: number; why: string }
);
