import type { Category, LogKind, Role } from '../model.ts';

/** The closed list of categories: the folders under rules/. */
export const AREAS = [
  'recursion',
  'limits',
  'imports',
  'websocket',
  'cloud-run',
  'memory',
  'timeout',
  'serialization',
  'auth',
  'config',
  'database',
  'network',
  'crash',
  'application',
  'lifecycle',
  'noise',
] as const satisfies readonly Category[];

/** Highest first: of two rules that match one message the higher role wins. */
export const ROLES = ['cause', 'symptom', 'lifecycle', 'noise'] as const satisfies readonly Role[];

export const RULE_SEVERITIES = ['WARNING', 'ERROR', 'CRITICAL'] as const;

export const LOG_KINDS = [
  'request',
  'stdout',
  'stderr',
  'system',
  'audit',
  'other',
] as const satisfies readonly LogKind[];

/** What stands in `identity` for the in-app frames of the trace; not a capture. */
export const FRAMES = 'frames';
