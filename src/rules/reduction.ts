import type { LogKind, Reduction, Rule } from '../model.ts';
import { createScanner } from './scanner.ts';

/**
 * Words that a failure's line nearly always has, besides the needles. A word too many costs time, a word too few a failure that
 * its writer gave no severity. Left out as too common in healthy lines: invalid, not found, unauthorized, undefined, retry.
 */
const ERROR_WORDS = [
  'error',
  'exception',
  'traceback',
  'backtrace',
  'fatal',
  'panic',
  'failed',
  'failure',
  'crash',
  'killed',
  'abort',
  'denied',
  'refused',
  'timeout',
  'timed out',
  'unhandled',
  'uncaught',
  'cannot',
  'could not',
  'unable to',
  'deadlock',
  'out of memory',
  'segfault',
  'segmentation fault',
  'stack overflow',
  'unreachable',
  'unavailable',
  'reset by peer',
  'broken pipe',
  'too many',
  'exhausted',
  'exceeded',
  'corrupt',
  'no such',
];

/** Lines of a stack trace that have none of those words. */
const TRACE_WORDS = ['Caused by:', 'goroutine ', 'Previous line repeated', 'the direct cause of'];

/** Logs whose entries are handed over in full anyway. */
const READ_IN_FULL: readonly LogKind[] = ['request', 'system', 'audit'];

function needsLook(rule: Rule): boolean {
  const failure = rule.role === 'cause' || rule.role === 'symptom';
  return failure && !(rule.logs.length && rule.logs.every((log) => READ_IN_FULL.includes(log)));
}

/**
 * Whether a line goes on with a stack trace: `\tat f(X.java:1)`, `  File "x.py", line 1`, `    return f()`, `#0 /app/x.php(1)`.
 * Traces often arrive one line an entry, with no severity.
 */
function isContinuation(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 9) return text.length > 1;
  if (first === 35) return /^#\d+ /.test(text);
  return first === 32 && /^(?: {4,}\S| +(?:at |File "|from |\^|~))/.test(text);
}

/**
 * Tells a source which healthy-looking lines to hand over in full. `hit` only widens what is looked at, so it may say yes too
 * often. It runs on every line of a file: see scanner.ts for what it costs.
 */
export function createReduction(rules: Rule[]): Reduction {
  const needles = rules.filter(needsLook).flatMap((rule) => rule.needles);
  const stands = createScanner([...ERROR_WORDS, ...TRACE_WORDS, ...needles]);
  return { hit: (message) => isContinuation(message) || stands(message) };
}
