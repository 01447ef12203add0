// Writes dist/rules.json and dist/specimens.json from rules/**/*.yaml (every specimen is run first), and with --schema the editors' schemas.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ruleFor } from '../src/analysis/index.ts';
import { bundleRules, editorSchemas } from '../src/rules/bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

if (process.argv.includes('--schema')) {
  for (const [name, text] of Object.entries(editorSchemas())) await writeFile(join(root, 'rules', name), text);
}
try {
  const { rules, specimens } = await bundleRules(join(root, 'rules'), ruleFor);
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, 'dist', 'rules.json'), rules);
  await writeFile(join(root, 'dist', 'specimens.json'), specimens);
} catch (error) {
  const { message, hint = '' } = error as { message: string; hint?: string };
  console.error([message, hint].filter(Boolean).join('\n'));
  process.exitCode = 2;
}
