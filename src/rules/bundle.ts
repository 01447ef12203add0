import { z } from 'zod';
import { readRuleFolder } from './folder.ts';
import { problemsError } from './problem.ts';
import { ruleFileSchema, specimensFileSchema } from './schema.ts';
import { checkSpecimens } from './specimens.ts';

/** What an editor reads to help with a rule file and its specimens: file name under rules/ to its text. */
export function editorSchemas(): Record<string, string> {
  const text = (schema: z.ZodType, title: string) =>
    `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
  return {
    'rule.schema.json': text(ruleFileSchema, 'A rule of rca'),
    'specimens.schema.json': text(specimensFileSchema, 'Specimens of a rule of rca'),
  };
}

/** The rules of a folder, with their specimens run, as the JSON that a bundled rca reads. UserError where one is wrong. */
export async function bundleRules(dir: string): Promise<string> {
  const { rules, problems } = await readRuleFolder(dir, true);
  const library = rules.map((found) => found.rule);
  const all = [...problems, ...checkSpecimens(rules, library)];
  if (all.length) throw problemsError(all);
  return `${JSON.stringify(library)}\n`;
}
