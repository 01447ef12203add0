/** Lines of JSON that an application wrote itself, without Cloud Logging around them: read as the payload of an entry. */
import type { Micros, RawEntry } from '../../model.ts';
import { readHeader } from '../../text/header.ts';
import { formatTime } from '../../text/time.ts';
import { record, text, valueAt } from '../entry-values.ts';
import type { ZoneShift } from './zone.ts';

/** Where loggers put the time. */
const TIMES = [
  ['time'],
  ['timestamp'],
  ['ts'],
  ['@timestamp'],
  ['datetime'],
  ['date'],
  ['asctime'],
  ['eventTime'],
  ['t'],
];
/** Units of a time given as a number, by size: seconds, milliseconds, microseconds, nanoseconds since 1970. */
const UNITS: [number, number][] = [
  [1e11, 1e6],
  [1e14, 1e3],
  [1e17, 1],
  [1e20, 1e-3],
];

/** Fields by which an object is known as a LogEntry; older sinks and some tools write snake_case. */
const MARKS = ['logName', 'textPayload', 'jsonPayload', 'protoPayload', 'log_name', 'text_payload', 'json_payload'];

/** Whether an object is a LogEntry and not an application's own line. */
export function isLogEntry(value: Record<string, unknown>): boolean {
  if (typeof value.logName === 'string') return true;
  if (MARKS.some((mark) => value[mark] !== undefined)) return true;
  return (
    record(value.resource)?.labels !== undefined && (value.timestamp !== undefined || value.insertId !== undefined)
  );
}

/** A LogEntry in camelCase; one that is already is returned as it is. */
export function toCamelCase(value: Record<string, unknown>): RawEntry {
  if (value.log_name === undefined && value.insert_id === undefined && value.text_payload === undefined) return value;
  const renamed = renameKeys(value);
  const request = record(renamed.httpRequest);
  if (request) renamed.httpRequest = renameKeys(request);
  return renamed;
}

/** The entry that an application's own line of JSON stands for. */
export function wrapPayload(payload: Record<string, unknown>, service: string, shift: ZoneShift): RawEntry {
  const time = timeOf(payload, shift);
  return {
    ...(time === null ? {} : { timestamp: formatTime(time) }),
    resource: { type: 'cloud_run_revision', labels: { service_name: service } },
    jsonPayload: payload,
  };
}

function timeOf(payload: Record<string, unknown>, shift: ZoneShift): Micros | null {
  for (const path of TIMES) {
    const value = valueAt(payload, path);
    const time = typeof value === 'number' ? numberTime(value) : textTime(text(value), shift);
    if (time !== null) return time;
  }
  return null;
}

function textTime(value: string, shift: ZoneShift): Micros | null {
  if (value === '') return null;
  const { time, naive } = readHeader(value);
  return time === null || !naive ? time : shift(time);
}

function numberTime(value: number): Micros | null {
  // Below this a number is a duration or a counter, not a time after 2001.
  if (!(value > 1e9)) return null;
  const unit = UNITS.find(([limit]) => value < limit);
  return unit ? Math.round(value * unit[1]) : null;
}

function renameKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), inner]),
  );
}
