import type { Report } from '../model.ts';
import { renderReport } from '../report/index.ts';
import { shellQuote } from '../report/shell.ts';
import { escapeTerminal } from '../text/escape.ts';
import type { Io } from './io.ts';
import { PrivateFolder } from './private-folder.ts';

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
export function keepReport(report: Report, env: Io['env']): Promise<string | null> {
  const folder = new PrivateFolder(env);
  return folder.write('report.json', renderReport(report, 'json')).catch(() => null);
}
