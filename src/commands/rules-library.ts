import { UserError } from '../errors.ts';
import type { Rule } from '../model.ts';
import { loadBuiltInRules, loadRuleFolder, mergeRules, type RuleFolder } from '../rules/index.ts';
import { suggest } from '../text/near.ts';
import { readConfig } from './settings.ts';

/** Where a rule comes from; `replaced`: an own one in the place of the built-in one with its id. */
export type Origin = 'built-in' | 'own' | 'replaced' | 'off';

/** A rule as `rca rules` shows it. */
export interface Listed {
  rule: Rule;
  origin: Origin;
  /** Of an own rule, or of what switches a built-in one off. */
  file: string | null;
  /** Why it is switched off. */
  off: string | null;
}

export interface Library {
  /** By id; those that are switched off too. */
  listed: Listed[];
  /** The folder of own rules, null where none is named. */
  dir: string | null;
}

export interface LibraryFlags {
  rules?: string;
  config?: string;
}

/** The folder of own rules: the flag's, else the configuration's. */
export async function ownFolder(flags: LibraryFlags): Promise<string | null> {
  return flags.rules ?? (await readConfig(flags.config ?? null)).rules;
}

/** The built-in rules with the own ones of the folder that flags or configuration name. UserError for what is wrong there. */
export async function loadLibrary(flags: LibraryFlags): Promise<Library> {
  const dir = await ownFolder(flags);
  const builtIn = await loadBuiltInRules();
  const own: RuleFolder = dir === null ? { rules: [], off: [], problems: [] } : await loadRuleFolder(dir, false);
  const merged = mergeRules(builtIn, { rules: own.rules.map(({ rule }) => rule), off: own.off });
  const known = new Set(builtIn.map(({ id }) => id));
  const files = new Map(own.rules.map(({ rule, file }) => [rule.id, file]));
  const off = new Map(own.off.map((one) => [one.id, one]));
  const on = merged.map((rule): Listed => {
    const file = files.get(rule.id) ?? null;
    const origin = file === null ? 'built-in' : known.has(rule.id) ? 'replaced' : 'own';
    return { rule, origin, file, off: null };
  });
  const gone = builtIn.flatMap((rule): Listed[] => {
    const found = off.get(rule.id);
    return found ? [{ rule, origin: 'off', file: found.file, off: found.reason }] : [];
  });
  return { listed: [...on, ...gone].sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1)), dir };
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

/** The rule with an id, or with a name that only one has. UserError with the one that was probably meant. */
export function findListed(listed: Listed[], wanted: string): Listed {
  const exact = listed.find(({ rule }) => rule.id === wanted);
  if (exact) return exact;
  const ids = listed.map(({ rule }) => rule.id);
  const named = listed.filter(({ rule }) => nameOf(rule.id) === nameOf(wanted));
  if (named.length === 1 && !wanted.includes('/')) return named[0]!;
  const near = named[0]?.rule.id ?? suggest(wanted, ids) ?? byName(wanted, ids);
  const hint = named.length > 1 ? `There are ${named.map(({ rule }) => rule.id).join(' and ')}.` : '';
  throw new UserError(
    `no rule is called '${wanted}'`,
    hint || (near ? `Did you mean ${near}?` : '`rca rules list` shows them all.'),
  );
}

function byName(wanted: string, ids: string[]): string | null {
  const name = suggest(nameOf(wanted), ids.map(nameOf));
  return name === null ? null : ids.find((id) => nameOf(id) === name)!;
}
