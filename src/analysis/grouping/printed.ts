/**
 * Printed data inside a message: `Seat(from=zurich, to=bern)`, `{"id": 7, "tags": ["a"]}`, `[alpha, beta]`. It does not tell what kind of
 * message it is, but for the words of a message in it.
 */
import { isMessageKey } from './words.ts';

const CLOSING: Record<string, string> = { '(': ')', '{': '}', '[': ']' };
const CLOSERS = new Set(Object.values(CLOSING));
/** Brackets of a message that are looked at: printed data is deep, hostile text deeper. */
const MAX_BRACKETS = 200;
/** A list of single words and masked values. */
const LIST =
  /^\s*(?:<\w+>|[\p{L}\p{N}_.$@:+~%/-]){1,200}(?:\s*,\s*(?:<\w+>|[\p{L}\p{N}_.$@:+~%/-]){1,200}){1,500}\s*$/u;
const KEY = /["']?([A-Za-z_][\w.-]{0,80}(?:\[<num>\])?|<str>)["']?\s?(=|:(?=\s|["'<[{(\w-]))(?![=:/])\s?/y;
/** A list whose items are objects. */
const OBJECTS = /^\s*[\w.$]*[({[]/;

/** A message and, for each of its opening brackets, where it is closed (its length where it never is). */
interface Bracketed {
  text: string;
  ends: Map<number, number>;
}

/** The message with the values of its printed data taken out; `masked` has its variable parts masked already. Linear in the text. */
export function foldPrinted(masked: string): string {
  if (!/[({[]/.test(masked)) return masked;
  const bracketed: Bracketed = { text: masked, ends: findEnds(masked) };
  let folded = '';
  let done = 0;
  for (const [at, end] of [...bracketed.ends].sort(([a], [b]) => a - b)) {
    if (at < done) continue;
    const rest = foldInner(bracketed, at, end);
    if (rest === null) continue;
    folded += masked.slice(done, at + 1) + rest;
    done = end;
  }
  return folded + masked.slice(done);
}

function findEnds(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (CLOSING[char] !== undefined) {
      if (ends.size >= MAX_BRACKETS) break;
      open.push(at);
      ends.set(at, text.length);
    } else if (CLOSERS.has(char)) {
      const last = open.at(-1);
      if (last === undefined || CLOSING[text[last]!] !== char) continue;
      open.pop();
      ends.set(last, at);
    }
  }
  return ends;
}

/** What takes the place of the text between two brackets; null where it is no printed data. */
function foldInner(bracketed: Bracketed, at: number, end: number): string | null {
  const inner = bracketed.text.slice(at + 1, end);
  const isPaired = /[=:]/.test(inner);
  if (bracketed.text[at] !== '(' && end < bracketed.text.length) {
    if (LIST.test(inner)) return '<str>';
    if (bracketed.text[at] === '[' && isPaired && OBJECTS.test(inner)) return '<str>';
  }
  return isPaired ? foldPairs(bracketed, at + 1, end) : null;
}

/**
 * `a=1 b=x` -> `a=<str> b=<str>`. Of an object with commas the keys go too, as those without a value are often left out. null for text
 * that does not begin with a pair, and for a single one, unless its key is quoted: `{"id": 7}`.
 */
function foldPairs(bracketed: Bracketed, from: number, to: number): string | null {
  const { text } = bracketed;
  const parts: string[] = [];
  let pairs = text[from] === '"' || text[from] === "'" ? 1 : 0;
  for (let at = skipSeparators(text, from, to); at < to; at = skipSeparators(text, at, to)) {
    KEY.lastIndex = at;
    const key = KEY.exec(text);
    const start = key ? KEY.lastIndex : at;
    if ((!key || start > to) && parts.length === 0) return null;
    const end = Math.min(to, valueEnd(bracketed, start, to, key !== null));
    if (!key) parts.push(text.slice(at, end));
    else {
      pairs++;
      parts.push(`${key[1]}=${isMessageKey(key[1]!) ? text.slice(start, end) : '<str>'}`);
    }
    at = Math.max(end, at + 1);
  }
  if (pairs < 2) return null;
  return parts.length > 1 && text.slice(from, to).includes(',')
    ? [...parts.filter((part) => !part.endsWith('=<str>')), '<str>'].join(', ')
    : parts.join(', ');
}

function skipSeparators(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /[\s,;]/.test(text[at]!)) at++;
  return at;
}

/** Where a value ends: at a separator, or where `next=` follows a blank. */
function valueEnd({ text, ends }: Bracketed, from: number, to: number, isPair: boolean): number {
  for (let at = from; at < to; at++) {
    const char = text[at]!;
    if (char === ',' || char === ';') return at;
    const end = ends.get(at);
    if (end !== undefined) at = end;
    else if (isPair && char === ' ') {
      KEY.lastIndex = at + 1;
      if (KEY.exec(text)?.[2] === '=') return at;
    }
  }
  return to;
}
