/** From the JSON form of a Cloud Logging LogEntry to rca's own shape; Google's shape stops here. */

import type { LogEntry, LogKind, RawEntry, Reduction, Severity, Step } from '../model.ts';
import { copyOf } from '../text/copy.ts';
import { mayWarn } from '../text/header/may-warn.ts';
import { isContainer } from '../text/log-kind.ts';
import { parseNanos, parseTime } from '../text/time.ts';
import { isFailed, readHttp, statusOf } from './entry-http.ts';
import { isWarning, ownSeverity, statedLevel } from './entry-level.ts';
import { logKind } from './entry-log.ts';
import { messageOf, payloadOf, requestMessage } from './entry-message.ts';
import { locationOf, resourceLabels, revisionOf, serviceOf } from './entry-resource.ts';
import { record, text } from './entry-values.ts';

export { wasCut } from './entry-message.ts';

const NO_LABELS: Record<string, string> = Object.freeze({});

/** Reads an entry as `gcloud logging read --format=json` prints it. Takes any object: what is missing or of a wrong type reads as ''. */
export function toLogEntry(raw: RawEntry): LogEntry {
  const log = logKind(raw);
  const own = resourceLabels(raw);
  const labels = readLabels(raw.labels);
  const timestamp = text(raw.timestamp) || text(raw.receiveTimestamp);
  const payload = payloadOf(raw);
  const said = messageOf(raw, payload);
  const http = readHttp(raw);
  return {
    id: text(raw.insertId),
    time: parseTime(timestamp),
    nanos: parseNanos(timestamp),
    severity: severityOf(raw, log, payload, said),
    service: serviceOf(raw, own),
    revision: revisionOf(raw, own),
    location: locationOf(own),
    instance: labels.instanceId ?? text(own.instance_id),
    log,
    message: log === 'request' && http ? requestMessage(http, said) : said,
    fields: payload ?? record(raw.protoPayload),
    http,
    trace: traceId(text(raw.trace) || text(payload?.['logging.googleapis.com/trace'])),
    labels,
    raw: () => raw,
  };
}

/** The trace id of an entry alone; '' where it names none. */
export function traceOf(raw: RawEntry): string {
  const named = text(raw.trace);
  if (named !== '') return traceId(named);
  const payload = record(raw.jsonPayload);
  return payload === null ? '' : traceId(text(payload['logging.googleapis.com/trace']));
}

/** Characters of a healthy line that are handed over: what comes behind seldom tells two apart. */
const MAX_STEP = 1000;

/** What of a step is known before its text is read. */
type Placed = Pick<Step, 'service' | 'revision' | 'trace' | 'time'>;

/** A healthy line as a step of its request, without making the entry: see `isSuspiciousRaw`. */
export function toStep(raw: RawEntry, { service, revision, trace, time }: Placed): Step {
  const payload = payloadOf(raw);
  const said = messageOf(raw, payload);
  const severity = severityOf(raw, logKind(raw), payload, said);
  const nanos = parseNanos(text(raw.timestamp) || text(raw.receiveTimestamp));
  const cut = said.length > MAX_STEP ? copyOf(said.slice(0, MAX_STEP)) : said;
  return { id: text(raw.insertId), service, revision, trace, time, nanos, severity, text: cut };
}

/**
 * Whether an entry is handed over in full: severity from WARNING on, failed requests, everything of the platform and the audit
 * log, and container lines of no stated level that the reduction says may matter. stderr alone is not suspicious.
 */
export function isSuspicious(entry: LogEntry, reduction: Reduction): boolean {
  return judge(entry.severity, entry.log, entry.http?.status ?? 0) ?? reduction.hit(entry.message);
}

/** `isSuspicious(toLogEntry(raw), reduction)` without making the entry: most entries of a file are healthy. */
export function isSuspiciousRaw(raw: RawEntry, reduction: Reduction): boolean {
  const log = logKind(raw);
  const status = raw.httpRequest === undefined ? 0 : statusOf(raw);
  const verdict = judge(ownSeverity(raw), log, status);
  if (verdict !== null) return verdict;
  const payload = payloadOf(raw);
  const message = messageOf(raw, payload);
  // Whatever level the header states then, it is no warning, and the rest is said.
  if (payload === null && !mayWarn(message) && !reduction.hit(message)) return false;
  return judge(statedLevel(payload, message), log, status) ?? reduction.hit(message);
}

/**
 * Whether a rule may match: everything of the platform, failed and refused requests, and whatever the reduction hits, also where its
 * level says that it is healthy.
 */
export function mayMatchRaw(raw: RawEntry, reduction: Reduction): boolean {
  const log = logKind(raw);
  if (log === 'system' || log === 'audit') return true;
  if (raw.httpRequest !== undefined && statusOf(raw) >= 400) return true;
  return isWarning(ownSeverity(raw)) || reduction.hit(messageOf(raw, payloadOf(raw)));
}

/** null: neither the level nor the log decides, the text has to. */
export function judge(severity: Severity, log: LogKind, status: number): boolean | null {
  if (log === 'system' || log === 'audit' || isWarning(severity) || isFailed(status)) return true;
  return isContainer(log) && (severity === 'DEFAULT' || severity === 'NOTICE') ? null : false;
}

/** An entry's own explicit severity wins over whatever its payload repeats from elsewhere. */
function severityOf(raw: RawEntry, log: LogKind, payload: Record<string, unknown> | null, said: string): Severity {
  const own = ownSeverity(raw);
  return own === 'DEFAULT' && isContainer(log) ? statedLevel(payload, said) : own;
}

/** `projects/P/traces/ID` -> `ID`. */
function traceId(trace: string): string {
  const at = trace.lastIndexOf('/traces/');
  return at < 0 ? trace : trace.slice(at + 8);
}

function readLabels(value: unknown): Record<string, string> {
  const labels = record(value);
  if (!labels) return NO_LABELS;
  for (const key in labels) {
    if (typeof labels[key] !== 'string') return toTexts(labels);
  }
  return labels as Record<string, string>;
}

function toTexts(labels: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
