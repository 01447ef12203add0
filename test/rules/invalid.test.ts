import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleFor } from '../../src/analysis/index.ts';
import { UserError } from '../../src/errors.ts';
import { readRuleFolder } from '../../src/rules/folder.ts';
import { loadBuiltInRules, loadRules, mergeRules } from '../../src/rules/load.ts';
import { problemsError } from '../../src/rules/problem.ts';
import { checkSpecimens } from '../../src/rules/specimens.ts';
import { ruleWarnings } from '../../src/rules/warnings.ts';

const ROOT = 'test/invalid-rules';
const builtIn = await loadBuiltInRules();
const cases = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** What a user reads about a folder of rules: the error with its hint, or the warnings. */
async function whatIsSaid(dir: string): Promise<string> {
  const { rules, off, problems } = await readRuleFolder(dir, true);
  const library = rules.map((found) => found.rule);
  if (off.length) mergeRules(builtIn, { rules: library, off });
  const all = problems.length ? problems : checkSpecimens(rules, library, ruleFor);
  if (!all.length)
    return ruleWarnings(library)
      .map((text) => `warning: ${text}\n`)
      .join('');
  return messageOf(problemsError(all));
}

function messageOf(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  return `${error.message}\n${error.hint}\n`;
}

describe('each way to be invalid has its message', () => {
  it.each(cases.map((entry) => entry.name))('%s', async (name) => {
    const said = await whatIsSaid(`${ROOT}/${name}`).catch(messageOf);
    expect(said).not.toBe('');
    // `vitest -u` rewrites the messages; read the difference before committing it.
    await expect(said).toMatchFileSnapshot(`../../${ROOT}/${name}/message.txt`);
  });
});

describe('loadRules', () => {
  it('throws what is wrong as a user error', async () => {
    const failed = loadRules(`${ROOT}/unknown-role`);
    await expect(failed).rejects.toBeInstanceOf(UserError);
    await expect(failed).rejects.toMatchObject({ hint: 'Did you mean "symptom"?' });
  });

  it('says so of a folder that is not there', async () => {
    await expect(loadRules(`${ROOT}/no-such-folder`)).rejects.toMatchObject({
      name: 'UserError',
      message: 'test/invalid-rules/no-such-folder: is no folder',
    });
  });

  it('leaves specimens alone: an incident is no time to fail over them', async () => {
    const { rules } = await loadRules(`${ROOT}/specimen-does-not-match`);
    expect(rules.map((rule) => rule.id)).toEqual(['limits/queue-full']);
  });
});
