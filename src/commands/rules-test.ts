import { ruleFor } from '../analysis/index.ts';
import {
  checkSpecimens,
  createJudge,
  type FolderRule,
  loadBuiltInFolder,
  loadRuleFolder,
  mergeFolders,
  type RuleFolder,
  ruleWarnings,
  type SpecimenProblem,
} from '../rules/index.ts';
import { createRedactor } from '../text/redact.ts';
import { EXIT, type Io, write } from './io.ts';
import { count, inert, type Page, pageOf } from './page.ts';
import { type FaultContext, groupFaults, printFault } from './rules-fault.ts';
import { type LibraryFlags, ownFolder } from './rules-library.ts';
import { readConfig } from './settings.ts';

export interface TestFlags extends LibraryFlags {
  redact: boolean;
}

const NOTHING: RuleFolder = { rules: [], off: [], problems: [] };

/**
 * `rca rules test [DIR]`: runs the specimens of the built-in rules and of those in DIR, together. Returns 1 where one is not what it
 * should be; UserError where a file is broken.
 */
export async function testRules(folder: string | undefined, flags: TestFlags, io: Io): Promise<number> {
  const dir = folder ?? (await ownFolder(flags));
  const own = dir === null ? NOTHING : await loadRuleFolder(dir, true);
  const builtIn = await loadBuiltInFolder();
  const tested = mergeFolders(builtIn, own);
  const library = tested.map(({ rule }) => rule);
  const problems = checkSpecimens(tested, library, ruleFor);
  const page = pageOf(io);
  const faults = problems.length ? await printFaults(problems, tested, flags, page) : [];
  const off = own.off.map(({ id }) => id);
  const warnings = ruleWarnings(library, off).map((text) => inert(`warning: ${text}`));
  const blocks = [...faults, ...(warnings.length ? [warnings.join('\n')] : []), summary(tested, problems, page)];
  const ownLine = dir === null ? '' : `${ownSummary(dir, own, builtIn)}\n`;
  await write(io.stdout, `${blocks.join('\n\n')}\n${ownLine}`);
  return problems.length ? EXIT.findings : EXIT.ok;
}

async function printFaults(
  problems: SpecimenProblem[],
  tested: FolderRule[],
  flags: TestFlags,
  page: Page,
): Promise<string[]> {
  const { redact: extra } = await readConfig(flags.config ?? null);
  const redactor = flags.redact ? await createRedactor(extra) : null;
  const rules = tested.map(({ rule }) => rule);
  const context: FaultContext = {
    page,
    library: createJudge(rules, ruleFor),
    alone: (id) => createJudge([rules.find((rule) => rule.id === id)!], ruleFor),
    redact: (text) => redactor?.text(text) ?? text,
  };
  return groupFaults(problems).map((group) => printFault(group, context));
}

/** `124 rules, 301 patterns, 560 texts, 480 look-alikes: all good`. */
function summary(tested: FolderRule[], problems: SpecimenProblem[], page: Page): string {
  const sum = (of: (one: FolderRule) => number) => tested.reduce((total, one) => total + of(one), 0);
  const counts = [
    count(tested.length, 'rule'),
    count(
      sum(({ rule }) => rule.patterns.length),
      'pattern',
    ),
    count(
      sum(({ specimens }) => specimens?.matches.length ?? 0),
      'text',
    ),
    count(
      sum(({ specimens }) => specimens?.ignores.length ?? 0),
      'look-alike',
    ),
  ].join(', ');
  if (!problems.length) return `${counts}: ${page.paint('good', 'all good')}`;
  const rules = new Set(problems.map(({ rule }) => rule)).size;
  const wrong = `${count(problems.length, 'problem')} in ${count(rules, 'rule')}`;
  return `${counts}: ${page.paint('bad', wrong)}`;
}

function ownSummary(dir: string, own: RuleFolder, builtIn: FolderRule[]): string {
  const known = new Set(builtIn.map(({ rule }) => rule.id));
  const replaced = own.rules.filter(({ rule }) => known.has(rule.id)).length;
  const added = own.rules.length - replaced;
  return `own rules in ${inert(dir)}: ${added} added, ${replaced} for a built-in one, ${own.off.length} switched off`;
}
