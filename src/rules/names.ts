import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { suggest } from '../text/near.ts';
import { AREAS } from './areas.ts';
import type { RuleProblem } from './problem.ts';

/** A rule's files, by their names alone. */
export interface Named {
  id: string;
  /** Under the folder; '' where only specimens lie there. */
  file: string;
  specimensFile: string | null;
}

const SPECIMENS = /\.specimens\.ya?ml$/;

/** Where a rule's specimens belong. */
export function specimensFile(ruleFile: string): string {
  return ruleFile.replace(/\.ya?ml$/, '.specimens.yaml');
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

/** Rule files under `dir` by their id (the path), each with its specimens file. UserError where there is no such folder. */
export async function listRules(dir: string): Promise<Named[]> {
  const names = await listYaml(dir);
  const specimens = new Map(
    names.filter((name) => SPECIMENS.test(name)).map((name) => [name.replace(SPECIMENS, ''), name]),
  );
  const rules = names.filter((name) => !SPECIMENS.test(name));
  const toId = (stem: string) => stem.split(sep).join('/');
  const stems = new Set(rules.map((name) => name.replace(/\.ya?ml$/, '')));
  const orphans = [...specimens].filter(([stem]) => !stems.has(stem));
  return [
    ...rules.map((file) => {
      const stem = file.replace(/\.ya?ml$/, '');
      return { id: toId(stem), file, specimensFile: specimens.get(stem) ?? null };
    }),
    ...orphans.map(([stem, file]) => ({ id: toId(stem), file: '', specimensFile: file })),
  ];
}

/** Specimens that lie beside no rule. */
export function orphanProblem(dir: string, { id, specimensFile }: Named, known: string[]): RuleProblem {
  const meant = suggest(id, known);
  const fix = meant
    ? `Did you mean the specimens of "${meant}"?`
    : 'Write the rule beside it, or take the specimens away.';
  const problem = 'belongs to no rule: none of that name lies beside it';
  return { file: join(dir, specimensFile!), rule: '', field: '', problem, fix };
}

/** What is wrong with where a rule lies, null where nothing is; `seen` has the files of the ids before it. */
export function checkName({ id }: Named, file: string, seen: ReadonlyMap<string, string>): RuleProblem | null {
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
