export { EventDiff } from './diff.ts';
export { forming } from './forming.ts';
export { printEvent } from './print.ts';
