// Fills what README.md shows of the project from the project itself: `npm run docs` writes it, a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

/** The first cause of incident C's golden report, up to its numbers. */
function excerpt(): string {
  const report = read('test/scans/golden/recursion.md.golden');
  const start = report.indexOf('**Way back:**');
  const end = report.indexOf('**Confidence');
  const title = report.slice(0, report.indexOf('\n'));
  return `\`\`\`\`markdown\n${title}\n\n${report.slice(start, end).trim()}\n\`\`\`\``;
}

function rule(): string {
  const [schema, ...lines] = read('rules/serialization/json-not-serializable.yaml').trim().split('\n');
  if (!schema?.startsWith('# yaml-language-server')) throw new Error('a rule begins with its schema');
  return `\`\`\`yaml\n# rules/serialization/json-not-serializable.yaml\n${lines.join('\n')}\n\`\`\``;
}

function fill(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${open} … ${close}`);
  return `${text.slice(0, from + open.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** README.md as it should be. */
export function readme(): string {
  return fill(fill(read('README.md'), 'excerpt', excerpt()), 'rule', rule());
}

if (import.meta.main) writeFileSync(resolve(root, 'README.md'), readme());
