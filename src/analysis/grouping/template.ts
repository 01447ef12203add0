import { TOKEN, VALUE } from './sequence.ts';

/** Stands in a template for a word that turned out to be a value. */
const HOLE = '<*>';
const LETTER = /\p{L}/u;

/** A masked message with the words masked that its group (`words`, the group's sequence) does not have: they vary. */
export function renderTemplate(masked: string, words: readonly string[]): string {
  const constant = new Set(
    words.flatMap((word) => (word.endsWith(VALUE) ? [word, word.slice(0, -1).replace(/\.$/, '')] : [word])),
  );
  return masked.replace(TOKEN, (token) => {
    if (token.startsWith('<') || !LETTER.test(token) || constant.has(token)) return token;
    return HOLE;
  });
}
