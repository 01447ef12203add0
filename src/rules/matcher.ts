import type { LogKind, Rule, RuleMatch } from '../model.ts';
import { ROLES } from './areas.ts';
import { byPlace, type CompiledRule, compileRules, findPattern, readsLog } from './compiled.ts';
import { type Explanation, explainMatch } from './explain.ts';
import { createFinder } from './scanner.ts';
import { patternWords } from './search-words.ts';

export interface Matcher {
  /**
   * The rule that speaks for a message: of all that match, the highest role (cause > symptom > lifecycle > noise), then the
   * earliest position, then the longest match, then the id. Linear in the message.
   */
  match(message: string, log: LogKind): RuleMatch | null;
  /** The same, with every rule that was considered and why it won or lost; those `about` in any case. Many times the work of `match`. */
  explain(message: string, log: LogKind, about?: readonly string[]): Explanation;
  /** All rules' needles. */
  needles: string[];
}

/** A rule of which some patterns may match. */
interface Candidate {
  compiled: CompiledRule;
  patterns: Set<number>;
}

function findRule({ compiled, patterns }: Candidate, message: string): RuleMatch | null {
  let best: RuleMatch | null = null;
  for (const pattern of patterns) {
    const found = findPattern(compiled, pattern, message);
    if (found && (!best || byPlace(found, best) < 0)) best = found;
  }
  return best;
}

/** Of rules by role, highest first: a lower role is not even tried once a higher one has matched. */
function winner(candidates: Candidate[], message: string): RuleMatch | null {
  let best: RuleMatch | null = null;
  let rank: number = ROLES.length;
  for (const candidate of candidates) {
    if (candidate.compiled.rank > rank) break;
    const found = findRule(candidate, message);
    if (!found || (best && byPlace(found, best) > 0)) continue;
    best = found;
    rank = candidate.compiled.rank;
  }
  return best;
}

/** So few words are looked for one by one: for them a finder's table is not worth its making. */
const FEW = 64;

function standing(words: string[], text: string): number[] {
  return words.flatMap((word, index) => (text.includes(word) ? [index] : []));
}

/** Finds the rules, by role, and their patterns of which a word stands in the message. */
function createCandidates(ordered: CompiledRule[]): (message: string) => Candidate[] {
  const owners = new Map<string, { rule: number; pattern: number }[]>();
  ordered.forEach(({ rule }, index) => {
    patternWords(rule).forEach((words, pattern) => {
      for (const word of words) {
        const known = owners.get(word);
        if (known) known.push({ rule: index, pattern });
        else owners.set(word, [{ rule: index, pattern }]);
      }
    });
  });
  const ownersByWord = [...owners.values()];
  const words = [...owners.keys()];
  const find = words.length > FEW ? createFinder(words) : (text: string) => standing(words, text);
  return (message) => {
    const found = find(message);
    if (found.length === 0) return [];
    const candidates = new Map<number, Set<number>>();
    for (const word of found) {
      for (const { rule, pattern } of ownersByWord[word]!) {
        const patterns = candidates.get(rule);
        if (patterns) patterns.add(pattern);
        else candidates.set(rule, new Set([pattern]));
      }
    }
    return [...candidates]
      .sort(([a], [b]) => a - b)
      .map(([index, patterns]) => ({ compiled: ordered[index]!, patterns }));
  };
}

/**
 * Candidates come from words that every match of a pattern contains, found in one scan. An RE2Set over all patterns, the other way to get
 * candidates, took 4 µs a message (46 rules, Node 24, one core) while its states fitted its memory and 260 to 380 µs once they did
 * not (8 MB no longer hold 84 patterns), so its cost would hang on what patterns users add.
 */
export function createMatcher(rules: Rule[]): Matcher {
  const ordered = compileRules(rules);
  const candidatesOf = createCandidates(ordered);
  return {
    needles: [...new Set(rules.flatMap((rule) => rule.needles))],
    match: (message, log) => {
      const candidates = candidatesOf(message);
      return candidates.length === 0
        ? null
        : winner(
            candidates.filter(({ compiled }) => readsLog(compiled.rule, log)),
            message,
          );
    },
    explain: (message, log, about = []) => {
      // Those of other logs too: that it reads another log is a reason.
      const candidates = new Set(candidatesOf(message).map(({ compiled }) => compiled));
      const asked = ordered.filter((one) => candidates.has(one) || about.includes(one.rule.id));
      return explainMatch(asked, message, log);
    },
  };
}
