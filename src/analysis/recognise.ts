import type { Cluster, LogEntry, Match, Origin, Role, Severity, StackTrace } from '../model.ts';
import { severityRank } from '../text/severity.ts';
import { originOf } from './natures.ts';
import { exceptionText, type Reading, type RuleBook, readMessage, saysHealthy, signatureOf } from './reading.ts';
import { aliasOf } from './signature.ts';
import { traceIdentity } from './traces/index.ts';

/** One entry (or re-assembled trace) as a member of a cluster. */
export interface Recognised extends Match {
  /** A rule's signature; of what no rule knows what its own masked message gives, until `regroup` sees all of them. */
  signature: string;
  alias: string;
  role: Role;
  severity: Severity;
  title: string;
  /** What tells it apart besides its words: a trace's type and frames, a request's method, route and status; of a rule ''. */
  shape: string;
  /** Where it comes from, as its rule has it. */
  origin: Origin | null;
}

const ERROR = severityRank('ERROR');
/** What a bare print of an error begins with: `ValueError: …`, `fatal: …`, `panic: …`. */
const STATES_FAILURE = /^(?:[\w.$]*(?:Error|Exception)\b|fatal|FATAL|panic|PANIC|Uncaught|Unhandled)[: (]/;

/** Recognises an entry by its text; null = nothing that a report is about (a healthy line, a line of the life cycle, noise). */
export function recognise(book: RuleBook, entry: LogEntry, text: string = entry.message): Recognised | null {
  const reading = readMessage(book, text, entry.log);
  const { found, template, trace } = reading;
  if (!found) return reading.said === '' ? null : unknown(entry, reading);
  const rule = book.rules.get(found.rule)!;
  if (rule.role === 'lifecycle' || rule.role === 'noise' || saysHealthy(entry)) return null;
  return {
    template,
    trace,
    alias: aliasOf(template),
    shape: '',
    rule: rule.id,
    origin: originOf(rule),
    captures: found.captures,
    signature: signatureOf(rule, found, trace),
    // An exception with its own frames may be where it began, also where a rule knows no more than its class.
    role: rule.category === 'crash' && trace ? 'cause' : rule.role,
    severity: severityRank(entry.severity) > severityRank(rule.severity) ? entry.severity : rule.severity,
    title: fill(rule.title, found.captures),
  };
}

function unknown(entry: LogEntry, { body, trace, said, template, request }: Reading): Recognised | null {
  const stated = severityRank(entry.severity);
  const failing = stated >= ERROR || trace !== null || (stated === 0 && STATES_FAILURE.test(body));
  if (!failing && (stated < severityRank('WARNING') || entry.log === 'audit' || entry.log === 'system')) return null;
  const shape = trace ? traceIdentity(trace) : request;
  const alias = aliasOf(template);
  return {
    template,
    trace,
    alias,
    shape,
    rule: null,
    origin: null,
    captures: {},
    signature: shape === '' ? alias : `${alias} ${shape}`,
    role: trace ? 'cause' : 'symptom',
    severity: failing && stated < ERROR ? 'ERROR' : entry.severity,
    title: titleOf(trace, said),
  };
}

/** The first line of what was said as a title, without its tail; of a Go panic as it was printed, not the error that it wraps. */
function titleOf(trace: StackTrace | null, said: string): string {
  const text = trace?.language === 'go' ? exceptionText(trace.exceptions.at(-1)!) || said : said;
  const line = text.split('\n', 1)[0]!.trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}

/** `{name}` in a rule's sentence stands for a capture, `{name|the module}` too, with words for where it did not match. */
export function fill(sentence: string, captures: Record<string, string>): string {
  return sentence.replace(
    /\{(\w+)(?:\|([^{}]+))?\}/g,
    (_, name: string, otherwise?: string) => captures[name] ?? otherwise ?? name,
  );
}

/** Whether a cluster is a failure: a rule's cause or symptom, or an error that no rule knows; a mere warning is not. */
export function isFailure(cluster: Pick<Cluster, 'rule' | 'severity'>): boolean {
  return cluster.rule !== null || severityRank(cluster.severity) >= ERROR;
}
