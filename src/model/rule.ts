import type { LogKind } from './entry.ts';

export type Role = 'cause' | 'symptom' | 'lifecycle' | 'noise';

export type Category =
  | 'recursion'
  | 'limits'
  | 'imports'
  | 'websocket'
  | 'cloud-run'
  | 'memory'
  | 'timeout'
  | 'serialization'
  | 'auth'
  | 'config'
  | 'database'
  | 'network'
  | 'crash'
  | 'application'
  | 'lifecycle'
  | 'noise';

/**
 * Where a failure comes from: what the code or its configuration does whenever it is called, what surrounds the service (another service,
 * a quota, the platform), or what fills up until a limit is reached.
 */
export type Origin = 'code' | 'surroundings' | 'build-up';

export interface Rule {
  /** Its path under rules/ without the extension: `recursion/python-recursion`. */
  id: string;
  category: Category;
  title: string;
  role: Role;
  severity: 'WARNING' | 'ERROR' | 'CRITICAL';
  /** RE2, `(?P<name>…)` captures; one pattern per alternative. */
  patterns: string[];
  /** Substrings (case as in the text), at least one of which every match contains. */
  needles: string[];
  /** Where it is not what its area says. */
  origin?: Origin | undefined;
  /** Which captures tell two problems apart; [] = one problem a service. `frames` stands for the in-app frames of the trace. */
  identity: string[];
  /** Only entries of these logs; [] = any. */
  logs: LogKind[];
  /** Rule ids or `area/*` that this can bring about. */
  leadsTo: string[];
  /** One or two sentences: why this happens. `{name}` stands for a capture. */
  cause: string;
  remedy: string[];
  references: string[];
}

export interface RuleMatch {
  rule: string;
  captures: Record<string, string>;
  /** Where in the message, in UTF-16 units. */
  start: number;
  end: number;
}
