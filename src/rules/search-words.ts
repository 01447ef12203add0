import type { Rule } from '../model.ts';
import { requiredLiterals } from './literals.ts';
import { worth } from './worth.ts';

/** A rule as it is bundled: reading its patterns at every start would cost a tenth of a second. */
export interface BundledRule extends Rule {
  /** For each pattern its own letters; null where the needles serve. */
  words: (string[] | null)[];
}

/** Texts worth so much are rare enough. */
const RARE = 6;

const known = new WeakMap<Rule, BundledRule['words']>();

function literalsOf(rule: Rule): BundledRule['words'] {
  const remembered = known.get(rule);
  if (remembered) return remembered;
  const words = rule.patterns.map((pattern) => {
    const literals = requiredLiterals(pattern);
    return literals && worth(literals) >= RARE ? literals : null;
  });
  known.set(rule, words);
  return words;
}

/**
 * What to look for before a pattern is tried, for each pattern of a rule: its own letters, or where these are common words the rule's
 * needles. Every text that it matches has one of them.
 */
export function patternWords(rule: Rule): string[][] {
  return literalsOf(rule).map((words) => words ?? rule.needles);
}

/** What to look for before a rule is tried. */
export function searchWords(rule: Rule): string[] {
  return [...new Set(patternWords(rule).flat())];
}

export function toBundled(rule: Rule): BundledRule {
  return { ...rule, words: literalsOf(rule) };
}

export function fromBundled({ words, ...rule }: BundledRule): Rule {
  known.set(rule, words);
  return rule;
}
