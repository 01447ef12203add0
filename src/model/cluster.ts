import type { LogEntry, LogKind, Micros, Severity } from './entry.ts';
import type { Role } from './rule.ts';
import type { StackTrace } from './trace.ts';

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
