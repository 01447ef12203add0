import type { LogKind } from '../model.ts';
import type { Candidate, Matcher } from '../rules/index.ts';

/** Why a line got its rule, or none. Holds log text. */
export interface LineExplanation {
  /** The text that the rules were asked about: of a trace one of its exceptions, else the line without its header. */
  text: string;
  /** The line's level, where it keeps rules of failures silent. */
  silencedBy: string | null;
  candidates: Candidate[];
}

/** Explains with a matcher; rules that no needle makes candidates are left out. */
export function explainTo(matcher: Matcher) {
  return (text: string, log: LogKind, silencedBy: string | null): LineExplanation => {
    const { candidates } = matcher.explain(text, log);
    return { text, silencedBy, candidates: candidates.filter(({ outcome }) => outcome !== 'no-needle') };
  };
}
