import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../model.ts';
import { problemsError } from './problem.ts';

/** Written beside the bundle by scripts/build-rules.ts; a checkout has none and reads the YAML. */
const BUNDLED = fileURLToPath(new URL('./rules.json', import.meta.url));
const CHECKOUT = fileURLToPath(new URL('../../rules', import.meta.url));

/** The rules of a folder of `<area>/<name>.yaml`, sorted by id. UserError: file, rule, field and fix of all that is wrong. */
export async function loadRules(dir: string): Promise<Rule[]> {
  const { readRuleFolder } = await import('./folder.ts');
  const { rules, problems } = await readRuleFolder(dir, false);
  if (problems.length) throw problemsError(problems);
  return rules.map((found) => found.rule);
}

/** The rules that rca comes with. */
export async function loadBuiltInRules(): Promise<Rule[]> {
  // Checked when it was written, so it is not checked again: that would cost every start the schema library.
  if (existsSync(BUNDLED)) return JSON.parse(await readFile(BUNDLED, 'utf8')) as Rule[];
  return loadRules(CHECKOUT);
}

/** The built-in rules with the user's: an own rule takes the place of the built-in one with its id. */
export function mergeRules(builtIn: Rule[], own: Rule[]): Rule[] {
  const ids = new Set(own.map((rule) => rule.id));
  return [...builtIn.filter((rule) => !ids.has(rule.id)), ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}
