/** What a text says, read once for all who ask: its rule, its exceptions, its template. */

import type { LogEntry, LogKind, Rule, RuleMatch, StackTrace, TraceException } from '../model.ts';
import { readHeader } from '../text/header.ts';
import { isContainer } from '../text/log-kind.ts';
import { mask } from '../text/mask.ts';
import { severityRank } from '../text/severity.ts';
import { ruleSignature } from './signature.ts';
import { untagged } from './tags.ts';
import { isTraceLine, parseTrace, traceIdentity } from './traces/index.ts';

/** What the analysis needs of the rule library; made by a command. */
export interface RuleBook {
  rules: ReadonlyMap<string, Rule>;
  match(message: string, log: LogKind): RuleMatch | null;
}

export interface Reading {
  /** A container's line without its header. */
  body: string;
  trace: StackTrace | null;
  found: RuleMatch | null;
  /** The text that the rule matched, or that was looked at last: of a trace one of its exceptions, else the body. */
  matched: string;
  /** What the template is made of: of a trace its root exception, else the body. */
  said: string;
  template: string;
  /** Of a request entry `METHOD route status`, its route masked: it tells two of them apart; else ''. */
  request: string;
}

const NOTICE = severityRank('NOTICE');
/** What the message of a request entry begins with; its route is masked already. */
const REQUEST = /^[A-Z]+ \S+ \d{3}(?= |$)/;
/** So many frames that repeat at once are a recursion: a loop of calls that ends by itself is hardly printed. */
const REPEATING = 12;
/** Exceptions that only carry another one, or a cancellation: the next one outwards tells more. */
const CARRIERS = new Set([
  'CancelledError',
  'asyncio.CancelledError',
  'asyncio.exceptions.CancelledError',
  'StopIteration',
  'GeneratorExit',
]);

/**
 * Whether an entry's own level (DEBUG, INFO) says that it is healthy: then it may quote a failure, and no rule of failures speaks. Only of
 * what containers write: the platform states failures at any level.
 */
export function saysHealthy({ log, severity }: Pick<LogEntry, 'log' | 'severity'>): boolean {
  return severity !== 'DEFAULT' && severityRank(severity) < NOTICE && isContainer(log);
}

export function readMessage(book: RuleBook, text: string, log: LogKind): Reading {
  const { body, trace } = readText(text, log);
  const root = trace && rootOf(trace);
  const said = (root ? exceptionText(root) || leadOf(body) || unnamed(root) : body).trim();
  const request = log === 'request' ? REQUEST.exec(body)?.[0] : undefined;
  const template = request === undefined ? mask(root ? said : body) : request + mask(body.slice(request.length));
  return { body, trace, ...findRule(book, body, trace, log), said, template, request: request ?? '' };
}

/** What is printed above a trace without its exception (`store order: disk is full`, as zap does): it is the exception then. */
function leadOf(body: string): string {
  const [first = ''] = body.split('\n', 1);
  return isTraceLine(first) === null ? first : '';
}

/** The rule that a scan gives a text; null = none. */
export function ruleFor(book: RuleBook, text: string, log: LogKind): RuleMatch | null {
  const { body, trace } = readText(text, log);
  return findRule(book, body, trace, log).found;
}

/** The signature of what a rule matched. */
export function signatureOf(rule: Rule, { captures }: RuleMatch, trace: StackTrace | null): string {
  const identity = rule.identity.map((name) =>
    name === 'frames' ? (trace ? traceIdentity(trace) : '') : (captures[name] ?? ''),
  );
  return ruleSignature(rule.id, identity);
}

/** Text of one exception as rules read it. */
export function exceptionText(exception: TraceException): string {
  return [exception.type, exception.message].filter(Boolean).join(': ');
}

function readText(text: string, log: LogKind): Pick<Reading, 'body' | 'trace'> {
  const body = isContainer(log) ? untagged(readHeader(text).rest) : text;
  return { body, trace: isContainer(log) && body.includes('\n') ? parseTrace(body) : null };
}

/**
 * The rule that an entry's message matches: of a chained trace the root exception decides, then the outer ones, then the text as a
 * whole. A rule that knows only what is printed around an exception does not speak for an exception that no rule knows.
 */
function findRule(
  book: RuleBook,
  body: string,
  trace: StackTrace | null,
  log: LogKind,
): Pick<Reading, 'found' | 'matched'> {
  for (const exception of trace?.exceptions ?? []) {
    const matched = exceptionText(exception);
    const found = book.match(matched, log);
    if (found) return { found, matched };
  }
  const found = book.match(body, log);
  const isNamed = trace?.exceptions.some(({ type }) => type !== '') ?? false;
  const wrapsUnknown = isNamed && found !== null && book.rules.get(found.rule)?.role === 'symptom';
  if (found && !wrapsUnknown) return { found, matched: body };
  // Of a trace that was cut the frames may be left alone: that they repeat says what is missing.
  const repeating = trace && trace.folded >= REPEATING ? `${trace.folded} repeating frames` : null;
  const recursion = repeating === null ? null : book.match(repeating, log);
  return recursion ? { found: recursion, matched: repeating! } : { found: null, matched: body };
}

/** The innermost exception that has a name and does not only carry another one. */
function rootOf(trace: StackTrace): TraceException {
  const named = trace.exceptions.filter((exception) => exception.type !== '');
  return named.find((exception) => !CARRIERS.has(exception.type)) ?? named[0] ?? trace.exceptions[0]!;
}

/** What stands for the exception of a trace that was cut: where its frames end. */
function unnamed({ frames }: TraceException): string {
  const frame = frames.findLast((candidate) => candidate.inApp) ?? frames.at(-1);
  if (!frame) return 'Stack trace without its exception';
  const place = frame.function && frame.file ? `${frame.function} (${frame.file})` : frame.function || frame.file;
  return `Stack trace without its exception, in ${place}`;
}
