import type { Rule } from '../model.ts';
import { ERROR_WORDS } from '../text/error-words.ts';
import { isFailure, isOfContainers } from './reduction.ts';

/** More than this no query has room for. */
const MAX_ASKED = 1_500;

/**
 * What to ask a server for that hands over only what it is asked for: the needles of failures that no error word finds. In turns, the first
 * of each rule, then the second: where the query has no room for all, every rule has some.
 */
export function needlesToAsk(rules: Rule[]): string[] {
  const needed = rules
    .filter((rule) => isFailure(rule) && isOfContainers(rule))
    .map(({ needles }) => needles.filter((needle) => !hasErrorWord(needle)));
  const longest = Math.max(0, ...needed.map((needles) => needles.length));
  const asked = new Set<string>();
  for (let turn = 0; turn < longest && asked.size < MAX_ASKED; turn++) {
    for (const needles of needed) if (turn < needles.length) asked.add(needles[turn]!);
  }
  return [...asked].slice(0, MAX_ASKED);
}

function hasErrorWord(needle: string): boolean {
  const lower = needle.toLowerCase();
  return ERROR_WORDS.some((word) => lower.includes(word.toLowerCase()));
}
