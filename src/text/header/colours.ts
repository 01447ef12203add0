/** Colour marks that logging libraries leave in their lines: ANSI sequences and loguru's `<white>…</white>`. */

const ANSI = /\x1b\[[0-9;:]*m/g;
const TAG_NAME =
  '(?:light-)?(?:black|red|green|yellow|blue|magenta|cyan|white)|level|bold|dim|normal|italic|underline|strike|reverse|[fb]g [\\w#, ]{1,20}';
const TAGS = new RegExp(`</?(?:${TAG_NAME})>`, 'gi');
const OPENING_TAG = new RegExp(`<(?:${TAG_NAME})>`, 'iy');

/** A level in tags of its own, behind a time: `2025-… | <white>ERROR</white> | …`. */
const TAGGED_LEVEL = new RegExp(`[\\s|[]<(?:${TAG_NAME})>\\s*[A-Za-z]{3,11}\\s*</`, 'i');
/** The header's part of a line. */
const HEAD = 200;

/** The text without ANSI colour sequences, and without loguru's tags where the text starts with one or has its level in them. */
export function stripColours(text: string): string {
  const plain = text.includes('\x1b') ? text.replace(ANSI, '') : text;
  return isTagged(plain) ? plain.replace(TAGS, '') : plain;
}

function isTagged(text: string): boolean {
  if (text.charCodeAt(0) !== 60) return TAGGED_LEVEL.test(text.slice(0, HEAD));
  OPENING_TAG.lastIndex = 0;
  return OPENING_TAG.test(text);
}

/** Whether `stripColours` may change a text's header: a cheap test, most texts are plain. */
export function mayBeColoured(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 27 || first === 60) return true;
  if (first !== 91 && (first < 48 || first > 57)) return false;
  const head = text.slice(0, HEAD);
  return head.includes('\x1b') || head.includes('</');
}
