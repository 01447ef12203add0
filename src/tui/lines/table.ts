import { displayWidth } from '../../text/width.ts';
import { cutLine, type Line, lineWidth, padLine, type Span, safe, span } from './line.ts';

export interface Column {
  heading: string;
  align: 'left' | 'right';
  /** At most so wide; `Infinity` for the one column that takes the room that is left. */
  most: number;
  /** At most so wide in a narrow table. */
  tight?: number;
  /** Left out where the growing column would have too little room, the last of these first. */
  spare?: boolean;
}

/** One row of a list: `key` stays the same while the data around it changes. */
export interface Row {
  key: string;
  cells: Span[];
}

const GAP = '  ';
const NARROW = 90;
/** Columns that the growing one has at least, as long as there is a spare one. */
const LEAST = 16;
const widest = new WeakMap<Row[], number[]>();

/** The widest cell of each column over all rows, so that columns stand still while the list scrolls. */
function naturalWidths(columns: Column[], rows: Row[]): number[] {
  const known = widest.get(rows);
  if (known) return known;
  // The growing column takes what is left, whatever is in it: it holds the longest texts.
  const widths = columns.map(({ most }, i) =>
    most === Infinity
      ? 0
      : rows.reduce((found, { cells }) => Math.max(found, displayWidth(safe(cells[i]?.text ?? ''))), 0),
  );
  widest.set(rows, widths);
  return widths;
}

/** The columns' widths in a table of `room` columns in all; a column without any text takes none. */
export function tableWidths(columns: Column[], rows: Row[], room: number): number[] {
  const natural = naturalWidths(columns, rows);
  const widths = columns.map(({ heading, most, tight = most }, i) => {
    const width = natural[i]!;
    return most === Infinity || width === 0
      ? 0
      : Math.min(Math.max(width, heading.length), room < NARROW ? tight : most);
  });
  const left = () => room - widths.reduce((sum, width) => sum + (width > 0 ? width + GAP.length : 0), 0);
  for (let i = columns.length - 1; i >= 0 && left() < LEAST; i--) if (columns[i]!.spare) widths[i] = 0;
  const rest = Math.max(0, left());
  return widths.map((width, i) => (columns[i]!.most === Infinity ? rest : width));
}

/** Cells side by side, each cut or filled to its column. */
export function tableLine(cells: Span[], columns: Column[], widths: number[]): Line {
  const shown = cells
    .map((cell, i) => ({ cell, width: widths[i]!, align: columns[i]!.align }))
    .filter(({ width }) => width > 0);
  return shown.flatMap(({ cell, width, align }, i) => {
    const gap = i > 0 ? [span(GAP)] : [];
    if (align === 'left') return [...gap, ...padLine([cell], width)];
    const text = cutLine([cell], width);
    return [...gap, span(' '.repeat(width - lineWidth(text))), ...text];
  });
}
