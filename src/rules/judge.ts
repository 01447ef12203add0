import type { LogKind, Rule, RuleMatch } from '../model.ts';
import { createMatcher, type Matcher } from './matcher.ts';

/** What deciding needs of the rules. */
interface Book {
  rules: ReadonlyMap<string, Rule>;
  match(message: string, log: LogKind): RuleMatch | null;
}

/**
 * The rule that a scan gives a text: a header is cut off, of a chained trace the root exception decides. Handed over, as rooms do not
 * import each other.
 */
export type Decide = (book: Book, text: string, log: LogKind) => RuleMatch | null;

/** Which rule a text gets, and on what grounds. */
export interface Verdict {
  match: RuleMatch | null;
  /**
   * What the rules were asked, in this order: of a trace its exceptions from the root on, in the end the text without its header.
   * `match` stands in the last.
   */
  asked: string[];
  /** A rule matched the last one and does not speak: it knows only what is printed around an exception that no rule knows. */
  withheld: RuleMatch | null;
}

export interface Judge {
  judge(text: string, log: LogKind): Verdict;
  matcher: Matcher;
}

/** Judges texts as a scan does, by these rules. */
export function createJudge(rules: Rule[], decide: Decide): Judge {
  const matcher = createMatcher(rules);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    matcher,
    judge(text, log) {
      const asked: string[] = [];
      let last: RuleMatch | null = null;
      const match = (message: string) => {
        asked.push(message);
        last = matcher.match(message, log);
        return last;
      };
      const decided = decide({ rules: byId, match }, text, log);
      return { match: decided, asked, withheld: decided ? null : last };
    },
  };
}
