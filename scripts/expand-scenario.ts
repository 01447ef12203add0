/** Prints a scenario's entries as NDJSON: `node scripts/expand-scenario.ts recursion > c.ndjson`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadScenario, streamScenario } from '../src/emulator/scenarios/index.ts';

const name = process.argv[2];
if (name === undefined) throw new Error('usage: node scripts/expand-scenario.ts NAME');
const read = (file: string): unknown =>
  parse(readFileSync(new URL(`../scenarios/${file}.yaml`, import.meta.url), 'utf8'));
process.stdout.on('error', () => process.exit(0));
for (const entry of streamScenario(loadScenario(name, read))) process.stdout.write(`${JSON.stringify(entry)}\n`);
