import { z } from 'zod';
import { readRuleFolder } from './folder.ts';
import type { Decide } from './judge.ts';
import { mergeById } from './merge.ts';
import { problemsError } from './problem.ts';
import { ruleFileSchema, specimensFileSchema, switchFileSchema } from './schema.ts';
import { toBundled } from './search-words.ts';
import { checkSpecimens } from './specimens.ts';

/** What an editor reads to help with a rule file and its specimens: file name under rules/ to its text. */
export function editorSchemas(): Record<string, string> {
  const text = (schema: z.ZodType, title: string) =>
    `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
  return {
    'rule.schema.json': text(z.union([ruleFileSchema, switchFileSchema]), 'A rule of rca'),
    'specimens.schema.json': text(specimensFileSchema, 'Specimens of a rule of rca'),
  };
}

/** What a bundled rca reads: `rules` at every start, `specimens` (by rule id) only where they are asked for. Both JSON. */
export interface Bundle {
  rules: string;
  specimens: string;
}

/** The rules of a folder, with their specimens run, as a bundle. UserError where one is wrong. */
export async function bundleRules(dir: string, decide: Decide): Promise<Bundle> {
  const { rules, off, problems } = await readRuleFolder(dir, true);
  const library = mergeById([], rules, off, ({ rule }) => rule.id).map(({ rule }) => rule);
  const all = [...problems, ...checkSpecimens(rules, library, decide)];
  if (all.length) throw problemsError(all);
  const specimens = Object.fromEntries(rules.map((found) => [found.rule.id, found.specimens]));
  return { rules: `${JSON.stringify(library.map(toBundled))}\n`, specimens: `${JSON.stringify(specimens)}\n` };
}
