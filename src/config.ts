import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Document, YAMLSeq } from 'yaml';
import { z } from 'zod';
import { UserError } from './errors.ts';

const signature = z.string().regex(/^v1:[0-9a-f]{16}$/, 'a signature looks like v1:0123456789abcdef');

const schema = z.strictObject({
  project: z.string().optional(),
  /** Services to look at; all where none is named. */
  services: z.array(z.string()).default([]),
  regions: z.array(z.string()).default([]),
  /** What is at stake, by service ('*' = all): printed in the report. */
  stakes: z.record(z.string(), z.string()).default({}),
  /** Signatures or aliases that are no findings. */
  mute: z.array(z.union([signature, z.strictObject({ signature, reason: z.string().optional() })])).default([]),
  /** Names for signatures that are known: an issue's title or link. */
  known: z.array(z.strictObject({ signature, name: z.string() })).default([]),
  /** A folder of own rules, beside the built-in ones. */
  rules: z.string().optional(),
  /** Further patterns whose matches are masked on every output. */
  redact: z.array(z.string()).default([]),
});

export interface Config {
  project: string | null;
  services: string[];
  regions: string[];
  stakes: { service: string; text: string }[];
  muted: Set<string>;
  known: Map<string, string>;
  rules: string | null;
  redact: string[];
}

/** The file that is read where `--config` names none. */
export const DEFAULT_CONFIG = 'rca.yaml';

/** A parser of YAML to plain data; it throws UserError with the place of the mistake. */
export async function yamlParser(): Promise<(text: string, file: string) => unknown> {
  const { parseDocument } = await import('yaml');
  return (text, file) => {
    const document = parseDocument(text, { prettyErrors: true });
    const error = document.errors[0];
    if (error) {
      // The lines after the first show the text; the first ends in a colon for them.
      const what = error.message.split('\n', 1)[0]!.replace(/:$/, '');
      throw new UserError(`${file}: ${what}`, 'Fix the YAML there and run it again.');
    }
    return document.toJS({ maxAliasCount: 100 });
  };
}

/** Reads `--config FILE`, or rca.yaml where it exists. UserError: file, field and what it should be. */
export async function loadConfig(file: string | null): Promise<Config> {
  const path = file ?? DEFAULT_CONFIG;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (file === null && error.code === 'ENOENT') return null;
    throw new UserError(
      `${path}: cannot be read (${error.code ?? error.message})`,
      'Name a readable file with --config.',
    );
  });
  return checkConfig(text === null ? {} : ((await yamlParser())(text, path) ?? {}), path);
}

/** Checks plain data against the configuration's schema. */
export function checkConfig(data: unknown, path: string): Config {
  const result = schema.safeParse(data);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    const field = issue.path.join('.') || 'the file';
    const fields = Object.keys(schema.shape).join(', ');
    throw new UserError(
      `${path}: ${field}: ${issue.message}`,
      `Fields of a configuration: ${fields}. README.md shows one.`,
    );
  }
  const { project, services, regions, stakes, mute, known, rules, redact } = result.data;
  return {
    project: project ?? null,
    services,
    regions,
    stakes: Object.entries(stakes).map(([service, text]) => ({ service, text })),
    muted: new Set(mute.map((item) => (typeof item === 'string' ? item : item.signature))),
    known: new Map(known.map((item) => [item.signature, item.name])),
    rules: rules ?? null,
    redact,
  };
}

export interface MuteEdit {
  signature: string;
  /** What else the signature is called: taking the mute back removes these too. */
  aliases: string[];
  reason: string;
  on: boolean;
}

/**
 * Adds a signature to `mute` in a configuration, or takes it out again; comments and order stay. The file is replaced as a whole or not at
 * all. Returns whether it was made. UserError where it cannot be read, is no configuration, or cannot be written.
 */
export async function editMute(file: string | null, edit: MuteEdit): Promise<{ path: string; created: boolean }> {
  const path = file ?? DEFAULT_CONFIG;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new UserError(`${path}: cannot be read (${error.code ?? error.message})`, 'Nothing was muted.');
  });
  if (text === null && !edit.on) throw new UserError(`${path} is not there`, 'Nothing was muted in it.');
  const changed = await withMute(text ?? '', path, edit);
  await replaceFile(path, changed).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${path}: cannot be written (${error.code ?? error.message})`, 'Nothing was changed.');
  });
  return { path, created: text === null };
}

/** The text of a configuration with the edit made. */
export async function withMute(text: string, path: string, edit: MuteEdit): Promise<string> {
  const { isSeq, parseDocument } = await import('yaml');
  // Says what is wrong with the file as it is, before it is touched.
  checkConfig((await yamlParser())(text, path) ?? {}, path);
  const document = parseDocument(text);
  const list = document.get('mute');
  if (edit.on) addTo(document, isSeq(list) ? list : null, edit);
  else if (isSeq(list)) removeFrom(list, edit, path);
  const made = document.toString({ lineWidth: 0, ...indentation(text) });
  checkConfig(document.toJS(), path);
  return text.includes('\r\n') ? made.replace(/\r?\n/g, '\r\n') : made;
}

function addTo(document: Document, list: YAMLSeq | null, { signature, reason }: MuteEdit): void {
  const item = document.createNode({ signature, ...(reason === '' ? {} : { reason }) });
  if (list === null) document.set('mute', document.createNode([item]));
  else {
    if (list.items.length === 0) list.flow = false;
    list.add(item);
  }
}

function removeFrom(list: YAMLSeq, { signature, aliases }: MuteEdit, path: string): void {
  const names = [signature, ...aliases];
  const before = list.items.length;
  const plain = list.toJSON() as (string | { signature: string })[];
  list.items = list.items.filter((_, i) => {
    const item = plain[i]!;
    return !names.includes(typeof item === 'string' ? item : item.signature);
  });
  if (list.items.length === before) throw new UserError(`${path} does not mute ${signature}`, 'Nothing was changed.');
  if (list.items.length === 0) list.flow = true;
}

/** As the file has it, so that no other line changes. */
function indentation(text: string): { indent: number; indentSeq: boolean } {
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  return { indent: Math.min(Math.max(indent, 1), 8), indentSeq: !/^[\w-]+:[ \t]*\r?\n- /m.test(text) };
}

/** Written beside it, then put in its place; a link stays a link. */
async function replaceFile(path: string, text: string): Promise<void> {
  const real = await realpath(path).catch(() => path);
  const mode = (await stat(real).catch(() => null))?.mode;
  const beside = `${real}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text, { flag: 'wx', ...(mode === undefined ? {} : { mode: mode & 0o777 }) });
    await rename(beside, real);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
