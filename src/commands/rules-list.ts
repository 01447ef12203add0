import { UserError } from '../errors.ts';
import { AREAS, ROLES } from '../rules/index.ts';
import { escapeJson } from '../text/escape.ts';
import { suggest } from '../text/near.ts';
import { cutToWidth, padToWidth } from '../text/width.ts';
import { EXIT, type Io, write } from './io.ts';
import { count, inert, type Page, pageOf } from './page.ts';
import { type Library, type LibraryFlags, type Listed, loadLibrary } from './rules-library.ts';
import { oneOf } from './scan-options.ts';

export const RULE_FORMATS = ['text', 'json'] as const;

export interface ListFlags extends LibraryFlags {
  area?: string[];
  format: string;
}

/** `rca rules list`: the rules by area. Returns the exit status. */
export async function listRules(flags: ListFlags, io: Io): Promise<number> {
  const format = oneOf(flags.format, RULE_FORMATS, '--format');
  const areas = flags.area ? flags.area.map(knownArea) : [...AREAS];
  const library = await loadLibrary(flags);
  const groups = areas.map((area) => library.listed.filter(({ rule }) => rule.category === area));
  const page = pageOf(io);
  const text =
    format === 'json'
      ? asJson(groups.flat(), areas)
      : page.terminal
        ? asGroups(groups, library.dir, page)
        : asRows(groups.flat());
  await write(io.stdout, text);
  return EXIT.ok;
}

function knownArea(name: string): (typeof AREAS)[number] {
  const found = AREAS.find((area) => area === name);
  if (found) return found;
  const meant = suggest(name, AREAS);
  throw new UserError(
    `--area: '${name}' is no area`,
    meant ? `Did you mean ${meant}?` : `Use one of ${AREAS.join(', ')}.`,
  );
}

function asJson(listed: Listed[], areas: readonly string[]): string {
  const on = listed.filter(({ off }) => off === null);
  const rules = listed.map(({ rule, origin, file, off }) => {
    const { id, category, role, severity, title } = rule;
    return { id, category, role, severity, title, origin, file, off };
  });
  const counts = Object.fromEntries(
    areas.map((area) => [area, on.filter(({ rule }) => rule.category === area).length]),
  );
  return `${escapeJson({ rules, areas: counts }, 2)}\n`;
}

/** What is not as it comes with rca, in brackets before the title. */
function mark({ origin, off }: Listed): string {
  if (off !== null) return `[off: ${inert(off)}] `;
  if (origin === 'built-in') return '';
  return origin === 'own' ? '[own] ' : '[own, for the built-in one] ';
}

function title(listed: Listed): string {
  return mark(listed) + inert(listed.rule.title);
}

/** For a pipe: a rule a row, with its whole id. */
function asRows(listed: Listed[]): string {
  const width = Math.max(0, ...listed.map(({ rule }) => rule.id.length));
  const role = Math.max(...ROLES.map((name) => name.length));
  return listed.map((one) => `${one.rule.id.padEnd(width)}  ${one.rule.role.padEnd(role)}  ${title(one)}\n`).join('');
}

/** For a person: by area, cut to the terminal's width, with what there is in all. */
function asGroups(groups: Listed[][], dir: string | null, page: Page): string {
  const names = groups.flat().map(({ rule }) => nameIn(rule.id).length);
  const name = Math.min(Math.max(0, ...names), page.width - 30);
  const row = (one: Listed) => {
    const start = `  ${padToWidth(nameIn(one.rule.id), name)}  ${one.rule.role.padEnd(9)}  `;
    const line = start + cutToWidth(title(one), page.width - start.length);
    return one.off === null ? line : page.paint('dim', line);
  };
  const blocks = groups
    .filter((group) => group.length)
    .map((group) => {
      const on = group.filter(({ off }) => off === null).length;
      return [`${page.paint('head', group[0]!.rule.category)}  ${on}`, ...group.map(row)].join('\n');
    });
  return `${[...blocks, page.paint('dim', summary(groups.flat(), { dir }))].join('\n\n')}\n`;
}

function nameIn(id: string): string {
  return inert(id.slice(id.indexOf('/') + 1));
}

/** `124 rules: 80 causes, …; own rules in DIR: 2 added, 1 for a built-in one, 1 switched off`. */
export function summary(listed: Listed[], { dir }: Pick<Library, 'dir'>): string {
  const on = listed.filter(({ off }) => off === null);
  const role = (name: string) => on.filter(({ rule }) => rule.role === name).length;
  const roles = [
    count(role('cause'), 'cause'),
    count(role('symptom'), 'symptom'),
    `${role('lifecycle')} lifecycle`,
    `${role('noise')} noise`,
  ];
  const all = `${count(on.length, 'rule')}: ${roles.join(', ')}`;
  if (dir === null) return all;
  const from = (origin: Listed['origin']) => listed.filter((one) => one.origin === origin).length;
  const own = `${from('own')} added, ${from('replaced')} for a built-in one, ${from('off')} switched off`;
  return `${all}\nown rules in ${inert(dir)}: ${own}`;
}
