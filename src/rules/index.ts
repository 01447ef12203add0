export { AREAS, FRAMES, ROLES } from './areas.ts';
export type { Candidate, Explanation, Outcome } from './explain.ts';
export type { FolderRule, RuleFolder } from './folder.ts';
export {
  loadBuiltInFolder,
  loadBuiltInRules,
  loadRuleFolder,
  loadRules,
  mergeRules,
} from './load.ts';
export { createMatcher, type Matcher } from './matcher.ts';
export { createReduction } from './reduction.ts';
export { leadsTo, ruleWarnings } from './warnings.ts';
