import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../model.ts';
import { renderReport } from '../report/index.ts';
import { shellQuote } from '../report/shell.ts';
import { escapeTerminal } from '../text/escape.ts';
import type { Io } from './io.ts';

/** What stays on the terminal when a screen is gone: the headline, and how the report is printed again. */
export function farewell(headline: string, saved: string | null): string {
  const again = saved === null ? '' : `\`rca report ${shellQuote(saved)}\` prints the report again.\n`;
  return escapeTerminal(`${headline}\n${again}`);
}

/**
 * Keeps a report that nobody asked to save, in a folder of its own that nobody else may enter: the screen that showed it is gone.
 *
 * @returns the file; null where none can be written, which is no reason to fail
 */
export async function keepReport(report: Report, env: Io['env']): Promise<string | null> {
  try {
    const file = join(await mkdtemp(join(env.TMPDIR || tmpdir(), 'rca-')), 'report.json');
    await writeFile(file, renderReport(report, 'json'), { mode: 0o600, flag: 'wx' });
    return file;
  } catch {
    return null;
  }
}
