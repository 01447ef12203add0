/** The built CLI, and what it is shown. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { expandScenario, loadScenario } from '../../src/emulator/scenarios/index.ts';
import { hasTmux } from './terminal.ts';

const ROOT = resolve(import.meta.dirname, '../..');
export const CLI = join(ROOT, 'dist/rca.mjs');

/** Why nothing can be run in a terminal here; null where it can. */
export const missing = !hasTmux ? 'skipped: no tmux' : !existsSync(CLI) ? 'skipped: not built' : null;

/** How a shell calls it. */
export const rca = `${JSON.stringify(process.execPath)} ${JSON.stringify(CLI)}`;

/** The log of incident A, a line an entry. */
export function incidentLines(): string[] {
  const read = (name: string): unknown => parse(readFileSync(join(ROOT, 'scenarios', `${name}.yaml`), 'utf8'));
  return expandScenario(loadScenario('recursion', read)).entries.map((entry) => `${JSON.stringify(entry)}\n`);
}
