export { ruleWarnings } from './check.ts';
export { loadBuiltInRules, loadRules, mergeRules } from './load.ts';
export { createMatcher, type Matcher } from './matcher.ts';
export { createReduction } from './reduction.ts';
