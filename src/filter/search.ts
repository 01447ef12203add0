/** `SEARCH`: whole words rather than substrings, split as BigQuery's LOG_ANALYZER splits them. */
import { fold } from './fold.ts';

const DELIMITER = /[[\]<>(){}|!;,'"*&?+/:=@.$%\\_\s-]/;
const DELIMITERS = new RegExp(`${DELIMITER.source}+`);
/** Escapes of URLs that part words too. */
const ESCAPED = /%25(?:26|20)|%(?:21|26|3b|7c|20|2b|3d|5d|5b|3a|0a|2c|28|29)/g;

/** The words of a query, and its phrases in backticks, without letter case. */
export function searchTerms(query: string): string[] {
  const terms: string[] = [];
  for (const [i, part] of query.split('`').entries()) {
    const folded = fold(part);
    if (i % 2 === 1) terms.push(folded.trim());
    else terms.push(...withoutEscapes(folded).split(DELIMITERS));
  }
  return [...new Set(terms.filter((term) => term !== ''))];
}

/** Whether each term stands as a whole word in at least one of the texts that `texts` goes through. */
export function hasTerms(terms: string[], texts: Iterable<string>): boolean {
  let missing = terms;
  for (const text of texts) {
    const plain = withoutEscapes(fold(text));
    missing = missing.filter((term) => !hasWord(plain, term));
    if (missing.length === 0) return true;
  }
  return false;
}

function withoutEscapes(folded: string): string {
  return folded.includes('%') ? folded.replace(ESCAPED, ' ') : folded;
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isEdge(text, at - 1) && isEdge(text, at + word.length)) return true;
  }
  return false;
}

function isEdge(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char === '' || DELIMITER.test(char);
}
