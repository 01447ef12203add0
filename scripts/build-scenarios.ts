// Writes dist/scenarios.json from scenarios/**.yaml, so that the package needs neither the folder nor a YAML parser's time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'scenarios');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const all = Object.fromEntries(
  files.map((file) => [file.slice(0, -'.yaml'.length), parse(readFileSync(join(folder, file), 'utf8'))]),
);
writeFileSync(join(root, 'dist/scenarios.json'), JSON.stringify(all));
