/** The words that stand for a level in a header, as parts of patterns, and what they mean. */
import type { Severity } from '../../model.ts';
import { parseSeverity } from '../severity.ts';

const GENERAL = [
  ...['trace', 'debug', 'verbose', 'info', 'information', 'notice', 'success', 'log'],
  ...['warn', 'warning', 'error', 'err', 'critical', 'crit', 'fatal', 'alert', 'emergency', 'emerg'],
  ...['severe', 'panic', 'dpanic', 'fine', 'finer', 'finest'],
];

/** Longest first, so that an alternation does not stop at `warn` of `warning`. */
function alternation(words: string[]): string {
  return `(?:${[...words].sort((a, b) => b.length - a.length).join('|')})`;
}

/** `ERROR`: a level word in capitals. */
export const CAPITALS = alternation(GENERAL.map((word) => word.toUpperCase()));
/**
 * `error`: as winston and Go libraries write it, winston's `silly` included. `panic: …` and `http: …` (of winston a level too) are what
 * Go itself prints.
 */
export const SMALL = alternation([...GENERAL.filter((word) => !word.endsWith('panic')), 'silly']);
/** `Error`, `error` or `ERROR`: only where brackets or columns show that it is a level. */
export const ANY_CASE = alternation(
  GENERAL.flatMap((word) => [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)]),
);

/** `INF`: the short words of Serilog, zerolog, logrus and charm. */
export const SHORT = 'TRC|VRB|DBG|INF|WRN|ERR|FTL|PNC|TRAC|DEBU|ERRO|FATA';

/** Names that only some libraries' headers have: .NET's console, Serilog, zerolog, logrus, Nest, npm, PHP. */
const LOCAL: Record<string, Severity> = {
  log: 'INFO',
  trce: 'DEBUG',
  dbug: 'DEBUG',
  fail: 'ERROR',
  vrb: 'DEBUG',
  trac: 'DEBUG',
  debu: 'DEBUG',
  verb: 'DEBUG',
  sill: 'DEBUG',
  erro: 'ERROR',
  fata: 'CRITICAL',
  pnc: 'CRITICAL',
  'fatal error': 'ERROR',
  'parse error': 'ERROR',
  deprecated: 'NOTICE',
};

/** Of syslog, by number. */
const PRIORITIES: Severity[] = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'];
/** The marks that Redis prints. */
const MARKS: Record<string, Severity> = { '.': 'DEBUG', '-': 'DEBUG', '*': 'NOTICE', '#': 'WARNING' };

/** All words, the short ones too, in small letters. */
export const WORDS = [...GENERAL, ...Object.keys(LOCAL), 'wrn', 'ftl'];

/** The severity that a header's level word stands for. */
export function readLevel(word: string): Severity | null {
  return LOCAL[word.toLowerCase()] ?? parseSeverity(word);
}

/** The severity that a header's groups state: `level` a word, `priority` syslog's number with or without a facility, `mark` Redis's. */
export function statedIn(groups: Record<string, string | undefined>): Severity | null {
  if (groups.level) return readLevel(groups.level);
  if (groups.priority) return PRIORITIES[Number(groups.priority) & 7]!;
  return groups.mark ? (MARKS[groups.mark] ?? null) : null;
}
