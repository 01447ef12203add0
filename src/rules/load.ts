import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../model.ts';
import type { FolderRule, RuleFolder, SwitchedOff } from './folder.ts';
import { mergeById } from './merge.ts';
import { problemsError } from './problem.ts';
import type { SpecimensFile } from './schema.ts';
import { type BundledRule, fromBundled } from './search-words.ts';

/** Written beside the bundle by scripts/build-rules.ts; a checkout has none and reads the YAML. */
const BUNDLED = fileURLToPath(new URL('./rules.json', import.meta.url));
const BUNDLED_SPECIMENS = fileURLToPath(new URL('./specimens.json', import.meta.url));
const CHECKOUT = fileURLToPath(new URL('../../rules', import.meta.url));

/** What a user's folder adds to the built-in rules, and takes from them. */
export interface OwnRules {
  rules: Rule[];
  off: SwitchedOff[];
}

/** A folder of `<area>/<name>.yaml` with its specimens, by id. UserError: file, rule, field and fix of all that is wrong. */
export async function loadRuleFolder(dir: string, withSpecimens: boolean): Promise<RuleFolder> {
  const { readRuleFolder } = await import('./folder.ts');
  const folder = await readRuleFolder(dir, withSpecimens);
  if (folder.problems.length) throw problemsError(folder.problems);
  return folder;
}

/** The rules of a folder of `<area>/<name>.yaml`, by id, and what it switches off. UserError as loadRuleFolder. */
export async function loadRules(dir: string): Promise<OwnRules> {
  const { rules, off } = await loadRuleFolder(dir, false);
  return { rules: rules.map((found) => found.rule), off };
}

async function readBundle<T>(file: string): Promise<T | null> {
  // Checked when it was written, so it is not checked again: that would cost every start the schema library.
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : null;
}

const checkouts = new Map<boolean, Promise<RuleFolder>>();

/** The rules of a checkout, read once a process: hundreds of YAML files take half a second. */
function loadCheckout(withSpecimens: boolean): Promise<RuleFolder> {
  const known = checkouts.get(withSpecimens);
  if (known) return known;
  const loading = loadRuleFolder(CHECKOUT, withSpecimens);
  checkouts.set(withSpecimens, loading);
  return loading;
}

/** The rules that rca comes with. */
export function loadBuiltInRules(): Promise<Rule[]> {
  builtIn ??= readBuiltInRules();
  return builtIn;
}

/** They do not change while a process lives. */
let builtIn: Promise<Rule[]> | null = null;

async function readBuiltInRules(): Promise<Rule[]> {
  const bundled = await readBundle<BundledRule[]>(BUNDLED);
  return bundled?.map(fromBundled) ?? (await loadCheckout(false)).rules.map(({ rule }) => rule);
}

/** The rules that rca comes with, with their specimens. */
export async function loadBuiltInFolder(): Promise<FolderRule[]> {
  const rules = (await readBundle<BundledRule[]>(BUNDLED))?.map(fromBundled);
  const specimens = await readBundle<Record<string, SpecimensFile>>(BUNDLED_SPECIMENS);
  if (!rules || !specimens) return (await loadCheckout(true)).rules;
  return rules.map((rule) => ({ file: `rules/${rule.id}.yaml`, rule, specimens: specimens[rule.id] ?? null }));
}

/**
 * The built-in rules with the user's: an own rule takes the place of the built-in one with its id, one that is switched off goes.
 * UserError where an id that is switched off is no built-in rule's.
 */
export function mergeRules(builtIn: Rule[], own: OwnRules): Rule[] {
  return mergeById(builtIn, own.rules, own.off, (rule) => rule.id);
}

/** The same with specimens. */
export function mergeFolders(builtIn: FolderRule[], own: Pick<RuleFolder, 'rules' | 'off'>): FolderRule[] {
  return mergeById(builtIn, own.rules, own.off, ({ rule }) => rule.id);
}
