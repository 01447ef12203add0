import { suggest } from '../text/near.ts';
import type { SwitchedOff } from './folder.ts';
import { problemsError, type RuleProblem } from './problem.ts';

function unknownSwitch({ file, id }: SwitchedOff, known: string[]): RuleProblem {
  const meant = suggest(id, known);
  const fix = meant
    ? `Did you mean "${meant}"? The file's path says it.`
    : '`rca rules list` shows the built-in rules.';
  return { file, rule: id, field: 'off', problem: 'no built-in rule has this id', fix };
}

/**
 * Own rules in the place of built-in ones with their ids, without those that are switched off, by id. UserError where an id that is
 * switched off is no built-in rule's.
 */
export function mergeById<T>(builtIn: T[], own: T[], off: SwitchedOff[], idOf: (one: T) => string): T[] {
  const known = builtIn.map(idOf);
  const unknown = off.filter(({ id }) => !known.includes(id));
  if (unknown.length) throw problemsError(unknown.map((one) => unknownSwitch(one, known)));
  const gone = new Set([...own.map(idOf), ...off.map(({ id }) => id)]);
  return [...builtIn.filter((one) => !gone.has(idOf(one))), ...own].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}
