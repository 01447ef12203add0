export { Analyzer } from './analyzer.ts';
export { isFinding } from './finding.ts';
export { type Label, Labeller } from './labels.ts';
export type { Question, Since, Span } from './question.ts';
export { type RuleBook, ruleFor } from './reading.ts';
export { resolveWindow } from './window.ts';
