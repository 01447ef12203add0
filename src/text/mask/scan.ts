/**
 * Finds the variable parts of a message in one pass. Plain words, most of any text, are only walked over; a token with a digit,
 * a dot or a telling neighbour is held against the table of shapes.
 */
import { readQuoted } from './quotes.ts';
import * as shapes from './shapes.ts';

/** One variable part: the text from `start` to `end` is to be replaced by `marker`; ' ' for white space that is folded. */
export type Visit = (start: number, end: number, marker: string) => void;

const SPACE = 1;
const QUOTE = 2;
const SIGN = 4;
/** Characters of a token; the bits tell which flags they set. */
const TOKEN = 8;
const IS_DIGIT = 16;
const IS_LETTER = 32;
const IS_HEX = 64;

/** What each ASCII character is. Others are never part of a token: a number inside Chinese text is found, the text stays. */
const KINDS = new Uint8Array(128);
for (const char of ' \t\n\r\v\f') KINDS[char.charCodeAt(0)] = SPACE;
for (const char of '"\'`') KINDS[char.charCodeAt(0)] = QUOTE;
for (const char of Object.keys(shapes.SIGN_SHAPES)) KINDS[char.charCodeAt(0)] = SIGN;
for (const char of '_$-+%~') KINDS[char.charCodeAt(0)] = TOKEN;
for (const char of '0123456789') KINDS[char.charCodeAt(0)] = TOKEN | IS_DIGIT | IS_HEX;
for (let code = 65; code <= 90; code++) {
  const hex = code <= 70 ? IS_HEX : 0;
  KINDS[code] = TOKEN | IS_LETTER | hex;
  KINDS[code + 32] = TOKEN | IS_LETTER | hex;
}

const SPECIAL = shapes.DIGIT | shapes.DOT | shapes.NAME | shapes.NEXT_SLASH | shapes.NEXT_AT;
const TELLING = SPECIAL | shapes.NEXT_SCHEME | shapes.NEXT_DRIVE | shapes.HEX;

/** Calls `visit` for each variable part, in order and without overlap. */
export function scan(text: string, visit: Visit): void {
  const length = text.length;
  let at = 0;
  while (at < length) {
    const kind = kindAt(text, at);
    if (kind & TOKEN) at = readToken(text, at, visit);
    else if (kind === SPACE) at = readSpace(text, at, visit);
    else if (kind === SIGN) at = readSign(text, at, visit);
    else if (kind === QUOTE) at = readQuote(text, at, visit);
    else at++;
  }
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? KINDS[code]! : 0;
}

/** Folds a run of white space into one blank. */
function readSpace(text: string, start: number, visit: Visit): number {
  let end = start + 1;
  while (end < text.length && kindAt(text, end) === SPACE) end++;
  if (end > start + 1 || text.charCodeAt(start) !== 32) visit(start, end, ' ');
  return end;
}

function readQuote(text: string, start: number, visit: Visit): number {
  const quoted = readQuoted(text, start);
  if (!quoted) return start + 1;
  if (quoted.masked) visit(start, quoted.end, '<str>');
  return quoted.end;
}

function readSign(text: string, start: number, visit: Visit): number {
  const sign = text[start]!;
  if (sign === '/' && start > 0 && (kindAt(text, start - 1) & TOKEN || text[start - 1] === '<')) return start + 1;
  for (const { pattern, keep, holds, marker } of shapes.SIGN_SHAPES[sign]!) {
    pattern.lastIndex = start;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    if (holds && !holds.test(text.slice(start, end))) continue;
    visit(start + keep, end, marker);
    return end;
  }
  return start + 1;
}

/** Walks over the token at `start`, masks what is variable of it (and behind it: a URL goes on) and tells where to go on. */
function readToken(text: string, start: number, visit: Visit): number {
  const length = text.length;
  let union = 0;
  let common = IS_HEX;
  let flags = 0;
  let end = start;
  for (; end < length; end++) {
    const code = text.charCodeAt(end);
    const kind = code < 128 ? KINDS[code]! : 0;
    if (kind & TOKEN) {
      union |= kind;
      common &= kind;
      if (code === 45) flags |= shapes.DASH;
    } else if (code === 46 && kindAt(text, end + 1) & (IS_DIGIT | IS_LETTER)) {
      flags |= flags & shapes.DOT ? shapes.DOTS : shapes.DOT;
      common = 0;
    } else break;
  }
  if (union & IS_DIGIT) flags |= shapes.DIGIT;
  if (union & IS_LETTER) flags |= shapes.LETTER;
  if (common) flags |= shapes.HEX;
  flags |= neighbour(text, start, end);
  return flags & TELLING ? maskToken(text, start, end, flags, visit) : end;
}

/** The flags that a token's length and the characters behind it add. */
function neighbour(text: string, start: number, end: number): number {
  const name = end - start === 3 && isCapital(text.charCodeAt(start)) ? shapes.NAME : 0;
  switch (text.charCodeAt(end)) {
    case 47:
      return name | shapes.NEXT_SLASH;
    case 64:
      return name | shapes.NEXT_AT;
    case 58:
      if (text.startsWith('//', end + 1)) return name | shapes.NEXT_SCHEME;
      return text[end + 1] === '\\' && end - start === 1 ? shapes.NEXT_DRIVE : name | shapes.NEXT_COLON;
    default:
      return name;
  }
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

function maskToken(text: string, start: number, end: number, flags: number, visit: Visit): number {
  if (flags & shapes.DOT && text[end] === '=' && isOnly(text, end)) {
    visit(start, text.length, '<str>');
    return text.length;
  }
  for (const { needs, pattern, marker } of shapes.TOKEN_SHAPES) {
    if ((flags & needs) !== needs) continue;
    pattern.lastIndex = start;
    if (!pattern.test(text)) continue;
    // A match that ends inside the token is of another kind.
    if (pattern.lastIndex < end) continue;
    if (marker !== '') visit(start, pattern.lastIndex, marker);
    return pattern.lastIndex;
  }
  return maskWord(text, start, end, flags, visit);
}

/** `dotted.key=rest`: a printed property, whose value is the rest of the line. */
function isOnly(text: string, at: number): boolean {
  return text.indexOf('=') === at && text.indexOf('=', at + 1) < 0;
}

/** A token by its own characters alone: a number, hexadecimal, a word with a number behind it, else an identifier. */
function maskWord(text: string, start: number, end: number, flags: number, visit: Visit): number {
  const digit = (flags & shapes.DIGIT) !== 0;
  if (digit && !(flags & shapes.LETTER)) visit(start, end, '<num>');
  else if (flags & shapes.HEX && end - start >= (digit ? 6 : 8)) visit(start, end, '<hex>');
  else if (digit) {
    const number = numberBehindWord(text, start, end);
    if (number < 0) visit(idBehindWord(text, start, end), end, '<id>');
    else visit(number, end, '<num>');
  }
  return end;
}

/** So many letters in a row with digits behind are a key or a hash, no word. */
const LONGEST_WORD = 24;

/** Where the number of `worker12`, `core.2275`, `blk_-38865` begins; -1 where fewer than three letters or more than a number stand there. */
function numberBehindWord(text: string, start: number, end: number): number {
  let number = end;
  while (number > start && kindAt(text, number - 1) & IS_DIGIT) number--;
  if (number === end) return -1;
  let letters = 0;
  for (let at = start; at < number; at++) {
    const kind = kindAt(text, at);
    if (kind & IS_DIGIT) return -1;
    if (kind & IS_LETTER) letters++;
  }
  if (letters < 3 || letters > LONGEST_WORD) return -1;
  const signed = text[number - 1] === '-' && /[_.]/.test(text[number - 2] ?? '');
  return signed ? number - 1 : number;
}

/** Where the id of `pay_UVYSUif2QG`, `order-7f3a9` begins: behind letters and their sign; the token's start where nothing tells. */
function idBehindWord(text: string, start: number, end: number): number {
  let id = end;
  while (id > start && kindAt(text, id - 1) & (IS_DIGIT | IS_LETTER)) id--;
  if (end - id < 4 || id - start < 3 || id - start > LONGEST_WORD || !/[_-]/.test(text[id - 1]!)) return start;
  for (let at = start; at < id - 1; at++) {
    if (!(kindAt(text, at) & IS_LETTER) && !/[_-]/.test(text[at]!)) return start;
  }
  return kindAt(text, start) & IS_LETTER ? id : start;
}
