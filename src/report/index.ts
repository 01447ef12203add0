/** A report to text. Redaction (redactReport) happens before, where the report is made. */
import type { Report } from '../model.ts';
import { escapeJson } from '../text/escape.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText, type TextOptions } from './text.ts';

export { MAX_MARKDOWN } from './markdown.ts';
export { redactReport } from './redact-report.ts';
export { issueTitle } from './title.ts';

export type Format = 'markdown' | 'json' | 'text';

const RENDERERS: Record<Format, (report: Report, options: TextOptions) => string> = {
  markdown: renderMarkdown,
  json: (report) => `${escapeJson(report, 2)}\n`,
  text: renderText,
};

/** The report as text, ending with a newline. `color` and `width` (columns) are for `text` only. */
export function renderReport(report: Report, format: Format, options: TextOptions = {}): string {
  return RENDERERS[format](report, options);
}
