import type { HttpRequest, LogEntry, RawEntry } from '../model.ts';
import { parseJsonText, payloadMessage } from './entry-payload.ts';
import { record, text } from './entry-values.ts';

/** A longer message is cut before anything looks at it: its first 48 K and last 16 K characters say what happened. */
export const MAX_MESSAGE = 65_536;
const HEAD = 49_152;
const TAIL = MAX_MESSAGE - HEAD;

/** The structured payload of a container's entry, also one that was printed as a line of JSON; null for plain text. */
export function payloadOf(raw: RawEntry): Record<string, unknown> | null {
  if (raw.jsonPayload) return record(raw.jsonPayload);
  return typeof raw.textPayload === 'string' ? parseJsonText(raw.textPayload) : null;
}

/** What an entry says, cut at `MAX_MESSAGE`. `payload` is `payloadOf(raw)`. */
export function messageOf(raw: RawEntry, payload: Record<string, unknown> | null): string {
  if (payload) return cutMessage(payloadMessage(payload));
  if (raw.protoPayload) return auditMessage(record(raw.protoPayload) ?? {});
  return cutMessage(text(raw.textPayload));
}

/** `METHOD route status`, then the entry's text if it has one: the platform's reason for a failure. */
export function requestMessage(http: HttpRequest, said: string): string {
  const request = `${http.method} ${http.route} ${http.status}`.trim();
  return said ? `${request} ${said}` : request;
}

/** Whether the message was too long and lost its middle. */
export function wasCut(entry: LogEntry): boolean {
  return entry.message.length > MAX_MESSAGE;
}

function auditMessage(payload: Record<string, unknown>): string {
  const status = text(record(payload.status)?.message);
  return cutMessage(status || `${text(payload.methodName)} ${text(payload.resourceName)}`.trim());
}

function cutMessage(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  const left = message.length - MAX_MESSAGE;
  return `${message.slice(0, HEAD)}\n… ${left} characters left out …\n${message.slice(-TAIL)}`;
}
