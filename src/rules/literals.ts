import { type Part, splitPattern, unwrap } from './beginnings.ts';

/** Shorter ones stand in too many texts. */
const MIN_LITERAL = 3;

/**
 * Texts of which every text that a pattern matches contains at least one: of each alternative its longest run of plain letters. null where
 * an alternative has none, or case does not count. To look for a text takes a hundredth of what a pattern takes that does not match.
 */
export function requiredLiterals(pattern: string): string[] | null {
  const [open, inner] = unwrap(pattern);
  if (/^\(\?[a-zA-Z]*i/.test(open) || /^\(\?[a-zA-Z]*i\)/.test(pattern)) return null;
  const longest = splitPattern(inner).map(longestRun);
  return longest.every((literal) => literal.length >= MIN_LITERAL) ? [...new Set(longest)] : null;
}

function longestRun(parts: readonly Part[]): string {
  let longest = '';
  let run = '';
  for (const { text, literal } of parts) {
    run = literal ? run + text.replace(/\\(?=\W)/g, '') : '';
    if (run.length > longest.length) longest = run;
  }
  return longest;
}
