/** A report to text. Redaction (redactReport) happens before, where the report is made. */
import type { Report, Verification } from '../model.ts';
import { escapeJson } from '../text/escape.ts';
import type { Content } from './blocks.ts';
import { content } from './content.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText, type TextOptions } from './text.ts';
import { verifyContent } from './verify/content.ts';

export { EventDiff, printEvent } from './events/index.ts';
export { explorerLink } from './explorer.ts';
export { filterFor } from './find.ts';
export { MAX_MARKDOWN } from './markdown.ts';
export { aboutOne } from './narrow.ts';
export { redactReport } from './redact-report.ts';
export { issueTitle } from './title.ts';

export type Format = 'markdown' | 'json' | 'text';

const PAGES: Record<Exclude<Format, 'json'>, (page: Content, options: TextOptions) => string> = {
  markdown: renderMarkdown,
  text: renderText,
};

/** The report or the verification as text, ending with a newline. `color` and `width` (columns) are for `text` only. */
export function renderReport(report: Report | Verification, format: Format, options: TextOptions = {}): string {
  if (format === 'json') return `${escapeJson(report, 2)}\n`;
  const page: Content = (limits) => ('kind' in report ? verifyContent(report, limits) : content(report, limits));
  return PAGES[format](page, options);
}
