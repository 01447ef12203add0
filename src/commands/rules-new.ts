import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { ruleFor } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Category, Rule } from '../model.ts';
import {
  AREAS,
  createJudge,
  type Draft,
  draftPattern,
  loadBuiltInRules,
  ruleText,
  specimensText,
} from '../rules/index.ts';
import { suggest } from '../text/near.ts';
import { createRedactor } from '../text/redact.ts';
import { EXIT, type Io, write } from './io.ts';
import { verbatim } from './page.ts';
import { readConfig } from './settings.ts';

export interface NewFlags {
  dir?: string;
  from?: string[];
  config?: string;
  redact: boolean;
}

/** Where own rules go unless somebody says otherwise. */
const DEFAULT_DIR = 'rules';
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A longer text is not one entry, and nobody reads a specimen of that length. */
const MAX_TEXT = 20_000;
/** Where a text comes from is not asked for; of these a scan strips headers and parses traces. */
const LOG = 'stderr';

/** `rca rules new AREA/NAME`: writes a rule and its specimens to begin with. UserError where there is one already. */
export async function newRule(id: string, flags: NewFlags, io: Io): Promise<number> {
  const area = checkId(id);
  const config = await readConfig(flags.config ?? null);
  const dir = flags.dir ?? config.rules ?? DEFAULT_DIR;
  const logged = await readTexts(flags.from ?? [], io);
  const redactor = flags.redact ? await createRedactor(config.redact) : null;
  const texts = logged.map((text) => redactor?.text(text) ?? text);
  const builtIn = await loadBuiltInRules();
  const draft = texts.length ? draftPattern(seenByRules(texts[0]!)) : null;
  const stem = join(dir, id);
  const [file, beside] = [`${stem}.yaml`, `${stem}.specimens.yaml`];
  for (const one of [file, `${stem}.yml`, beside]) await refuseExisting(one);
  await writeNew(file, ruleText(area, draft));
  await writeNew(beside, specimensText(texts, draft));
  await writeSchemas(dir);
  const said = [
    [`Written: ${file}`, `         ${beside}`],
    texts.some((text, index) => text !== logged[index]) ? ['Secrets in the text are masked in both.'] : [],
    draft ? sayDraft(draft) : [],
    sayKnown(id, texts[0], builtIn),
    nextSteps(dir, config.rules),
  ];
  const blocks = said.filter((lines) => lines.length).map((lines) => lines.map(verbatim).join('\n'));
  await write(io.stdout, `${blocks.join('\n\n')}\n`);
  return EXIT.ok;
}

/** The area of an id. UserError where it is no id. */
function checkId(id: string): Category {
  const [name = '', rule = '', ...more] = id.split('/');
  if (!NAME.test(rule) || more.length) {
    throw new UserError(
      `'${id}' is not AREA/NAME`,
      'Write it as limits/queue-full: small letters, digits and hyphens in the name.',
    );
  }
  const area = AREAS.find((one) => one === name);
  if (area) return area;
  const meant = suggest(name, AREAS);
  throw new UserError(
    `'${name}' is no area`,
    meant ? `Did you mean ${meant}/${rule}?` : `Use one of ${AREAS.join(', ')}.`,
  );
}

async function readTexts(from: string[], io: Io): Promise<string[]> {
  const texts: string[] = [];
  for (const one of from) {
    const text = (one === '-' ? await readStream(io.stdin) : one).replace(/\r\n?/g, '\n').replace(/\s+$/, '');
    if (text === '')
      throw new UserError('--from: the text is empty', 'Give a log line, or - and the text on standard input.');
    if (text.length > MAX_TEXT) {
      throw new UserError(
        `--from: the text has ${text.length} characters`,
        `Give one entry, up to ${MAX_TEXT} characters.`,
      );
    }
    texts.push(text);
  }
  return texts;
}

/** What a scan shows the rules of a text: without its header, of a trace the root exception. */
function seenByRules(text: string): string {
  return createJudge([], ruleFor).judge(text, LOG).asked[0] ?? text;
}

async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new UserError(`${file}: is there already`, 'Take another name, or change that file.');
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${file}: cannot be written (${code})`, 'Name a folder that is yours with --dir.');
  }
}

/** What the first line of both files refers to, so that editors help. */
async function writeSchemas(dir: string): Promise<void> {
  const { editorSchemas } = await import('../rules/bundle.ts');
  for (const [name, text] of Object.entries(editorSchemas())) {
    const file = join(dir, name);
    const there = await readFile(file, 'utf8').catch(() => '');
    if (there !== text) await writeFile(file, text);
  }
}

function sayDraft({ pattern, needle }: Draft): string[] {
  if (pattern === null) return ['The text has too few words for a first pattern.'];
  return [`First pattern:  ${pattern}`, ...(needle === null ? [] : [`First needle:   ${JSON.stringify(needle)}`])];
}

/** Which built-in rule the new one meets. */
function sayKnown(id: string, text: string | undefined, builtIn: Rule[]): string[] {
  const replaces = builtIn.some((rule) => rule.id === id);
  const known = text === undefined ? null : createJudge(builtIn, ruleFor).judge(text, LOG).match;
  const shows = known && `The built-in rule ${known.rule} knows the text already: \`rca rules show ${known.rule}\`.`;
  return [...(shows ? [shows] : []), ...(replaces ? [`The new rule takes the place of the built-in rule ${id}.`] : [])];
}

function nextSteps(dir: string, configured: string | null): string[] {
  const use = `  3. rca scan --rules ${dir} …, or rules: ${dir} in rca.yaml`;
  return [
    'Next:',
    '  1. Write what is marked TODO in the two files.',
    `  2. rca rules test ${dir}`,
    ...(configured === dir ? [] : [use]),
  ];
}
