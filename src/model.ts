/**
 * The types that flow: LogEntry -> Match -> Cluster -> Correlation -> Diagnosis -> Report.
 * All plain data; no code and nothing of other rooms, so that every room can speak them.
 */
export type * from './model/cluster.ts';
export type * from './model/deployment.ts';
export type * from './model/entry.ts';
export type * from './model/event.ts';
export type * from './model/report.ts';
export type * from './model/rule.ts';
export type * from './model/source.ts';
export type * from './model/trace.ts';
export type * from './model/verification.ts';
