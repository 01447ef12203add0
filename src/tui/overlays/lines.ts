import type { Report } from '../../model.ts';
import { fold } from '../lines/fold.ts';
import { type Line, line } from '../lines/line.ts';
import { compareLines } from './compare.ts';
import { entriesLines } from './entries.ts';
import { issueLines } from './issue.ts';
import type { Overlay } from './overlay.ts';
import { servicesLines } from './services.ts';

interface Made {
  report: Report | null;
  columns: number;
  lines: Line[];
}

const made = new WeakMap<Overlay, Made>();

/** The rows of a page, made once for the same page, report and width. */
export function overlayLines(overlay: Overlay, report: Report | null, columns: number): Line[] {
  const known = made.get(overlay);
  if (known?.report === report && known.columns === columns) return known.lines;
  const lines = linesOf(overlay, report, columns);
  made.set(overlay, { report, columns, lines });
  return lines;
}

function linesOf(overlay: Overlay, report: Report | null, columns: number): Line[] {
  switch (overlay.kind) {
    case 'services':
      return report === null ? [] : servicesLines(overlay, report);
    case 'compare':
      return report === null ? [] : compareLines(overlay, report, columns);
    case 'entries':
      return entriesLines(overlay, columns);
    case 'issue':
      return issueLines(overlay, columns);
    case 'text':
      return [line(overlay.heading, 'heading'), ...fold(overlay.text, columns)];
  }
}
