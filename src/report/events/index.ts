export { EventDiff } from './diff.ts';
export { printEvent } from './print.ts';
