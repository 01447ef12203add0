import { BLANK, type Line, line } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';

/** A heading and its lines, a blank line before them; nothing where there are no lines. */
export function section(heading: string, lines: Line[]): Line[] {
  return lines.length === 0 ? [] : [BLANK, line(heading, 'heading'), ...lines];
}

/** One paragraph an item, each after a dash. */
export function bullets(items: string[], columns: number): Line[] {
  return items.flatMap((item) => paragraph(item, columns, { lead: '  - ' }));
}
