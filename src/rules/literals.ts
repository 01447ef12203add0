/**
 * Texts of which every text that a pattern matches contains at least one, read off the pattern itself. To look for a text takes a
 * hundredth of what a pattern takes that does not match. The idea is RE2's (FilteredRE2) and ripgrep's.
 */
import { type Part, splitPattern, unwrap } from './beginnings.ts';
import { worth } from './worth.ts';

/** Shorter ones stand in too many texts. */
const MIN_LITERAL = 3;
/** More alternatives than this are no help. */
const MAX_LITERALS = 48;
/** A quantifier that lets its atom be left out. */
const OPTIONAL = /(?:[*?]|\{0(?:,\d*)?\})\??$/;
/**
 * One text of these stands in every match: of each alternative the best run of plain letters, or of a group the best of each of its
 * alternatives. null where an alternative has none, or case does not count.
 */
export function requiredLiterals(pattern: string): string[] | null {
  if (/^\(\?[a-zA-Z]*i[a-zA-Z]*\)/.test(pattern)) return null;
  const literals = literalsOf(pattern);
  return literals && literals.length <= MAX_LITERALS ? [...new Set(literals)] : null;
}

function literalsOf(pattern: string): string[] | null {
  const [open, inner] = unwrap(pattern);
  if (/^\(\?[a-zA-Z]*i/.test(open)) return null;
  const best = splitPattern(inner).map(bestOf);
  return best.every((literals) => literals !== null) ? best.flat() : null;
}

/** Of the parts that stand in a row the one that helps most. */
function bestOf(parts: readonly Part[]): string[] | null {
  const choices: string[][] = [];
  let run = '';
  const endRun = () => {
    if (run.length >= MIN_LITERAL) choices.push([run]);
    run = '';
  };
  for (const { text, literal } of parts) {
    if (literal) run += text.replace(/\\(?=\W)/g, '');
    else {
      endRun();
      const group =
        text[0] === '(' && !OPTIONAL.test(text)
          ? literalsOf(text.replace(/(?:\+|\{[1-9]\d*(?:,\d*)?\})\??$/, ''))
          : null;
      if (group) choices.push(group);
    }
  }
  endRun();
  return choices.sort((a, b) => worth(b) - worth(a) || a.length - b.length)[0] ?? null;
}
