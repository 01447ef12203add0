import { collapse, escapeTerminal } from '../text/escape.ts';
import { cutToWidth, displayWidth, padToWidth } from '../text/width.ts';
import type { Block, Column, Content, Inline, Piece } from './blocks.ts';
import { LEVELS } from './limits.ts';
import { cutLine, fitColumns, wrap } from './lines.ts';

export interface TextOptions {
  color?: boolean;
  /** Columns; 100 where it is not given, at least 40. */
  width?: number;
}

type Paint = (piece: 'strong' | 'dim' | 'head', text: string) => string;

const SGR = { strong: '1', dim: '2', head: '1;36' };
const LIMITS = LEVELS[0]!;

/** The report for a terminal. Its only control sequences are colours, and those only where asked for. */
export function renderText(content: Content, { color = false, width = 100 }: TextOptions): string {
  const columns = Math.max(40, Math.floor(width));
  const paint: Paint = (kind, text) => (color && text !== '' ? `\u001b[${SGR[kind]}m${text}\u001b[0m` : text);
  const blocks = content(LIMITS).map((block) => printBlock(block, columns, paint));
  return `${blocks.join('\n\n')}\n`;
}

function printBlock(block: Block, width: number, paint: Paint): string {
  switch (block.kind) {
    case 'heading':
      return wrap(plain(block.content), width, '', '')
        .map((line) => paint('head', line))
        .join('\n');
    case 'text':
      return paragraph(block.content, width, ['', ''], paint);
    case 'list':
      return block.items
        .map((item, i) => printItem(block.from === null ? '- ' : `${block.from + i}. `, item, width, paint))
        .join('\n');
    case 'table':
      return printTable(block, width, paint);
    case 'code':
      return block.lines.map((line) => `    ${escapeTerminal(line).replace(/\n/g, ' ')}`).join('\n');
    case 'links':
      return block.links.map(({ label, href }) => `${plain([label])}:\n    ${href}`).join('\n');
    case 'mark':
      return paint('dim', collapse(escapeTerminal(block.text)));
  }
}

type ListItem = Extract<Block, { kind: 'list' }>['items'][number];

function printItem(mark: string, { content: inline, below }: ListItem, width: number, paint: Paint): string {
  const indent = ' '.repeat(mark.length);
  const own = paragraph(inline, width, [mark, indent], paint);
  return [own, ...below.map((sub) => paragraph(sub, width, [`${indent}- `, `${indent}  `], paint))].join('\n');
}

/** Wrapped text, its first piece emphasised where it is `strong` and stands whole on the first line. */
function paragraph(inline: Inline, width: number, [first, next]: [string, string], paint: Paint): string {
  const lines = wrap(plain(inline), width, first, next);
  const lead = inline[0];
  if (lead === undefined || typeof lead === 'string' || lead.as !== 'strong') return lines.join('\n');
  const label = collapse(flat(lead));
  const [line = '', ...rest] = lines;
  const painted = line.startsWith(first + label)
    ? first + paint('strong', label) + line.slice(first.length + label.length)
    : line;
  return [painted, ...rest].join('\n');
}

function printTable({ columns, rows }: Extract<Block, { kind: 'table' }>, width: number, paint: Paint): string {
  const cells = rows.map((row) => row.map((cell) => plain(cell)));
  const natural = columns.map(({ title }, i) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[i] ?? ''))),
  );
  const widths = fitColumns(natural, width - 2 * (columns.length - 1));
  const line = (row: string[]) => {
    const wrapped = row.map((cell, i) => wrap(cell, widths[i] ?? 0, '', ''));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      printRow(
        wrapped.map((lines) => lines[at] ?? ''),
        widths,
        columns,
      ),
    ).join('\n');
  };
  return [paint('dim', line(columns.map(({ title }) => title))), ...cells.map(line)].join('\n');
}

function printRow(row: string[], widths: number[], columns: Column[]): string {
  const cells = row.map((cell, i) =>
    columns[i]?.right ? alignRight(cell, widths[i] ?? 0) : padToWidth(cell, widths[i] ?? 0),
  );
  return cells.join('  ').trimEnd();
}

function alignRight(cell: string, width: number): string {
  const cut = cutToWidth(cell, width);
  return ' '.repeat(Math.max(0, width - displayWidth(cut))) + cut;
}

function plain(inline: Inline): string {
  return collapse(inline.map(flat).join(''));
}

function flat(piece: Piece): string {
  return cutLine(typeof piece === 'string' ? piece : piece.text, LIMITS.text);
}
