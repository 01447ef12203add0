import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isFinding } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Report, Verification } from '../model.ts';
import { redactReport, renderReport } from '../report/index.ts';
import { EXIT, type Io, write } from './io.ts';
import { hasColor } from './page.ts';
import type { FailOn, Format } from './scan-options.ts';
import type { Settings } from './settings.ts';

/** The report as it may leave rca: without secrets, unless `--no-redact` was given. */
export function outgoing<T extends Report | Verification>(report: T, { redactor }: Pick<Settings, 'redactor'>): T {
  if (redactor === null) return report;
  return 'kind' in report ? redactor.value(report) : (redactReport(report, redactor) as T);
}

/** Prints the report; colour only on a terminal that did not refuse it. */
export async function printReport(report: Report | Verification, format: Format, io: Io): Promise<void> {
  const text = renderReport(report, format, { color: hasColor(io), width: io.stdout.columns || 100 });
  await write(io.stdout, text);
}

/** Writes the JSON report beside any output. */
export async function saveReport(report: Report | Verification, file: string): Promise<void> {
  await writeFile(file, renderReport(report, 'json')).catch((error) => unsaved(file, error));
}

/** Whether a report can be saved there, asked before hours of logs are read. UserError where it cannot. */
export async function checkWritable(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) unsaved(file, { code: 'EISDIR' });
  await access(found ? file : dirname(file), constants.W_OK).catch((error) => unsaved(file, error));
}

function unsaved(file: string, { code }: NodeJS.ErrnoException | { code: string }): never {
  throw new UserError(
    `--save: ${file} cannot be written (${code})`,
    'Name a file in a folder that exists and is yours.',
  );
}

/** The exit status: findings at or above `--fail-on`; inconclusive where part of the window was not read and nothing was found. */
export function exitStatus(report: Report, failOn: FailOn): number {
  if (failOn === 'never') return EXIT.ok;
  const found = report.signatures.some((signature) => isFinding(signature) || (failOn === 'any' && isOld(signature)));
  if (found) return EXIT.findings;
  return report.losses.some(({ reason }) => reason === 'not-read' || reason === 'quota') ? EXIT.inconclusive : EXIT.ok;
}

function isOld(signature: Report['signatures'][number]): boolean {
  return isFinding({ ...signature, verdict: 'new' }) && signature.count > 0;
}
