// The pictures of README.md, made from real runs of the built CLI in a real terminal (tmux): `npm run picture`.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { expandScenario, loadScenario } from '../src/emulator/scenarios/index.ts';
import { hasTmux, Terminal } from '../test/tui/terminal.ts';
import { toSvg } from './picture/svg.ts';

const ROOT = resolve(import.meta.dirname, '..');
const [COLUMNS, ROWS] = [120, 36];

if (!hasTmux) {
  console.error('tmux is needed for a picture, and is not here');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'rca-picture-'));
const incident = join(folder, 'incident.ndjson');
const read = (name: string): unknown => parse(readFileSync(join(ROOT, 'scenarios', `${name}.yaml`), 'utf8'));
const { entries } = expandScenario(loadScenario('recursion', read));
writeFileSync(incident, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));

const command = `${process.execPath} ${join(ROOT, 'dist/rca.mjs')} scan ${incident}`;
const terminal = new Terminal({ columns: COLUMNS, rows: ROWS, command, env: { TERM: 'tmux-256color' } });
try {
  await terminal.until(/ done$/);
  const svg = toSvg(
    terminal.rows(true),
    COLUMNS,
    'The screen of rca scan: an infinite recursion, 2.0 s after a deployment',
  );
  mkdirSync(join(ROOT, 'docs'), { recursive: true });
  writeFileSync(join(ROOT, 'docs/screen.svg'), svg);
} finally {
  terminal.close();
  rmSync(folder, { recursive: true, force: true });
}
