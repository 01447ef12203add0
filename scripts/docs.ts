// Fills what README.md and rules/README.md show of the project from the project itself: `npm run docs` writes it, a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Rule } from '../src/model.ts';
import { AREAS, loadBuiltInRules } from '../src/rules/index.ts';
import { displayWidth, padToWidth } from '../src/text/width.ts';

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

function byArea(rules: Rule[]): [area: string, rules: Rule[]][] {
  const groups = AREAS.map((area): [string, Rule[]] => [area, rules.filter(({ category }) => category === area)]);
  return groups.filter(([, all]) => all.length);
}

/** A table as the formatter wants it: columns as wide as their widest cell. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((name, at) => Math.max(...[name, ...rows.map((row) => row[at]!)].map(displayWidth)));
  const line = (cells: string[]) => `| ${cells.map((cell, at) => padToWidth(cell, widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Some names from among all, in about so many columns. */
function someOf(names: string[], columns: number): string {
  for (let amount = names.length; amount > 1; amount--) {
    const some = Array.from({ length: amount }, (_, at) => names[Math.floor((at * names.length) / amount)]!);
    const text = some.join(', ') + (amount < names.length ? ', …' : '');
    if (text.length <= columns) return text;
  }
  return names[0]!;
}

/** A row an area: how many rules it has, and what some are called. */
function areas(rules: Rule[]): string {
  const rows = byArea(rules).map(([area, all]) => {
    const names = all.map(({ id }) => id.slice(area.length + 1));
    return [`\`${area}\``, String(all.length), someOf(names, 100)];
  });
  const amount = (role: Rule['role']) => rules.filter((one) => one.role === role).length;
  const all = `${rules.length} rules, ${amount('cause')} causes and ${amount('symptom')} symptoms among them.`;
  const head = `${all} [rules/README.md](rules/README.md#all-rules) has their titles.`;
  return `${head}\n\n${table(['area', 'rules', 'such as'], rows)}`;
}

/** A table an area: every rule with its role and title. */
function titles(rules: Rule[]): string {
  const tables = byArea(rules).map(([area, all]) => {
    const rows = all.map(({ id, role, title }) => {
      const name = id.slice(area.length + 1);
      return [`[${name}](${id}.yaml)`, role, title.replaceAll('|', '\\|')];
    });
    return `### ${area}\n\n${table(['rule', 'role', 'what is wrong'], rows)}`;
  });
  return tables.join('\n\n');
}

function fill(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`there is no ${open} … ${close}`);
  return `${text.slice(0, from + open.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Files by their names, as they should be. */
export async function documents(): Promise<Record<string, string>> {
  const rules = await loadBuiltInRules();
  const readme = fill(fill(read('README.md'), 'excerpt', excerpt()), 'rule', rule());
  return {
    'README.md': fill(readme, 'rules', areas(rules)),
    'rules/README.md': fill(read('rules/README.md'), 'rules', titles(rules)),
  };
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await documents())) writeFileSync(resolve(root, file), text);
}
