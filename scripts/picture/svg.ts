/** A terminal's rows as an SVG picture. */
import { displayWidth } from '../../src/text/width.ts';
import { type Look, type Piece, readRow } from './sgr.ts';

/** Of a cell, and around all. */
const [WIDE, HIGH, MARGIN] = [8.4, 18, 14];
const BASELINE = 13.5;
const [PAPER, INK] = ['#16181d', '#d5d8de'];
const COLOURS = ['#3b4048', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d5d8de'];
const BRIGHT = ['#6b727d', '#ff8b94', '#b5e890', '#ffd991', '#82c6ff', '#e19df5', '#7ad9e6', '#ffffff'];
const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** @param rows with their SGR sequences @param title what the picture shows, for those who cannot see it */
export function toSvg(rows: readonly string[], columns: number, title: string): string {
  const [width, height] = [columns * WIDE + 2 * MARGIN, rows.length * HIGH + 2 * MARGIN];
  let look: Look | undefined;
  const body = rows.flatMap((row, at) => {
    const { pieces, after } = readRow(row, look);
    look = after;
    return paintRow(pieces, at);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    `<title>${asXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`,
    `<g font-family='${FONT}' font-size="14" fill="${INK}" xml:space="preserve">`,
    ...body,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function paintRow(pieces: readonly Piece[], row: number): string[] {
  let column = 0;
  return pieces.flatMap((piece) => {
    const from = column;
    const cells = displayWidth(piece.text);
    column += cells;
    return paint(piece, { x: MARGIN + from * WIDE, y: MARGIN + row * HIGH, cells });
  });
}

function paint({ text, colour, bold, dim, inverse }: Piece, at: { x: number; y: number; cells: number }): string[] {
  const own = colour === null ? INK : [...COLOURS, ...BRIGHT][colour]!;
  const wide = (at.cells * WIDE).toFixed(1);
  const x = at.x.toFixed(1);
  const back = inverse ? [`<rect x="${x}" y="${at.y}" width="${wide}" height="${HIGH}" fill="${own}"/>`] : [];
  if (text.trim() === '') return back;
  const looks = [
    `fill="${inverse ? PAPER : own}"`,
    ...(bold ? ['font-weight="bold"'] : []),
    ...(dim ? ['opacity="0.6"'] : []),
  ].join(' ');
  const size = `textLength="${wide}" lengthAdjust="spacingAndGlyphs"`;
  return [...back, `<text x="${x}" y="${(at.y + BASELINE).toFixed(1)}" ${size} ${looks}>${asXml(text)}</text>`];
}

function asXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
}
