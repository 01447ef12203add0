import { RE2JS, RE2JSSyntaxException } from 're2js';

/** What keeps a pattern from running everywhere (in process, in a Logging filter, in BigQuery). */
export interface PatternProblem {
  /** 0-based, in UTF-16 units. */
  position: number;
  problem: string;
  fix: string;
}

const NO_LOOKAROUND =
  'RE2 has none: match the whole text with one pattern an alternative, and leave out what must not match.';

/** Constructs of other dialects, by how they begin; `(?<` comes after its longer forms. */
const FOREIGN: readonly [start: string, what: string, fix: string][] = [
  ['(?=', 'look-ahead', NO_LOOKAROUND],
  ['(?!', 'negative look-ahead', NO_LOOKAROUND],
  ['(?<=', 'look-behind', NO_LOOKAROUND],
  ['(?<!', 'negative look-behind', NO_LOOKAROUND],
  ['(?<', 'a capture written (?<name>', 'Write (?P<name>…), the one form that Cloud Logging and BigQuery also know.'],
  ['(?P=', 'a back-reference', 'RE2 has none: capture the two parts under two names.'],
  ['\\C', '\\C (any byte)', 'Write . or [\\s\\S]: \\C means something else in every engine.'],
];

function foreignAt(pattern: string, position: number): PatternProblem | null {
  for (const [start, what, fix] of FOREIGN) {
    if (pattern.startsWith(start, position)) return { position, problem: `${what} at position ${position}`, fix };
  }
  if (/^\\[1-9]/.test(pattern.slice(position, position + 2))) {
    const fix = 'RE2 has none: capture the two parts under two names.';
    return { position, problem: `a back-reference at position ${position}`, fix };
  }
  return null;
}

function findForeign(pattern: string): PatternProblem | null {
  let inClass = false;
  for (let position = 0; position < pattern.length; position++) {
    const char = pattern[position];
    if (!inClass) {
      const found = foreignAt(pattern, position);
      if (found) return found;
    }
    if (char === '\\') position++;
    else if (char === '[' && !inClass) {
      inClass = true;
      // A bracket right after the opening is a member of the class, not its end.
      if (/^\^?\]/.test(pattern.slice(position + 1, position + 3))) position += pattern[position + 1] === '^' ? 2 : 1;
    }
    if (char === ']') inClass = false;
  }
  return null;
}

/** The first thing wrong with a pattern, null where it is RE2 as rca writes it. */
export function checkPattern(pattern: string): PatternProblem | null {
  const foreign = findForeign(pattern);
  if (foreign) return foreign;
  try {
    if (RE2JS.compile(pattern).test('')) {
      return { position: 0, problem: 'matches the empty text', fix: 'Name at least one word that must be there.' };
    }
    return null;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    // An unclosed group or class is reported with all that follows it: what is missing is missing at the end.
    const part = error.error.startsWith('missing closing') ? '' : (error.input ?? '');
    const at = part ? pattern.indexOf(part) : pattern.length;
    const problem = `${error.error}${part ? ` "${part}"` : ''} at position ${at}`;
    return { position: at, problem, fix: 'Write RE2: https://github.com/google/re2/wiki/Syntax' };
  }
}

/** Names of the captures of a valid pattern. */
export function captureNames(pattern: string): string[] {
  return Object.keys(RE2JS.compile(pattern).namedGroups());
}
