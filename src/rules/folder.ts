import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Category, Rule } from '../model.ts';
import { checkRule, checkTidy } from './check.ts';
import { checkName, listRules, type Named, orphanProblem } from './names.ts';
import { parseRuleText, type RuleText, type Shape } from './parse.ts';
import type { RuleProblem } from './problem.ts';
import { ruleFileSchema, type SpecimensFile, specimensFileSchema, switchFileSchema } from './schema.ts';

const RULE = { schema: ruleFileSchema, known: Object.keys(ruleFileSchema.shape) };
const SWITCH = { schema: switchFileSchema, known: Object.keys(switchFileSchema.shape) };
const SPECIMENS = { schema: specimensFileSchema, known: Object.keys(specimensFileSchema.shape) };

/** A rule, where it was read, and its specimens (null where the file beside it is missing). */
export interface FolderRule {
  file: string;
  rule: Rule;
  specimens: SpecimensFile | null;
}

/** A built-in rule that a user's folder switches off. */
export interface SwitchedOff {
  file: string;
  id: string;
  /** In the user's words. */
  reason: string;
}

export interface RuleFolder {
  rules: FolderRule[];
  off: SwitchedOff[];
  problems: RuleProblem[];
}

type RuleFile = ReturnType<typeof ruleFileSchema.parse> | ReturnType<typeof switchFileSchema.parse>;

function shapeOf(input: unknown): Shape<RuleFile> {
  return typeof input === 'object' && input !== null && 'off' in input ? SWITCH : RULE;
}

async function readText(dir: string, rule: string, name: string): Promise<RuleText> {
  const file = join(dir, name);
  return { file, rule, text: await readFile(file, 'utf8') };
}

async function readOne(dir: string, named: Named, withSpecimens: boolean): Promise<Partial<RuleFolder>> {
  const { id, specimensFile } = named;
  const { value, problems } = await parseRuleText(await readText(dir, id, named.file), shapeOf);
  if (!value) return { problems };
  const file = join(dir, named.file);
  if ('off' in value) return { off: [{ file, id, reason: value.off }] };
  const rule: Rule = { id, category: id.split('/')[0] as Category, ...value };
  const wrong = checkRule(rule, file);
  if (wrong.length) return { problems: wrong };
  if (!withSpecimens) return { rules: [{ file, rule, specimens: null }] };
  const untidy = checkTidy(rule, file);
  if (!specimensFile) return { rules: [{ file, rule, specimens: null }], problems: untidy };
  const beside = await parseRuleText(await readText(dir, id, specimensFile), () => SPECIMENS);
  return { rules: [{ file, rule, specimens: beside.value }], problems: [...untidy, ...beside.problems] };
}

/** Reads `dir`/<area>/<name>.yaml, in order of id; what is wrong is listed, never thrown. Specimens only when asked for. */
export async function readRuleFolder(dir: string, withSpecimens: boolean): Promise<RuleFolder> {
  const folder: RuleFolder = { rules: [], off: [], problems: [] };
  const seen = new Map<string, string>();
  for (const named of await listRules(dir)) {
    if (!named.file) {
      if (withSpecimens) folder.problems.push(orphanProblem(dir, named, [...seen.keys()]));
      continue;
    }
    const file = join(dir, named.file);
    const misplaced = checkName(named, file, seen);
    seen.set(named.id, file);
    const one = misplaced ? { problems: [misplaced] } : await readOne(dir, named, withSpecimens);
    folder.rules.push(...(one.rules ?? []));
    folder.off.push(...(one.off ?? []));
    folder.problems.push(...(one.problems ?? []));
  }
  folder.rules.sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  return folder;
}
