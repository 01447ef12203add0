import type { Rule } from '../model.ts';
import { wrap } from '../report/lines.ts';
import { AREAS, FRAMES, leadsTo, loadBuiltInFolder } from '../rules/index.ts';
import { escapeJson } from '../text/escape.ts';
import { EXIT, type Io, write } from './io.ts';
import { count, inert, type Page, pageOf, verbatim } from './page.ts';
import { findListed, type Library, type LibraryFlags, type Listed, loadLibrary } from './rules-library.ts';
import { RULE_FORMATS } from './rules-list.ts';
import { oneOf } from './scan-options.ts';

export interface ShowFlags extends LibraryFlags {
  format: string;
}

/** How many texts lie beside a rule. */
interface Specimens {
  matches: number;
  ignores: number;
}

/** Longest line that is read with ease. */
const MAX_WIDTH = 110;

/** `rca rules show ID`. Returns the exit status; UserError where there is no such rule. */
export async function showRule(id: string, flags: ShowFlags, io: Io): Promise<number> {
  const format = oneOf(flags.format, RULE_FORMATS, '--format');
  const library = await loadLibrary(flags);
  const found = findListed(library.listed, id);
  const specimens = await countSpecimens(found, library.dir);
  const text = format === 'json' ? asJson(found, library, specimens) : asText(found, library, specimens, pageOf(io));
  await write(io.stdout, text);
  return EXIT.ok;
}

/** null where nothing lies beside the rule, or nothing that can be read: `rca rules test` says what is wrong with it. */
async function countSpecimens({ rule, origin }: Listed, dir: string | null): Promise<Specimens | null> {
  const own = origin === 'own' || origin === 'replaced';
  const folder = own
    ? (await (await import('../rules/folder.ts')).readRuleFolder(dir!, true)).rules
    : await loadBuiltInFolder();
  const specimens = folder.find((one) => one.rule.id === rule.id)?.specimens;
  return specimens ? { matches: specimens.matches.length, ignores: specimens.ignores.length } : null;
}

/** What each `leadsTo` of a rule names: a rule's title, how many rules of an area. */
function targets(rule: Rule, { listed }: Library): { target: string; says: string }[] {
  const areas = new Set<string>(AREAS.map((area) => `${area}/*`));
  return rule.leadsTo.map((target) => {
    const one = listed.find((other) => other.rule.id === target);
    if (one) return { target, says: (one.off === null ? '' : '[off] ') + one.rule.title };
    const within = listed.filter(({ rule: other, off }) => `${other.category}/*` === target && off === null);
    return { target, says: areas.has(target) ? count(within.length, 'rule') : 'no such rule' };
  });
}

function causesOf(rule: Rule, { listed }: Library): Rule[] {
  const on = listed.filter(({ off }) => off === null).map((one) => one.rule);
  return on.filter((other) => other !== rule && leadsTo(other, rule));
}

function asJson({ rule, origin, file, off }: Listed, library: Library, specimens: Specimens | null): string {
  const ledToBy = causesOf(rule, library).map(({ id }) => id);
  return `${escapeJson({ ...rule, origin, file, off, ledToBy, specimens }, 2)}\n`;
}

function sameProblem({ identity }: Rule): string {
  if (!identity.length) return 'All matches in a service are one problem.';
  const names = identity.map((name) => (name === FRAMES ? "the trace's own frames" : name));
  return `Two matches are the same problem where ${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} the same.`;
}

function standing({ origin, file, off }: Listed): string[] {
  if (off !== null) return [`Switched off by ${file}: ${off}`];
  if (origin === 'replaced') return [`Own rule, in the place of the built-in one: ${file}`];
  return origin === 'own' ? [`Own rule: ${file}`] : [];
}

/** Lines of text within the width, indented; or rows of two columns. */
function printer({ width }: Page): {
  text(line: string, first?: string, next?: string): string[];
  rows(all: Row[]): string[];
} {
  const columns = Math.min(width, MAX_WIDTH);
  const text = (line: string, first = '  ', next = first) => wrap(inert(line), columns, first, next);
  const rows = (all: Row[]) => {
    const column = Math.max(0, ...all.map(([name]) => name.length)) + 4;
    return all.flatMap(([name, says]) => text(says, `  ${inert(name)}`.padEnd(column), ' '.repeat(column)));
  };
  return { text, rows };
}

type Row = [name: string, says: string];

/** Sections with a heading each; one without lines is left out. */
function asText(found: Listed, library: Library, specimens: Specimens | null, page: Page): string {
  const { rule } = found;
  const { text, rows } = printer(page);
  const sections: [name: string, lines: string[]][] = [
    ['Cause', text(rule.cause)],
    ['Remedy', rule.remedy.flatMap((step, index) => text(step, `  ${index + 1}. `, '     '))],
    // Whole, and on a line of their own: they are copied.
    ['Patterns', rule.patterns.map((pattern, index) => `  [${index}] ${verbatim(pattern)}`)],
    ['Needles, one of which every match contains', rule.needles.map((needle) => `  ${escapeJson(needle)}`)],
    ['Identity', text(sameProblem(rule))],
    ['Only in these logs', rule.logs.length ? text(rule.logs.join(', ')) : []],
    ['Leads to', rows(targets(rule, library).map(({ target, says }) => [target, says]))],
    ['References', rule.references.map((url) => `  ${inert(url)}`)],
    ['Specimens', text(specimens ? said(specimens) : 'none')],
    // Last, as of some there are a hundred.
    ['Brought about by', rows(causesOf(rule, library).map(({ id, title }) => [id, title]))],
  ];
  const head = [
    ...text(rule.title, '').map((line) => page.paint('strong', line)),
    page.paint('dim', `${inert(rule.id)} · ${rule.role} · ${rule.severity}`),
    ...standing(found).flatMap((line) => text(line, '')),
  ];
  const shown = sections.filter(([, lines]) => lines.length);
  const blocks = shown.map(([name, lines]) => [page.paint('head', name), ...lines].join('\n'));
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function said({ matches, ignores }: Specimens): string {
  return `${count(matches, 'text')} that must match, ${count(ignores, 'look-alike')} that must not`;
}
