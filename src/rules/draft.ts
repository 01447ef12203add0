/** A first pattern made from one text: what is likely to vary becomes a capture or a class, the rest stays as it is. */
export interface Draft {
  /** null where nothing but what varies is left: no pattern to begin with. */
  pattern: string | null;
  /** The longest piece of text between two that vary; null where none is long enough. */
  needle: string | null;
  /** What the pattern's captures give of this text. */
  captures: Record<string, string>;
}

/** A log line says what happened well before that. */
const MAX_LENGTH = 160;
/** Fewer letters than this match everything. */
const MIN_LETTERS = 8;
const MIN_NEEDLE = 5;
const MAX_NEEDLE = 60;

interface Shape {
  found: RegExp;
  /** What stands for it: `(?P<…>pattern)` where it has a name. */
  pattern: string;
  name?: string;
  /** What stands around it, as it is. */
  around?: string;
}

const MASK = /\[(?:api key|cookie|credentials|email|jwt|password|private key|redacted|secret|signature|token)\]/;

/** What varies between two occurrences of one failure; of two that begin at one place the upper one counts. */
const SHAPES: Shape[] = [
  { found: / *\t\s*/, pattern: '\\s+' },
  // What redaction leaves in the place of a secret.
  { found: MASK, pattern: '(?:\\[[a-z ]+\\]|\\S+)' },
  { found: /https?:\/\/[^\s'"()<>]+/, pattern: '\\S+' },
  { found: /(?<!\w)'[^'\n]+'(?!\w)/, pattern: "[^'\\n]*", name: 'value', around: "'" },
  { found: /(?<!\w)"[^"\n]+"(?!\w)/, pattern: '[^"\\n]*', name: 'value', around: '"' },
  { found: /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/i, pattern: '[\\da-fA-F-]{36}', name: 'id' },
  { found: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/, pattern: '[\\d.:]+', name: 'host' },
  { found: /(?<![\w:])\/[\w.@-]+(?:\/[\w.@-]+)+/, pattern: '/\\S+', name: 'path' },
  { found: /\b(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{8,}\b/i, pattern: '[\\da-fA-F]+' },
  { found: /\b(?=[\w-]*[A-Za-z])(?=[\w-]*\d)\w+(?:-\w+)+\b/, pattern: '[\\w-]+' },
  { found: /(?<![A-Za-z_])\d+/, pattern: '\\d+', name: 'number' },
];

const VARYING = new RegExp(SHAPES.map(({ found }) => `(${found.source})`).join('|'), 'gi');

function escapePattern(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** The first line that says something, cut at a blank. */
function firstLine(text: string): string {
  const line = text.split('\n').find((one) => /\p{L}/u.test(one)) ?? '';
  const trimmed = line.trim();
  if (trimmed.length <= MAX_LENGTH) return trimmed;
  const blank = trimmed.lastIndexOf(' ', MAX_LENGTH);
  return trimmed.slice(0, blank > 0 ? blank : MAX_LENGTH).toWellFormed();
}

function longest(pieces: string[]): string | null {
  const trimmed = pieces.map((piece) => {
    const short = piece.trim().slice(0, MAX_NEEDLE);
    const blank = short.lastIndexOf(' ');
    return piece.trim().length > MAX_NEEDLE && blank > MIN_NEEDLE ? short.slice(0, blank) : short;
  });
  const [best = ''] = trimmed.sort((a, b) => b.length - a.length);
  return best.length < MIN_NEEDLE ? null : best;
}

/** A draft from a text as rules read it (see `Verdict.asked`): of several lines the first that says something. */
export function draftPattern(text: string): Draft {
  const line = firstLine(text);
  const captures: Record<string, string> = {};
  const nameOf = (name: string) => {
    const before = Object.keys(captures).filter((one) => one.replace(/\d+$/, '') === name).length;
    return before ? `${name}${before + 1}` : name;
  };
  const literals: string[] = [];
  let pattern = '';
  let done = 0;
  const literal = (end: number) => {
    literals.push(line.slice(done, end));
    pattern += escapePattern(line.slice(done, end));
  };
  for (const hit of line.matchAll(VARYING)) {
    const shape = SHAPES[hit.slice(1).findIndex((group) => group !== undefined)]!;
    const around = shape.around ?? '';
    literal(hit.index);
    done = hit.index + hit[0].length;
    const name = shape.name && nameOf(shape.name);
    if (name) captures[name] = hit[0].slice(around.length, hit[0].length - around.length);
    pattern += around + (name ? `(?P<${name}>${shape.pattern})` : shape.pattern) + around;
  }
  literal(line.length);
  if (literals.join('').replace(/[^\p{L}]/gu, '').length < MIN_LETTERS)
    return { pattern: null, needle: null, captures: {} };
  const begun = /^\w/.test(literals[0]!) ? `\\b${pattern}` : pattern;
  return { pattern: begun, needle: longest(literals), captures };
}
