/** From a masked message to the words that it consists of, so that lists of any length and punctuation make no difference. */
import { foldLogfmt } from './logfmt.ts';
import { foldPrinted } from './printed.ts';
import { isKindKey } from './words.ts';

/** Stands for any values: one, or several in a row. A word that ends in it has a variable end: `blk_*`. */
export const VALUE = '*';

/** A message in canonical form. */
export interface Sequence {
  words: string[];
  /** Places (indexes into `words`) where a word is the whole value of a key: `name=x,`, `[station: x]`. */
  keyed: number[];
}

/** Words of a message that take part. */
const MAX_WORDS = 120;
/** Longest run of words whose immediate repetition is folded. */
const MAX_REPEAT = 4;

/** A masked value, or a word: letters, digits, signs and inner dots. */
export const TOKEN =
  /<(?:num|hex|id|str|url|uuid|email|time|ip|path|host|name)>|[\p{L}\p{M}\p{N}_$+%~-]+(?:\.[\p{L}\p{M}\p{N}_$+%~-]+)*/gu;
const LETTER = /\p{L}/u;
const BEFORE_VALUE = /(?:\w\s?=|\w:) ?$/;
const BEHIND_VALUE = /^\s*(?:[\],;)}]|$)/;

export function isVariable(word: string): boolean {
  return word.charCodeAt(word.length - 1) === 42;
}

/** Reads a masked message. Depends on nothing but the text. */
export function readSequence(masked: string): Sequence {
  const text = foldPrinted(foldLogfmt(masked));
  const words: string[] = [];
  const keyed = new Set<number>();
  let end = -1;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (words.length >= MAX_WORDS) break;
    const last = words.length - 1;
    if (token === '<ip>' && isAddressOf(text, end, index)) pushAddress(words);
    else if (token.charCodeAt(0) === 60) pushValue(words, glue(text, end, index));
    else if (LETTER.test(token)) {
      words.push(token);
      if (last >= 0 && isWholeValue(text, index, token, words[last]!)) keyed.add(words.length - 1);
    } else {
      // A number that the mask left (a sign of its own) says nothing.
      end = -2;
      continue;
    }
    end = index + token.length;
    foldRepeats(words, keyed);
  }
  if (!words.some((word) => word !== VALUE)) words.splice(0, words.length, kindsOf(text) || marks(text));
  return { words, keyed: [...keyed] };
}

/** What joins a value to the word right before it: nothing or a dot; null where they stand apart. */
function glue(text: string, end: number, index: number): '' | '.' | null {
  if (index === end) return '';
  return index === end + 1 && text.charCodeAt(end) === 46 ? '.' : null;
}

function pushValue(words: string[], joint: '' | '.' | null): void {
  const last = words.at(-1);
  if (last !== undefined && last !== VALUE && joint !== null) {
    if (!isVariable(last)) words[words.length - 1] = last + joint + VALUE;
  } else if (last !== VALUE) words.push(VALUE);
}

/** `localhost[127.0.0.1]`, `db/10.0.0.7`: an address right behind the name of its host. */
function isAddressOf(text: string, end: number, index: number): boolean {
  return index === end + 1 && (text[end] === '[' || text[end] === '/');
}

function pushAddress(words: string[]): void {
  if (words.length > 0 && words.at(-1) !== VALUE) words.pop();
  pushValue(words, null);
}

function isWholeValue(text: string, at: number, token: string, key: string): boolean {
  if (isVariable(key) || isKindKey(key)) return false;
  const before = text.slice(Math.max(0, at - 4), at);
  return BEFORE_VALUE.test(before) && BEHIND_VALUE.test(text.slice(at + token.length, at + token.length + 3));
}

/** Of a message of values alone what they are, each kind once in a row: `<name> <path>`. */
function kindsOf(text: string): string {
  const kinds = (text.match(/<\w+>/g) ?? []).filter((kind, i, all) => kind !== all[i - 1]);
  return kinds.slice(0, 8).join(' ');
}

/** Of a message without a word its signs, each once in a row: a ruler is a ruler, whatever its length. */
function marks(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/(.)\1+/gsu, '$1')
    .slice(0, 8);
}

/** Drops a run of words that repeats the run right before it and holds a value: lists of any length read the same. */
function foldRepeats(words: string[], keyed: Set<number>): void {
  for (let length = 1; length <= MAX_REPEAT && words.length >= 2 * length; length++) {
    const from = words.length - length;
    let same = true;
    let holdsValue = false;
    for (let i = from; same && i < words.length; i++) {
      same = words[i] === words[i - length];
      if (isVariable(words[i]!)) holdsValue = true;
    }
    if (!same || !holdsValue) continue;
    words.length = from;
    for (const place of keyed) if (place >= from) keyed.delete(place);
    return;
  }
}

/** The sequence with the words at some places replaced; what is then a list of values is folded. */
export function replaceWords({ words, keyed }: Sequence, replacements: ReadonlyMap<number, string>): Sequence {
  const made: string[] = [];
  const places = new Set<number>();
  words.forEach((word, place) => {
    const put = replacements.get(place) ?? word;
    if (put === VALUE) pushValue(made, null);
    else {
      made.push(put);
      if (keyed.includes(place)) places.add(made.length - 1);
    }
    foldRepeats(made, places);
  });
  return { words: made, keyed: [...places] };
}

/**
 * What tells groups apart: the words that are no values, in order. So a value that is missing or given twice makes no other group.
 * Of a message of values alone the sequence itself.
 */
export function identityOf(words: readonly string[]): string {
  const constant = words.filter((word) => word !== VALUE);
  return (constant.length > 0 ? constant : words).join(' ');
}
