import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { Category, Rule } from '../model.ts';
import { suggest } from '../text/near.ts';
import { AREAS } from './areas.ts';
import { checkRule } from './check.ts';
import { parseRuleText, type RuleText } from './parse.ts';
import type { RuleProblem } from './problem.ts';
import { ruleFileSchema, type SpecimensFile, specimensFileSchema } from './schema.ts';

const RULE_FIELDS = Object.keys(ruleFileSchema.shape);
const SPECIMEN_FIELDS = Object.keys(specimensFileSchema.shape);

/** A rule, where it was read, and its specimens (null where the file beside it is missing). */
export interface FolderRule {
  file: string;
  rule: Rule;
  specimens: SpecimensFile | null;
}

export interface RuleFolder {
  rules: FolderRule[];
  problems: RuleProblem[];
}

interface Named {
  id: string;
  file: string;
  specimensFile: string | null;
}

async function listYaml(dir: string): Promise<string[]> {
  try {
    const found = await readdir(dir, { recursive: true });
    return found.filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new UserError(`${dir}: is no folder`, 'Name a folder that holds <area>/<name>.yaml files.');
  }
}

/** Rule files by their id (the path under `dir`), each with its specimens file. */
function nameRules(names: string[]): Named[] {
  const isSpecimens = (name: string) => /\.specimens\.ya?ml$/.test(name);
  const specimens = new Map(names.filter(isSpecimens).map((name) => [name.replace(/\.specimens\.ya?ml$/, ''), name]));
  return names
    .filter((name) => !isSpecimens(name))
    .map((name) => {
      const stem = name.replace(/\.ya?ml$/, '');
      return { id: stem.split(sep).join('/'), file: name, specimensFile: specimens.get(stem) ?? null };
    });
}

function checkName(named: Named, file: string, seen: Map<string, string>): RuleProblem | null {
  const { id } = named;
  const parts = id.split('/');
  const said = (problem: string, fix: string) => ({ file, rule: id, field: '', problem, fix });
  const before = seen.get(id);
  if (before) return said(`has the same id as ${before}`, 'Rename one of the two files.');
  const [area = ''] = parts;
  if (parts.length !== 2) return said('does not lie in <area>/<name>.yaml', `Put it into one of ${AREAS.join(', ')}.`);
  if ((AREAS as readonly string[]).includes(area)) return null;
  const meant = suggest(area, AREAS);
  const fix = meant ? `Did you mean "${meant}"?` : `Put it into one of ${AREAS.join(', ')}.`;
  return said(`"${area}" is no area`, fix);
}

async function readOne(dir: string, named: Named, withSpecimens: boolean): Promise<RuleFolder> {
  const source = async (name: string): Promise<RuleText> => {
    const file = join(dir, name);
    return { file, rule: named.id, text: await readFile(file, 'utf8') };
  };
  const { value, problems } = await parseRuleText(await source(named.file), ruleFileSchema, RULE_FIELDS);
  if (!value) return { rules: [], problems };
  const rule: Rule = { id: named.id, category: named.id.split('/')[0] as Category, ...value };
  const file = join(dir, named.file);
  const wrong = checkRule(rule, file);
  if (wrong.length) return { rules: [], problems: wrong };
  if (!withSpecimens || !named.specimensFile) return { rules: [{ file, rule, specimens: null }], problems: [] };
  const beside = await parseRuleText(await source(named.specimensFile), specimensFileSchema, SPECIMEN_FIELDS);
  return { rules: [{ file, rule, specimens: beside.value }], problems: beside.problems };
}

/** Reads `dir`/<area>/<name>.yaml, in order of id; what is wrong is listed, never thrown. Specimens only when asked for. */
export async function readRuleFolder(dir: string, withSpecimens: boolean): Promise<RuleFolder> {
  const folder: RuleFolder = { rules: [], problems: [] };
  const seen = new Map<string, string>();
  for (const named of nameRules(await listYaml(dir))) {
    const file = join(dir, named.file);
    const misplaced = checkName(named, file, seen);
    seen.set(named.id, file);
    if (misplaced) {
      folder.problems.push(misplaced);
      continue;
    }
    const one = await readOne(dir, named, withSpecimens);
    folder.rules.push(...one.rules);
    folder.problems.push(...one.problems);
  }
  folder.rules.sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  return folder;
}
