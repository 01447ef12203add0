/** What a structured payload says: its message, its stack trace, its level. Loggers differ in the names they use. */
import type { Severity } from '../model.ts';
import { parseSeverity } from '../text/severity.ts';
import { record, text, valueAt } from './entry-values.ts';

type Payload = Record<string, unknown>;

/** Where loggers put the message, the first that is a text. */
const MESSAGES: string[][] = [
  ['message'],
  ['msg'],
  ['event'],
  ['text'],
  ['log'],
  ['error', 'message'],
  ['error', 'value'],
  ['err', 'message'],
  ['exception', 'message'],
  ['error'],
  ['short_message'],
  ['@message'],
  ['record', 'message'],
  ['body'],
];

/** Where loggers put a stack trace: a text or a list of lines. */
const STACKS: string[][] = [
  ['traceback'],
  ['stack'],
  ['stack_trace'],
  ['stackTrace'],
  ['stacktrace'],
  ['exc_info'],
  ['exception'],
  ['error', 'traceback'],
  ['error', 'stack'],
  ['error', 'stack_trace'],
  ['err', 'stack'],
  ['exception', 'traceback'],
  ['exception', 'stack'],
  ['exception', 'stacktrace'],
];

/** Where Go's and other loggers put the error beside a message that only says what was being done. */
const REASONS: string[][] = [
  ['error'],
  ['err'],
  ['error', 'message'],
  ['err', 'message'],
  ['error', 'msg'],
  ['exception', 'message'],
];
/** What stands there for none. */
const NO_REASON = /^(?:none|null|nil|<nil>|undefined|false|true|\[\]|\{\}|)$/i;

/** The names that these paths begin with: most payloads have none of them. */
const DETAILS = new Set([...STACKS, ...REASONS].map(([name]) => name!));

const LEVELS: string[][] = [
  ['severity'],
  ['level'],
  ['levelname'],
  ['lvl'],
  ['log', 'level'],
  ['log_level'],
  ['loglevel'],
  ['level', 'name'],
  ['record', 'level', 'name'],
];

/** One line that names an exception, where a field holds no more than that. */
const EXCEPTION = /^[\w.$]*(?:Error|Exception|Exit|Interrupt|Timeout|Panic)\b/;

/**
 * The message of a payload, with the error that it names beside the message and its stack trace behind it; its compact JSON where no field
 * holds a message.
 */
export function payloadMessage(payload: Payload): string {
  const message = firstText(payload, MESSAGES);
  if (message !== '' && !hasDetails(payload)) return message;
  const stack = stackOf(payload);
  if (message === '') return stack === '' ? JSON.stringify(payload) : stack;
  const reason = reasonOf(payload);
  const isSaid = NO_REASON.test(reason) || message.includes(reason) || stack.includes(reason);
  const said = isSaid ? message : `${message}: ${reason}`;
  return stack === '' || said.includes(stack) ? said : `${said}\n${stack}`;
}

/** The error beside a message, with its class where an object names that too. */
function reasonOf(payload: Payload): string {
  const reason = firstText(payload, REASONS).trim();
  const error = record(payload.error) ?? record(payload.err) ?? record(payload.exception);
  const name = error ? text(error.name) || text(error.type) || text(error.code) : '';
  return name === '' || reason === '' || reason.includes(name) || name === 'Error' ? reason : `${name}: ${reason}`;
}

function hasDetails(payload: Payload): boolean {
  // A name with dots in it is a path too.
  for (const name in payload) if (DETAILS.has(name) || name.includes('.')) return true;
  return false;
}

/** The level that a payload states; null where it states none. */
export function payloadLevel(payload: Payload): Severity | null {
  for (const path of LEVELS) {
    const value = valueAt(payload, path);
    if (value === undefined) continue;
    const level = parseSeverity(value);
    if (level !== null && level !== 'DEFAULT') return level;
  }
  return null;
}

/** A text that is itself a JSON object, as loggers print it; null for any other text. */
export function parseJsonText(message: string): Payload | null {
  if (message.charCodeAt(0) !== 123 || !message.trimEnd().endsWith('}')) return null;
  try {
    return record(JSON.parse(message));
  } catch {
    return null;
  }
}

function firstText(payload: Payload, paths: string[][]): string {
  for (const path of paths) {
    const value = valueAt(payload, path);
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

/** '' where no field holds a trace: loggers write `None` or `NoneType: None` into the field of a line without one. */
function stackOf(payload: Payload): string {
  for (const path of STACKS) {
    const value = valueAt(payload, path);
    if (value === undefined || value === null) continue;
    const lines = Array.isArray(value) ? value.map((line) => text(line).trimEnd()).join('\n') : text(value);
    const stack = lines.trim();
    if (stack.includes('\n') || EXCEPTION.test(stack)) return stack;
  }
  return '';
}
