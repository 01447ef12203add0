export { Analyzer } from './analyzer.ts';
export type { Question, Since, Span } from './question.ts';
export type { RuleBook } from './recognise.ts';
export { isFinding } from './report.ts';
export { beginOf, defaultBaseline, resolveWindow } from './window.ts';
