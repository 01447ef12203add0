export { verifyWindow } from './fixes.ts';
export type { Target, VerifyQuestion } from './question.ts';
export type { Verified } from './verify.ts';
