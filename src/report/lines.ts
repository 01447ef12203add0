/** Text laid out in columns. */
import { escapeTerminal } from '../text/escape.ts';
import { cutToWidth, displayWidth } from '../text/width.ts';

/** Of a longer text only so much is looked at: a line of 300 KB costs no more than one of this many UTF-16 units. */
const LOOK = 8000;

/** Text on one line, inert for a terminal, a space at its ends kept, cut at `max` columns with `…`. */
export function cutLine(text: string, max: number): string {
  const line = escapeTerminal(text.length > LOOK ? `${text.slice(0, LOOK)}…` : text).replace(/\s+/g, ' ');
  return cutToWidth(line, max);
}

/** `text` in lines of at most `width` columns, the first indented by `first`, the others by `next`. A longer word stays whole. */
export function wrap(text: string, width: number, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  let columns = displayWidth(first);
  let empty = true;
  for (const word of text.split(' ')) {
    const size = displayWidth(word);
    if (!empty && columns + 1 + size > width) {
      lines.push(line);
      line = next + word;
      columns = displayWidth(next) + size;
    } else {
      line += empty ? word : ` ${word}`;
      columns += size + (empty ? 0 : 1);
    }
    empty = false;
  }
  return [...lines, line];
}

/** Widths of columns that together fit into `width`: the widest give way first, none below 8. */
export function fitColumns(natural: number[], width: number): number[] {
  const widths = [...natural];
  for (let over = sum(widths) - width; over > 0; over = sum(widths) - width) {
    const widest = Math.max(...widths);
    if (widest <= 8) break;
    const second = Math.max(8, ...widths.filter((w) => w < widest));
    const holders = widths.filter((w) => w === widest).length;
    const step = Math.max(1, Math.min(widest - second, Math.ceil(over / holders)));
    for (const [i, w] of widths.entries()) if (w === widest) widths[i] = w - step;
  }
  return widths;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
