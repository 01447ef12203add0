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
