import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Report } from '../model.ts';
import { issueTitle } from '../report/index.ts';
import { parseReport } from '../report/schema.ts';
import { EXIT, type Io, write } from './io.ts';
import { printReport } from './output.ts';
import { FORMATS, oneOf } from './scan-options.ts';

export interface ReportFlags {
  format?: string;
  title?: boolean;
}

/** `rca report FILE`: prints a saved report again, without reading logs. */
export async function report(file: string, flags: ReportFlags, io: Io): Promise<number> {
  const format =
    flags.format === undefined ? (io.stdout.isTTY ? 'text' : 'markdown') : oneOf(flags.format, FORMATS, '--format');
  const saved = await readReport(file);
  if (flags.title) await write(io.stdout, `${issueTitle(saved)}\n`);
  else await printReport(saved, format, io);
  return EXIT.ok;
}

async function readReport(file: string): Promise<Report> {
  const data = await readJson(file);
  try {
    parseReport(data);
    // As it was written, in the order of its fields: JSON comes out the same.
    return data as Report;
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${file}: ${error.message}`, error.hint) : error;
  }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `${file}: cannot be read (${error.code ?? error.message})`,
      'Name a file that `rca scan --save FILE` wrote.',
    );
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${file}: is not JSON`, 'Name a file that `rca scan --save FILE` wrote.');
  }
}
