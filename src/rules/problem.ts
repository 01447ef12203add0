import { UserError } from '../errors.ts';

/** One thing wrong with a rule's files. */
export interface RuleProblem {
  /** As the user can open it. */
  file: string;
  /** The rule's id, '' where the path gives none. */
  rule: string;
  /** `patterns[1]`, `role`; '' = the file as a whole. */
  field: string;
  problem: string;
  fix: string;
}

/** `FILE: rule ID, FIELD: what is wrong`. */
export function problemLine(found: RuleProblem): string {
  const where = [found.rule && `rule ${found.rule}`, found.field].filter(Boolean).join(', ');
  return [found.file, where, found.problem].filter(Boolean).join(': ');
}

/** One problem as message and hint; several as a list, each with its fix. */
export function problemsError(problems: RuleProblem[]): UserError {
  const [first] = problems;
  if (first && problems.length === 1) return new UserError(problemLine(first), first.fix);
  const lines = problems.map((found) => `  ${problemLine(found)}\n    ${found.fix}`);
  return new UserError(`${problems.length} problems in the rules:\n${lines.join('\n')}`, 'Put these right first.');
}
