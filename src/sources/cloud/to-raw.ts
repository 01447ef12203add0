import type { protos } from '@google-cloud/logging-api';
import type { RawEntry } from '../../model.ts';
import type { AnyDecoder, ProtoAny } from './audit.ts';
import { type ProtoTime, toDuration, toRfc3339 } from './proto-time.ts';
import { type ProtoStruct, structToPlain } from './struct.ts';

export type ProtoEntry = protos.google.logging.v2.ILogEntry;

/**
 * A LogEntry of the client in the JSON form that `gcloud logging read --format=json` prints: no defaults, times in RFC 3339 with
 * their nanoseconds, payloads as plain data.
 */
export function toRaw(entry: ProtoEntry, decodeAny: AnyDecoder): RawEntry {
  const raw: RawEntry = {};
  if (entry.insertId) raw.insertId = entry.insertId;
  if (entry.timestamp) raw.timestamp = toRfc3339(entry.timestamp);
  if (entry.receiveTimestamp) raw.receiveTimestamp = toRfc3339(entry.receiveTimestamp);
  // Enums come as names; 0 is DEFAULT, which JSON leaves out.
  if (entry.severity && entry.severity !== 'DEFAULT') raw.severity = entry.severity;
  if (entry.logName) raw.logName = entry.logName;
  const { resource } = entry;
  if (resource) raw.resource = { type: resource.type ?? '', labels: resource.labels ?? {} };
  if (filled(entry.labels)) raw.labels = entry.labels;
  if (entry.httpRequest) raw.httpRequest = httpToRaw(entry.httpRequest as unknown as ProtoFields);
  if (entry.trace) raw.trace = entry.trace;
  if (entry.spanId) raw.spanId = entry.spanId;
  if (entry.traceSampled) raw.traceSampled = true;
  putPayload(raw, entry, decodeAny);
  for (const name of ['operation', 'sourceLocation', 'split'] as const) {
    const message = entry[name];
    if (message) raw[name] = compact(message as unknown as ProtoFields);
  }
  return raw;
}

type ProtoFields = Record<string, unknown>;

function putPayload(raw: RawEntry, entry: ProtoEntry, decodeAny: AnyDecoder): void {
  if (entry.textPayload) raw.textPayload = entry.textPayload;
  else if (entry.jsonPayload) raw.jsonPayload = structToPlain(entry.jsonPayload as ProtoStruct);
  else if (entry.protoPayload) raw.protoPayload = decodeAny(entry.protoPayload as ProtoAny);
}

function httpToRaw(http: ProtoFields): RawEntry {
  const raw = compact(http);
  if (http.latency) raw.latency = toDuration(http.latency as ProtoTime);
  return raw;
}

/** A message's fields without those that are at their default; int64 stays text, as JSON has it. */
function compact(message: ProtoFields): RawEntry {
  const raw: RawEntry = {};
  for (const name in message) {
    const value = message[name];
    if (value !== null && value !== '' && value !== 0 && value !== '0' && value !== false) raw[name] = value;
  }
  return raw;
}

function filled(labels: object | null | undefined): boolean {
  for (const _ in labels) return true;
  return false;
}
