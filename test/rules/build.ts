import type { Role, Rule } from '../../src/model.ts';

/** A rule that says nothing but what a test is about. */
export function rule(id: string, role: Role, pattern: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    category: 'application',
    title: id,
    role,
    severity: 'ERROR',
    patterns: [pattern],
    needles: ['boom'],
    identity: [],
    logs: [],
    leadsTo: [],
    cause: 'x',
    remedy: ['x'],
    references: [],
    ...more,
  };
}
