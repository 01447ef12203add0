import { escapeTerminal } from '../text/escape.ts';
import { cutToWidth, displayWidth } from '../text/width.ts';
import { count, type Page } from './page.ts';

/** A part of a text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** Lines of a longer text that are shown before and after the one where the mark begins. */
const AROUND = 3;
const BAR = '    | ';

/** A text for the eye, inert, with a row of `^` under what is marked; a long one is cut around the mark. */
export function quote(text: string, span: Span | null, page: Page): string[] {
  const lines = splitLines(text);
  const marked = Math.max(
    0,
    lines.findIndex(({ end }) => span !== null && span.start <= end),
  );
  const [from, to] = [Math.max(0, marked - AROUND), marked + AROUND + 1];
  const shown = lines.slice(from, to).flatMap((line) => quoteLine(text, line, span, page));
  const more = (left: number) => (left > 0 ? [page.paint('dim', `${BAR}… ${count(left, 'line')} more`)] : []);
  return [...more(from), ...shown, ...more(lines.length - to)];
}

function splitLines(text: string): Span[] {
  const lines: Span[] = [];
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

function quoteLine(text: string, { start, end }: Span, span: Span | null, page: Page): string[] {
  const width = page.width - BAR.length;
  const from = span === null ? start : Math.min(Math.max(start, span.start), end);
  const to = span === null ? start : Math.max(from, Math.min(end, span.end));
  const [before, marked, after] = [text.slice(start, from), text.slice(from, to), text.slice(to, end)].map(escapeLine);
  const lead = displayWidth(before!) + displayWidth(marked!) > width ? cutStart(before!, width / 3) : before!;
  const middle = cutToWidth(marked!, width - displayWidth(lead));
  const rest = cutToWidth(after!, width - displayWidth(lead + middle));
  const mark = `${' '.repeat(BAR.length + displayWidth(lead))}${page.paint('bad', '^'.repeat(displayWidth(middle)))}`;
  return [(BAR + lead + middle + rest).trimEnd(), ...(middle === '' ? [] : [mark])];
}

function escapeLine(part: string): string {
  return escapeTerminal(part).replace(/\n/g, ' ');
}

function cutStart(text: string, columns: number): string {
  return text.length > columns ? `…${text.slice(-Math.floor(columns)).toWellFormed()}` : text;
}
