/**
 * What is variable in a log message, as ordered tables: the first shape that matches decides. A shape is tried only where
 * its flags say that it can match, which is what makes masking fast; all patterns are anchored and linear.
 */

/** What the scanner saw of a token (a run of word characters, signs and inner dots) and of the character behind it. */
export const DIGIT = 1;
export const LETTER = 2;
/** An inner dot; DOTS: at least two. */
export const DOT = 4;
export const DOTS = 8;
export const DASH = 16;
/** Only hexadecimal digits. */
export const HEX = 32;
/** Three characters, the first a capital letter: the name of a month or a weekday? */
export const NAME = 64;
export const NEXT_COLON = 128;
export const NEXT_SLASH = 256;
export const NEXT_AT = 512;
/** `://` follows. */
export const NEXT_SCHEME = 1024;
/** `:\` follows. */
export const NEXT_DRIVE = 2048;

export interface TokenShape {
  name: string;
  needs: number;
  pattern: RegExp;
  /** '' = a constant: what matches stays as it is. */
  marker: string;
}

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '\\d\\d:\\d\\d(?::\\d\\d)?(?:[.,]\\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?';
const UNIT = [
  '(?:[nuµm]?s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?',
  'milliseconds?|millis|microseconds?|nanoseconds?',
  'B|[bB]ytes?|[kKMGTP]i?[bB]?)',
].join('|');
const EXTENSION = [
  '(?:py|js|mjs|cjs|ts|tsx|jsx|java|kt|go|rb|php|cs|rs|cc|cpp|hpp|so|dll|exe|jar|war|sh|bat|sql|proto|wasm',
  'json|ya?ml|toml|xml|html?|css|txt|log|conf|cfg|ini|properties|md|csv|tsv|pem|crt|sqlite|tmp|bak|dat',
  'gz|zip|tar|tgz|pdf|png|jpe?g|gif|svg|webp|mp[34])',
].join('|');

function token(name: string, needs: number, source: string, marker: string): TokenShape {
  return { name, needs, pattern: new RegExp(source, 'y'), marker };
}

/** Shapes that begin at a token, in the order in which they are tried. */
export const TOKEN_SHAPES: TokenShape[] = [
  // Its punctuation belongs to the sentence.
  token('url', NEXT_SCHEME, '[A-Za-z][\\w+.-]*://[^\\s"\'<>`{}|\\\\^]*[^\\s"\'<>`{}|\\\\^.,;:!?)\\]]', '<url>'),
  token('windows path', NEXT_DRIVE, '[A-Za-z]:\\\\[^\\s"\'<>|*?]*[^\\s"\'<>|*?.,;:)\\]]', '<path>'),
  // `Foo@1f2e3d`, as Java prints an object, and `package@1.2.3`.
  token('object', NEXT_AT, '[\\w.$-]+@(?:[0-9a-f]{4,16}|v?\\d[\\w.]*)(?![\\w.]*\\w)', '<id>'),
  token('email', NEXT_AT, '[\\w.+%-]+@[\\w-]+(?:\\.[\\w-]+)*', '<email>'),
  token('uuid', DIGIT | DASH, '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![\\w-])', '<uuid>'),
  token('date', DIGIT | DASH, `\\d{4}-\\d\\d-\\d\\d(?:[T ]${CLOCK})?(?![\\w-])`, '<time>'),
  token('date', DIGIT | NEXT_SLASH, `\\d{1,4}/(?:\\d\\d|${MONTH})/\\d{2,4}(?:[: ,]{1,2}${CLOCK})?(?![\\w/])`, '<time>'),
  token('clock', DIGIT | NEXT_COLON, '\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?![\\w:])', '<time>'),
  token(
    'date in words',
    NAME,
    `(?:${WEEKDAY},? +)?(?:\\d{1,2} ${MONTH} \\d{4}|${MONTH} +\\d{1,2}(?:, \\d{4})?)(?:,? +${CLOCK})?(?: \\d{4})?(?!\\w)`,
    '<time>',
  ),
  token('mac, ipv6', HEX | NEXT_COLON, '(?:[0-9a-fA-F]{1,4}:){3,7}(?::?[0-9a-fA-F]{1,4})?(?![\\w:])', '<ip>'),
  token('ipv6', HEX | NEXT_COLON, '(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6}(?![\\w:])', '<ip>'),
  token('ip', DIGIT | DOT, '\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?(?:/\\d{1,2})?(?![\\w-]|\\.\\w)', '<ip>'),
  // A type of failure is what a message is about, however many dots its package has.
  token('exception', LETTER | DOT, '[\\w$]+(?:\\.[\\w$]+)*(?:Error|Exception|Failure|Fault|Timeout)(?![\\w.$])', ''),
  token('file', LETTER | DOT, `[\\w.~+-]*\\w\\.(?:${EXTENSION})(?::\\d+){0,2}(?![\\w-]|\\.\\w|/)`, '<path>'),
  token('host and port', DOT | NEXT_COLON, '[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,}:\\d+(?!\\w)', '<host>'),
  token('relative path', NEXT_SLASH, '[\\w.@~+-]+(?:/[\\w.@~+%:-]*[\\w@~+%-]){2,}/?', '<path>'),
  token('quantity', DIGIT, `[-+]?\\d+(?:[.,]\\d+){0,6} ?(?:${UNIT})(?:/(?:s|sec|min|h))?(?![\\w/])`, '<num>'),
  token('duration', DIGIT | LETTER, '(?:\\d+(?:\\.\\d+)?(?:ms|[dhms]))+(?!\\w)', '<num>'),
  token('hex', DIGIT | LETTER, '0[xX][0-9a-fA-F]+(?!\\w)', '<hex>'),
  token('number', DIGIT | LETTER, '[-+]?\\d+(?:\\.\\d+)?[eE][-+]?\\d+(?![\\w.])', '<num>'),
  token('number', DIGIT, '[-+~$]*\\d{1,3}(?:,\\d{3}){1,6}(?:\\.\\d+)?%?(?![\\w,])', '<num>'),
  // Packages, classes, host names.
  token('dotted name', LETTER | DOTS, '[A-Za-z_$][\\w$-]*(?:\\.[\\w$+~%-]+){2,}', '<name>'),
];

export interface SignShape {
  name: string;
  pattern: RegExp;
  /** How many characters at the start of the match stay. */
  keep: number;
  /** Only where this can be found in the match. */
  holds: RegExp | null;
  marker: string;
}

function sign(name: string, source: string, keep: number, marker: string, holds: RegExp | null = null): SignShape {
  return { name, pattern: new RegExp(source, 'y'), keep, holds, marker };
}

const NULL = '(?:null|nil|none|None|NULL|undefined)';

/** Shapes that begin at a sign, by that sign. A slash counts only where no word stands before it. */
export const SIGN_SHAPES: Record<string, SignShape[]> = {
  // `/a/[x,y]-1.log` is one value: a path goes on through punctuation when one of its own characters follows.
  '/': [sign('path', '/(?:[\\w.@~%+$*#/\\u00c0-\\u052f-]|[,:=()[\\]?&](?=[\\w.@~%+$/-]))+(?<!\\.)', 0, '<path>')],
  // `=WorkSource{10}`: a printed object, flat and with a number in it.
  '=': [
    sign('object', '=[\\w.$]*\\{[^{}]{0,1000}\\}', 1, '<str>', /\d/),
    sign('null', `=${NULL}(?![\\w.])`, 1, '<str>'),
  ],
  ':': [sign('null', `:${NULL}(?![\\w.])`, 1, '<str>')],
  // Leaders between a label and its value.
  '.': [sign('leaders', '\\.{4,}', 0, ' ')],
};
