import { RE2JS } from 're2js';

/** How far a pattern that does not match goes along with a text. */
export interface Reach {
  /** Where the longest of its beginnings that matches stands in the text, in UTF-16 units. */
  start: number;
  end: number;
  /** What the pattern wants next, and the text does not have. */
  wants: string;
}

/** Fewer letters than this in common mean nothing. */
const MIN_LETTERS = 4;
const QUANTIFIER = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;
const ESCAPE = /\\(?:x\{[^}]*\}|[pP]\{[^}]*\}|x[\da-fA-F]{2}|[\s\S])/y;
const CLASS = /\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/y;
/** Runs on to the end of the line: to have got there says nothing. */
const GAP = /\[\^|\.[*+]/;
/** Opens a group that has the whole pattern in it: `(?i:`, `(?:`, `(?P<name>`, `(`. */
const OPENING = /^\((?:\?(?:P<\w+>|[a-zA-Z-]*:))?/;

export interface Part {
  text: string;
  /** Words of text, as against classes, groups and anchors. */
  literal: boolean;
}

function endOf(shape: RegExp, pattern: string, at: number): number {
  shape.lastIndex = at;
  return shape.test(pattern) ? shape.lastIndex : at;
}

/** Where the character, escape, class or group at `at` ends. */
function endOfAtom(pattern: string, at: number): number {
  if (pattern[at] === '\\') return endOf(ESCAPE, pattern, at);
  if (pattern[at] === '[') return endOf(CLASS, pattern, at);
  if (pattern[at] !== '(') return at + 1;
  let inner = at + 1;
  while (inner < pattern.length && pattern[inner] !== ')') inner = endOfAtom(pattern, inner);
  return inner + 1;
}

/** Alternatives of a valid pattern, each as the parts that stand in a row; words of text are kept whole. */
export function splitPattern(pattern: string): Part[][] {
  const alternatives: Part[][] = [[]];
  for (let at = 0; at < pattern.length; ) {
    const atom = endOfAtom(pattern, at);
    const end = endOf(QUANTIFIER, pattern, atom);
    const text = pattern.slice(at, end);
    at = end;
    const parts = alternatives.at(-1)!;
    if (text === '|') {
      alternatives.push([]);
      continue;
    }
    const literal = end === atom && (/^[^\\[(.^$]/.test(text) || /^\\\W/.test(text));
    const last = parts.at(-1);
    if (literal && last?.literal && text !== ' ') last.text += text;
    else parts.push({ text, literal });
  }
  return alternatives;
}

/** What a group around a whole pattern holds. */
export function unwrap(pattern: string): [open: string, inner: string, close: string] {
  const whole = pattern[0] === '(' && endOfAtom(pattern, 0) === pattern.length;
  const [open] = (whole && OPENING.exec(pattern)) || [''];
  return open ? [open, pattern.slice(open.length, -1), ')'] : ['', pattern, ''];
}

function reachOf(parts: Part[], wrap: (text: string) => string, message: string): Reach | null {
  const find = (count: number) => {
    const begun = parts.slice(0, count).map(({ text }) => text);
    const matcher = RE2JS.compile(wrap(begun.join(''))).matcher(message);
    return matcher.find() ? { start: matcher.start(), end: matcher.end() } : null;
  };
  // Where a beginning matches, so does every shorter one.
  let [matches, fails] = [0, parts.length];
  while (fails - matches > 1) {
    const middle = (matches + fails) >> 1;
    if (find(middle)) matches = middle;
    else fails = middle;
  }
  const wants = parts
    .slice(matches)
    .map(({ text }) => text)
    .join('');
  while (matches > 0 && GAP.test(parts[matches - 1]!.text)) matches--;
  const common = parts.slice(0, matches).filter(({ literal }) => literal);
  const letters = common.reduce((sum, { text }) => sum + text.replace(/\W/g, '').length, 0);
  const found = letters < MIN_LETTERS ? null : find(matches);
  return found && { ...found, wants };
}

/** How far a valid pattern that does not match goes along with a message; null where not even a word of it does. */
export function reach(pattern: string, message: string): Reach | null {
  const [, flags = ''] = /^(\(\?[a-zA-Z-]+\))/.exec(pattern) ?? [];
  const [open, inner, close] = unwrap(pattern.slice(flags.length));
  const wrap = (text: string) => `${flags}${open}${text}${close}`;
  const found = splitPattern(inner).map((parts) => reachOf(parts, wrap, message));
  return found.filter((one) => one !== null).sort((a, b) => b.end - b.start - (a.end - a.start))[0] ?? null;
}
