export { AREAS, FRAMES, ROLES } from './areas.ts';
export { needlesToAsk } from './ask.ts';
export { type Draft, draftPattern } from './draft.ts';
export { ruleText, specimensText } from './draft-files.ts';
export type { Candidate, Explanation, Outcome } from './explain.ts';
export type { FolderRule, RuleFolder } from './folder.ts';
export { createJudge, type Decide, type Judge, type Verdict } from './judge.ts';
export {
  loadBuiltInFolder,
  loadBuiltInRules,
  loadRuleFolder,
  loadRules,
  mergeFolders,
  mergeRules,
} from './load.ts';
export { createMatcher, type Matcher } from './matcher.ts';
export { createReduction } from './reduction.ts';
export { checkSpecimens, type SpecimenProblem } from './specimens.ts';
export { leadsTo, ruleWarnings } from './warnings.ts';
