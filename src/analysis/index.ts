export { Analyzer } from './analyzer.ts';
export { type DetailLimits, ENDLESS } from './detail.ts';
export { isCertain, isFinding } from './finding.ts';
export { type Label, Labeller } from './labels.ts';
export type { Question, Since, Span } from './question.ts';
export { type RuleBook, ruleFor } from './reading.ts';
export { fingerprint } from './signature.ts';
export { type Target, type Verified, type VerifyQuestion, verifyWindow } from './verify/index.ts';
export { beginOf, resolveWindow, type Window } from './window.ts';
