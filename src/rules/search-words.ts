import type { Rule } from '../model.ts';
import { requiredLiterals } from './literals.ts';
import { worth } from './worth.ts';

/** A rule as it is bundled: reading its patterns at every start would cost a tenth of a second. */
export interface BundledRule extends Rule {
  words: string[];
}

/** Texts worth so much are rare enough. */
const RARE = 6;

const known = new WeakMap<Rule, string[]>();

/** What to look for before a rule is tried: for each pattern its own literals, or where these are common words the rule's needles. */
export function searchWords(rule: Rule): string[] {
  const remembered = known.get(rule);
  if (remembered) return remembered;
  const words = rule.patterns.flatMap((pattern) => {
    const literals = requiredLiterals(pattern);
    return literals && worth(literals) >= RARE ? literals : rule.needles;
  });
  const distinct = [...new Set(words)];
  known.set(rule, distinct);
  return distinct;
}

export function toBundled(rule: Rule): BundledRule {
  return { ...rule, words: searchWords(rule) };
}

export function fromBundled({ words, ...rule }: BundledRule): Rule {
  known.set(rule, words);
  return rule;
}
