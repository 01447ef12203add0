import { ERROR_WORDS } from '../../text/error-words.ts';

/**
 * What is asked of the server besides the rules' needles: it sees every line, rca only what comes back. The reduction decides in
 * the end, so a word too many costs a read, a word too few a failure that its writer gave no severity.
 */
export const ASKED_WORDS = [
  ...ERROR_WORDS,
  'caused by:',
  'goroutine ',
  'previous line repeated',
  'the direct cause of',
];

/** Levels from WARNING up as the text's own header states them, where no error word does. RE2. */
export const LEVELS = [
  // The m is the end of a colour mark: \x1b[33mWARN.
  '(?:\\b|m)(?:warn|wrn|err|fail|severe|crit|ftl|alert|emerg)',
  // klog, Ruby, and pino's numbers in a line of JSON
  '(?:^|\\s)[WEFA](?:\\d{4} |, \\[)',
  '"level": ?[4-6]0\\b',
];

/** Where structured lines state their level, if it did not become the entry's own. */
export const LEVEL_FIELDS = [
  ...['level', 'severity', 'levelname', 'lvl', 'log.level', 'log_level', 'loglevel', 'level.name', 'record.level.name'],
];

/** How the names of levels from WARNING up begin. RE2. */
export const HIGH_LEVEL = '(?i)^ *(?:w|e|c|f|a|sev|panic|dpanic|[4-8]0)';

/** Lines that go on with a stack trace, as the reduction has them. RE2; capital letters tell names, so case counts in those. */
export const CONTINUATIONS = [
  ...[
    '^\\t.',
    '^#\\d+ ',
    '^ {4,}\\S',
    '^ +(?:at |File "|from |\\^|~|\\d+: )',
    '\\n\\s+at ',
    '^\\[signal SIG',
    '^created by ',
  ],
  // `app.carrier.CarrierRefused: …`, and names alone
  '(?-i:^(?:[A-Za-z_]\\w*\\.)*(?:\\w*[a-z]\\w*[A-Z]\\w*|\\w*[A-Z]\\w*[a-z]\\w*): )',
  '(?-i:^(?:(?:[A-Za-z_]\\w*\\.)+\\w*[A-Z]\\w*|[A-Z]+[a-z]\\w*[A-Z]\\w*)$)',
  // Go's calls, and where Node.js was
  '^[\\w./@-]+\\.[\\w.()*[\\]-]*[\\w\\]]\\((?:(?:0x|\\.\\.\\.|\\{).*)?\\)$',
  '^(?:(?:file:\\/\\/)?\\/\\S+\\.[cm]?[jt]sx?|node:\\S+):\\d+$',
];

/** Fields whose presence alone tells of a failure. */
export const FAILURE_FIELDS = [
  ...['error', 'err', 'exception', 'exc_info', 'stack', 'stack_trace', 'stackTrace', 'stacktrace', 'traceback'],
];

/** Where a structured line keeps its text. */
export const TEXT_FIELDS = ['textPayload', 'jsonPayload.message', 'jsonPayload.msg'];

/** Words in lower case without those that contain another one: where they stand the other one stands too. */
export function minimal(words: readonly string[]): string[] {
  const lower = [...new Set(words.map((word) => word.toLowerCase()))];
  return lower.filter((word) => !lower.some((other) => other !== word && word.includes(other)));
}

/** A text as RE2 that matches it: special characters in brackets, which need no backslash inside a quoted string. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?(){}|[$]/g, '[$&]').replace(/[\\^]/g, '\\$&');
}
