import { escapeTerminal } from '../../text/escape.ts';
import { cutToWidth, displayWidth } from '../../text/width.ts';
import { type Line, line, type Tone } from './line.ts';

const ASCII = /^[ -~]*$/;
const segmenter = new Intl.Segmenter();

/** Text as it stands, every character of it: its own lines and spaces kept, longer lines continued on the next row. */
export function fold(text: string, columns: number, tone: Tone = 'plain'): Line[] {
  const room = Math.max(columns, 4);
  return escapeTerminal(text)
    .split('\n')
    .flatMap((row) => foldRow(row, room).map((part) => line(part, tone)));
}

function foldRow(text: string, columns: number): string[] {
  if (text.length <= columns && ASCII.test(text)) return [text];
  const rows: string[] = [];
  let row = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    const character = segment.length > 1 ? cutToWidth(segment, 2) : segment;
    const more = displayWidth(character);
    if (width + more > columns) {
      rows.push(row);
      row = '';
      width = 0;
    }
    row += character;
    width += more;
  }
  return [...rows, row];
}
