export type { Candidate, Explanation, Outcome } from './explain.ts';
export { loadBuiltInRules, loadRules, mergeRules } from './load.ts';
export { createMatcher, type Matcher } from './matcher.ts';
export { createReduction } from './reduction.ts';
