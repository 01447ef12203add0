import { readFile } from 'node:fs/promises';
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
