import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../errors.ts';

/** One file to read, or standard input (path `-`, size null). */
export interface Input {
  path: string;
  /** How losses name it. */
  name: string;
  size: number | null;
}

const READABLE = /\.(?:json|ndjson|jsonl|log|txt|gz)$/i;

/** The files behind `paths`, folders read through in sorted order. Throws UserError where one is missing or a folder has none. */
export async function findInputs(paths: string[]): Promise<Input[]> {
  const found: Input[] = [];
  for (const path of paths) {
    if (path === '-') {
      found.push({ path, name: 'standard input', size: null });
      continue;
    }
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw unreadable(path, error);
    });
    if (stats.isDirectory()) found.push(...(await inFolder(path)));
    else found.push({ path, name: basename(path), size: stats.isFile() ? stats.size : null });
  }
  return withFullNames(found);
}

/** Bytes of all files behind `paths`; null where that is not known before they are read. Throws as `findInputs` does. */
export async function bytesOf(paths: string[]): Promise<number | null> {
  const sizes = (await findInputs(paths)).map(({ size }) => size);
  return sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + size!, 0);
}

/** The error of a file that cannot be opened or read, in the user's terms. */
export function unreadable(path: string, error: NodeJS.ErrnoException): Error {
  const reasons: Record<string, [string, string]> = {
    ENOENT: [`no such file: ${path}`, 'check the name; a folder or - for standard input also works'],
    ENOTDIR: [`no such file: ${path}`, 'check the name; a folder or - for standard input also works'],
    EACCES: [`no permission to read ${path}`, 'make it readable for you'],
    EPERM: [`no permission to read ${path}`, 'make it readable for you'],
  };
  const reason = reasons[error.code ?? ''];
  return reason ? new UserError(...reason) : error;
}

async function inFolder(folder: string): Promise<Input[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    throw unreadable(folder, error);
  });
  const paths = entries
    .filter((entry) => !entry.isDirectory() && READABLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const inputs: Input[] = [];
  for (const path of paths) {
    // Of a link what it points to; one that points nowhere is no file.
    const stats = await stat(path).catch(() => null);
    if (stats?.isFile()) inputs.push({ path, name: basename(path), size: stats.size });
  }
  if (inputs.length > 0) return inputs;
  throw new UserError(
    `no log files in ${folder}`,
    'rca reads .json, .ndjson, .jsonl, .log, .txt and .gz files of a folder',
  );
}

/** Files of the same name in different folders are told apart by their path. */
function withFullNames(inputs: Input[]): Input[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of inputs) (seen.has(name) ? twice : seen).add(name);
  return inputs.map((input) => (twice.has(input.name) ? { ...input, name: input.path } : input));
}
