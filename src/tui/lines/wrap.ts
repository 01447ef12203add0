import { cutToWidth, displayWidth } from '../../text/width.ts';
import { type Line, line, safe, span, type Tone } from './line.ts';

/** More of one text is not shown: a line of 300 KB would fill thousands of rows. */
const MOST = 1200;

const segmenter = new Intl.Segmenter();

/** Text broken at spaces into rows of at most `columns`; words longer than a row are cut. Never empty. */
export function wrapText(text: string, columns: number): string[] {
  const room = Math.max(columns, 4);
  const rows: string[] = [];
  let row = '';
  for (const word of capped(safe(text)).split(' ')) {
    const joined = row === '' ? word : `${row} ${word}`;
    if (displayWidth(joined) <= room) {
      row = joined;
      continue;
    }
    if (row.trim() !== '') rows.push(row);
    const pieces = cutWord(word, room);
    rows.push(...pieces.slice(0, -1));
    row = pieces.at(-1) ?? '';
  }
  return [...rows, row];
}

function capped(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST).toWellFormed()}…` : text;
}

function cutWord(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const { segment } of segmenter.segment(word)) {
    // A character under a heap of combining marks is trimmed to what a row may hold of it.
    const character = segment.length > 1 ? cutToWidth(segment, 2) : segment;
    const more = displayWidth(character);
    if (width + more > columns) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += character;
    width += more;
  }
  return [...pieces, piece];
}

export interface Paragraph {
  /** Before the first row; the others are indented by its width. */
  lead?: string;
  tone?: Tone;
  leadTone?: Tone;
}

/** A paragraph as lines, with a hanging indent. */
export function paragraph(
  text: string,
  columns: number,
  { lead = '', tone = 'plain', leadTone = 'dim' }: Paragraph = {},
): Line[] {
  const indent = displayWidth(lead);
  const rows = wrapText(text, columns - indent);
  if (indent === 0) return rows.map((row) => line(row, tone));
  return rows.map((row, i) => [span(i === 0 ? lead : ' '.repeat(indent), leadTone), span(row, tone)]);
}

/** A shell command over several rows, each but the last ended by a backslash: copied as it stands, it runs. */
export function command(text: string, columns: number): Line[] {
  const rows: string[] = [];
  for (const word of safe(text).split(' ')) {
    const last = rows.at(-1);
    if (last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= columns - 4)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.map((row, i) => [
    span(i === 0 ? '  ' : '    '),
    span(row, 'strong'),
    span(i < rows.length - 1 ? ' \\' : ''),
  ]);
}
