import type {
  Cluster,
  LogEntry,
  Match,
  Role,
  Rule,
  RuleMatch,
  Severity,
  StackTrace,
  TraceException,
} from '../model.ts';
import { readHeader } from '../text/header.ts';
import { mask } from '../text/mask.ts';
import { severityRank } from '../text/severity.ts';
import { ruleSignature, templateSignature, traceSignature } from './signature.ts';
import { parseTrace, traceIdentity } from './traces/index.ts';

/** What the analysis needs of the rule library; made by a command. */
export interface RuleBook {
  rules: ReadonlyMap<string, Rule>;
  match(message: string, log: LogEntry['log']): RuleMatch | null;
}

/** One entry (or re-assembled trace) as a member of a cluster. */
export interface Recognised extends Match {
  alias: string;
  role: Role;
  severity: Severity;
  title: string;
}

const ERROR = severityRank('ERROR');
/** What a bare print of an error begins with: `ValueError: …`, `fatal: …`, `panic: …`. */
const STATES_FAILURE = /^(?:[\w.$]*(?:Error|Exception)\b|fatal|FATAL|panic|PANIC|Uncaught|Unhandled)[: (]/;
/** Exceptions that only carry another one, or a cancellation: the next one outwards tells more. */
const CARRIERS = new Set([
  'CancelledError',
  'asyncio.CancelledError',
  'asyncio.exceptions.CancelledError',
  'StopIteration',
  'GeneratorExit',
]);

/** Text of one exception as rules read it. */
function exceptionText(exception: TraceException): string {
  return [exception.type, exception.message].filter(Boolean).join(': ');
}

/**
 * The rule that an entry's message matches: of a chained trace the root exception decides, then the outer ones, then the text as a
 * whole. A rule that knows only what is printed around an exception does not speak for an exception that no rule knows.
 */
function findRule(book: RuleBook, text: string, trace: StackTrace | null, log: LogEntry['log']): RuleMatch | null {
  for (const exception of trace?.exceptions ?? []) {
    const found = book.match(exceptionText(exception), log);
    if (found) return found;
  }
  const found = book.match(text, log);
  const wrapsUnknown = trace !== null && found !== null && book.rules.get(found.rule)?.role === 'symptom';
  return wrapsUnknown ? null : found;
}

/** What of a text rules and templates read: a container's line without its header, its trace parsed. */
function readText(text: string, log: LogEntry['log']): { body: string; trace: StackTrace | null } {
  const container = log === 'stdout' || log === 'stderr' || log === 'other';
  const body = container ? readHeader(text).rest : text;
  return { body, trace: container && body.includes('\n') ? parseTrace(body) : null };
}

/** The rule that a scan gives a text; null = none. */
export function ruleFor(book: RuleBook, text: string, log: LogEntry['log']): RuleMatch | null {
  const { body, trace } = readText(text, log);
  return findRule(book, body, trace, log);
}

/** Recognises an entry by its text; null = nothing that a report is about (a healthy line, a line of the life cycle, noise). */
export function recognise(book: RuleBook, entry: LogEntry, text: string = entry.message): Recognised | null {
  const { body, trace } = readText(text, entry.log);
  const found = findRule(book, body, trace, entry.log);
  const root = trace && rootOf(trace);
  const said = (root ? exceptionText(root) || unnamed(root) : body).trim();
  const template = mask(root ? said : body);
  const common = { template, trace, alias: templateSignature(template) };
  if (found) {
    const rule = book.rules.get(found.rule)!;
    if (rule.role === 'lifecycle' || rule.role === 'noise') return null;
    const identity = rule.identity.map((name) =>
      name === 'frames' ? (trace ? traceIdentity(trace) : '') : (found.captures[name] ?? ''),
    );
    const severity = severityRank(entry.severity) > severityRank(rule.severity) ? entry.severity : rule.severity;
    const signature = ruleSignature(rule.id, identity);
    return {
      ...common,
      rule: rule.id,
      captures: found.captures,
      signature,
      role: rule.role,
      severity,
      title: fill(rule.title, found.captures),
    };
  }
  // A line without a word, between others of a dump.
  if (said === '') return null;
  return unknown(entry, body, trace, root, { ...common, title: titleOf(trace, said) });
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

function unknown(
  entry: LogEntry,
  body: string,
  trace: StackTrace | null,
  root: TraceException | null,
  common: { template: string; trace: StackTrace | null; alias: string; title: string },
): Recognised | null {
  const stated = severityRank(entry.severity);
  const failing = stated >= ERROR || trace !== null || (stated === 0 && STATES_FAILURE.test(body));
  if (!failing && (stated < severityRank('WARNING') || entry.log === 'audit' || entry.log === 'system')) return null;
  const identity = trace && root ? traceIdentity(trace) : '';
  const signature = identity ? traceSignature(identity, common.template) : common.alias;
  const severity = failing && stated < ERROR ? 'ERROR' : entry.severity;
  return {
    ...common,
    rule: null,
    captures: {},
    signature,
    role: trace ? 'cause' : 'symptom',
    severity,
  };
}

/** The first line of what was said as a title, without its tail; of a Go panic as it was printed, not the error that it wraps. */
function titleOf(trace: StackTrace | null, said: string): string {
  const text = trace?.language === 'go' ? exceptionText(trace.exceptions.at(-1)!) || said : said;
  const line = text.split('\n', 1)[0]!.trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}

/** `{name}` in a rule's sentence stands for a capture; one that did not match leaves its name. */
export function fill(sentence: string, captures: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => captures[name] ?? name);
}

/** Whether a cluster is a failure: a rule's cause or symptom, or an error that no rule knows; a mere warning is not. */
export function isFailure(cluster: Pick<Cluster, 'rule' | 'severity'>): boolean {
  return cluster.rule !== null || severityRank(cluster.severity) >= ERROR;
}
