import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Report, Verification } from '../model.ts';
import { issueTitle } from '../report/index.ts';
import { parseReport, parseSaved } from '../report/schema.ts';
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
  const saved = await readSaved(file);
  if (flags.title) await write(io.stdout, `${issueTitle(saved)}\n`);
  else await printReport(saved, format, io);
  return EXIT.ok;
}

/** What `--save` wrote, or only a scan's report. UserError where the file is neither. */
export async function readSaved(file: string, only: 'report' | 'any' = 'any'): Promise<Report | Verification> {
  const data = await readJson(file);
  try {
    if (only === 'report') parseReport(data);
    else parseSaved(data);
    // As it was written, in the order of its fields: JSON comes out the same.
    return data as Report | Verification;
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
