/** Colour marks that logging libraries leave in their lines: ANSI sequences and loguru's `<white>…</white>`. */

const ANSI = /\x1b\[[0-9;:]*m/g;
const TAG_NAME =
  '(?:light-)?(?:black|red|green|yellow|blue|magenta|cyan|white)|level|bold|dim|normal|italic|underline|strike|reverse|[fb]g [\\w#, ]{1,20}';
const TAGS = new RegExp(`</?(?:${TAG_NAME})>`, 'gi');
const OPENING_TAG = new RegExp(`<(?:${TAG_NAME})>`, 'iy');

/** The text without ANSI colour sequences, and without loguru's tags where the text starts with one. */
export function stripColours(text: string): string {
  const plain = text.includes('\x1b') ? text.replace(ANSI, '') : text;
  if (plain.charCodeAt(0) !== 60) return plain;
  OPENING_TAG.lastIndex = 0;
  return OPENING_TAG.test(plain) ? plain.replace(TAGS, '') : plain;
}
