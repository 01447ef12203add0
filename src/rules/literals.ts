/**
 * Texts of which every text that a pattern matches contains at least one, read off the pattern itself. To look for a text takes a
 * hundredth of what a pattern takes that does not match. The idea is RE2's (its prefilter) and ripgrep's.
 */
import { type Part, splitPattern, unwrap } from './beginnings.ts';
import { worth } from './worth.ts';

/** Shorter ones stand in too many texts. */
const MIN_LITERAL = 3;
/** More texts than this are no help; of one run, and of all alternatives. */
const MAX_RUN = 16;
const MAX_LITERALS = 128;
/** A quantifier, which may let a part come several times; OPTIONAL: one that lets it be left out. */
const QUANTIFIED = /(?:[*+?]|\{\d+(?:,\d*)?\})\??$/;
const OPTIONAL = /(?:[*?]|\{0(?:,\d*)?\})\??$/;
const ZERO_WIDTH = /^(?:\\[bBAzZ]|[$^])$/;
/** A few letters to choose from: `[Cc]`, `['"]`. */
const SMALL_CLASS = /^\[([^\]\\^-]{1,4})\]$/;

/**
 * One text of these stands in every match: of each alternative the best run, in which small groups and classes are written out
 * (`[Cc]onnection (?:lost|reset)` has four), or of a larger group the best of each of its alternatives. null where an alternative has
 * none, or case does not count.
 */
export function requiredLiterals(pattern: string): string[] | null {
  if (/^\(\?[a-zA-Z]*i[a-zA-Z]*\)/.test(pattern)) return null;
  const literals = literalsOf(pattern);
  return literals && literals.length <= MAX_LITERALS ? [...new Set(literals)] : null;
}

function literalsOf(pattern: string): string[] | null {
  const inner = innerOf(pattern);
  if (inner === null) return null;
  const best = splitPattern(inner).map(bestOf);
  return best.every((literals) => literals !== null) ? best.flat() : null;
}

/** What stands in a group around the whole pattern; null where case does not count in it. */
function innerOf(pattern: string): string | null {
  const [open, inner] = unwrap(pattern);
  return /^\(\?[a-zA-Z]*i/.test(open) ? null : inner;
}

/** Of the parts that stand in a row the run that helps most. */
function bestOf(parts: readonly Part[]): string[] | null {
  const choices: string[][] = [];
  let run: string[] = [''];
  const endRun = () => {
    if (Math.min(...run.map((text) => text.length)) >= MIN_LITERAL) choices.push(run);
    run = [''];
  };
  for (const part of parts) {
    const exact = exactOf(part);
    const longer = exact && cross(run, exact);
    if (longer) {
      run = longer;
      continue;
    }
    endRun();
    if (exact) run = exact;
    else if (part.text[0] === '(' && !OPTIONAL.test(part.text)) {
      const literals = literalsOf(part.text.replace(QUANTIFIED, ''));
      if (literals) choices.push(literals);
    }
  }
  endRun();
  return choices.sort((a, b) => worth(b) - worth(a) || a.length - b.length)[0] ?? null;
}

function cross(before: readonly string[], behind: readonly string[]): string[] | null {
  if (before.length * behind.length > MAX_RUN) return null;
  return before.flatMap((first) => behind.map((second) => first + second));
}

/** All texts that a part can stand for, where they are few and known. */
function exactOf({ text, literal }: Part): string[] | null {
  if (literal) return [text.replace(/\\(?=\W)/g, '')];
  if (ZERO_WIDTH.test(text)) return [''];
  const isOptional = text.endsWith('?') && !/[*+?}]\?$/.test(text) && !text.endsWith('\\?');
  const atom = isOptional ? text.slice(0, -1) : text;
  const exact = exactAtom(atom);
  return exact && isOptional ? ['', ...exact] : exact;
}

function exactAtom(atom: string): string[] | null {
  if (/^[^\\[(.^$]$/.test(atom)) return [atom];
  const letters = SMALL_CLASS.exec(atom)?.[1];
  if (letters !== undefined) return [...letters];
  if (atom[0] !== '(' || !atom.endsWith(')')) return null;
  const inner = innerOf(atom);
  if (inner === null || inner === atom) return null;
  const alternatives = splitPattern(inner).map(exactRow);
  const texts = alternatives.every((one) => one !== null) ? alternatives.flat() : null;
  return texts && texts.length <= MAX_RUN ? texts : null;
}

function exactRow(parts: readonly Part[]): string[] | null {
  let row: string[] | null = [''];
  for (const part of parts) {
    const exact = exactOf(part);
    row = row && exact && cross(row, exact);
  }
  return row;
}
