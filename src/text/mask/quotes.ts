/** Quoted strings: a value, a key, or a message that is tokenised like the text around it. */

/** What to do with the quote at an index. */
export interface Quoted {
  /** Index after the closing quote, or after the opening one where its content is read on. */
  end: number;
  masked: boolean;
}

const WORD = /\w/;
/** Behind these a quote closes or is an inch, a foot, an apostrophe. */
const NO_OPENING = /[\w)]/;
const KEY = /^[A-Za-z_][\w.-]*$/;
const TWO_WORDS = /[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}/;
/** Behind these a quoted string is the message itself: `err="connection refused"`. */
const MESSAGE_KEY = /(?:err|error|msg|message|reason|detail|details|cause|description)["']?\s?[=:]\s?\\?$/i;

/** Reads the quote at `at`; null where it opens nothing (an apostrophe, or never closed). */
export function readQuoted(text: string, at: number): Quoted | null {
  if (at > 0 && NO_OPENING.test(text[at - 1]!)) return null;
  const close = closing(text, at);
  if (close < 0) return null;
  const content = text.slice(at + 1, close);
  const end = close + 1;
  if (isKey(text, at, content, end)) return { end, masked: false };
  return isMessage(text, at, content) ? { end: at + 1, masked: false } : { end, masked: true };
}

/** The next quote of the same kind, escaped like it, that no word character follows (an apostrophe inside does not close). */
function closing(text: string, at: number): number {
  const quote = text[at]!;
  const isEscaped = text[at - 1] === '\\';
  for (let close = text.indexOf(quote, at + 1); close >= 0; close = text.indexOf(quote, close + 1)) {
    if ((text[close - 1] === '\\') !== isEscaped) continue;
    if (close + 1 === text.length || !WORD.test(text[close + 1]!) || quote !== "'") return close;
  }
  return -1;
}

/** The keys of a printed map tell what kind of message it is. */
function isKey(text: string, at: number, content: string, end: number): boolean {
  if (text[end] !== ':' || !KEY.test(content)) return false;
  let before = at - 1;
  while (before >= 0 && text[before] === ' ') before--;
  return text[before] === '{' || text[before] === ',';
}

function isMessage(text: string, at: number, content: string): boolean {
  if (!content.includes(' ') || !TWO_WORDS.test(content)) return false;
  // A message that begins with quoted words is those words: `"Volume detached" volume=data`.
  if (at === 0) return true;
  return /[\d/<]/.test(content) || MESSAGE_KEY.test(text.slice(Math.max(0, at - 20), at));
}
