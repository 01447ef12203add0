import { type Line, lineWidth, type Span } from './line.ts';

/** Something that begins in a column of its own. */
export interface Piece {
  at: number;
  spans: Span[];
}

/**
 * A row with each piece in its place; `fill` draws what lies between them, from a column to before another. What would reach over an
 * earlier piece of the list, touch its end, or leave the row, is left out.
 */
export function placed(pieces: Piece[], columns: number, fill: (from: number, to: number) => Span[]): Line {
  const taken: (Piece & { end: number })[] = [];
  for (const piece of pieces) {
    const end = piece.at + lineWidth(piece.spans);
    const free = taken.every((other) => end < other.at || piece.at > other.end);
    if (piece.at >= 0 && end <= columns && free) taken.push({ ...piece, end });
  }
  taken.sort((a, b) => a.at - b.at);
  const row: Line = [];
  let column = 0;
  for (const { at, spans, end } of taken) {
    if (at > column) row.push(...fill(column, at));
    row.push(...spans);
    column = end;
  }
  return column < columns ? [...row, ...fill(column, columns)] : row;
}
