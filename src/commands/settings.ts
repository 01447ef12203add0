import { existsSync } from 'node:fs';
import type { RuleBook } from '../analysis/index.ts';
import type { Config } from '../config.ts';
import { type Filter, parseFilter } from '../filter/index.ts';
import type { Reduction, Rule } from '../model.ts';
import {
  createMatcher,
  createReduction,
  loadBuiltInRules,
  loadRules,
  type Matcher,
  mergeRules,
  needlesToAsk,
} from '../rules/index.ts';
import type { Redactor } from '../text/redact.ts';

/** Everything a command needs besides its source: made once from the flags and the configuration. */
export interface Settings {
  config: Config;
  rules: Rule[];
  readonly matcher: Matcher;
  book: RuleBook;
  readonly reduction: Reduction & { needles: string[] };
  filter: Filter | null;
  redactor: Redactor | null;
}

export interface SettingsOptions {
  config: string | null;
  rulesDir: string | null;
  noRules: boolean;
  filter: string | null;
  redact: boolean;
}

/** Made anew each time: what is muted on the screen joins it. */
const noConfig = (): Config => ({
  project: null,
  services: [],
  regions: [],
  stakes: [],
  muted: new Set(),
  known: new Map(),
  rules: null,
  redact: [],
});

/** The configuration; its schema library is loaded only where there is a file to check. */
export async function readConfig(file: string | null): Promise<Config> {
  if (file === null && !existsSync('rca.yaml')) return noConfig();
  const { loadConfig } = await import('../config.ts');
  return loadConfig(file);
}

/** Reads and checks everything that a scan is set up with, before anything is read. UserError for what is wrong. */
export async function loadSettings(options: SettingsOptions): Promise<Settings> {
  const filter = options.filter === null ? null : parseFilter(options.filter);
  const config = await readConfig(options.config);
  const builtIn = options.noRules ? [] : await loadBuiltInRules();
  const dir = options.noRules ? null : (options.rulesDir ?? config.rules);
  const rules = dir === null ? builtIn : mergeRules(builtIn, await loadRules(dir));
  const tools = toolsOf(rules);
  return {
    config,
    rules,
    get matcher() {
      return tools.matcher;
    },
    book: {
      rules: new Map(rules.map((rule) => [rule.id, rule])),
      match: (message, log) => tools.matcher.match(message, log),
    },
    get reduction() {
      return tools.reduction;
    },
    filter,
    redactor: options.redact ? await makeRedactor(config.redact) : null,
  };
}

interface Tools {
  readonly matcher: Matcher;
  readonly reduction: Settings['reduction'];
}

const tools = new WeakMap<Rule[], Tools>();

/** What is made from rules: once for the same ones, since patterns are compiled as they are needed. */
function toolsOf(rules: Rule[]): Tools {
  const known = tools.get(rules);
  if (known) return known;
  let matcher: Matcher | null = null;
  let reduction: Settings['reduction'] | null = null;
  // Made when they are asked for: a thread that reads has its own reduction, and is under way before the first match.
  const made: Tools = {
    get matcher() {
      matcher ??= createMatcher(rules);
      return matcher;
    },
    get reduction() {
      reduction ??= { ...createReduction(rules), needles: needlesToAsk(rules) };
      return reduction;
    },
  };
  tools.set(rules, made);
  return made;
}

async function makeRedactor(extra: string[]): Promise<Redactor> {
  const { createRedactor } = await import('../text/redact.ts');
  return createRedactor(extra);
}
