/** How many terminal columns text takes, and text made to fit. For text without control characters (see escapeTerminal). */
import stringWidth from 'string-width';

/** ASCII, and what bars and frames are drawn with: a column each. */
const NARROW = /^[ -~\u2500-\u259f]*$/;
/** One Latin character, marks on it or not: known without asking the library, which is slow where it counts. */
const LATIN = /^[ -~\u00c0-\u024f]\p{M}*$/u;
/** More combining marks than this on one character are a joke (or an attack): the rest is dropped. */
const GRAPHEME_UNITS = 16;
/** No script needs more UTF-16 units than this for a column, on average. */
const COLUMN_UNITS = 4;

const segmenter = new Intl.Segmenter();

/** Columns that `s` takes on a terminal: wide characters two, combining marks none. */
export function displayWidth(s: string): number {
  return NARROW.test(s) ? s.length : stringWidth(s);
}

/** `s` when it fits, else its beginning and `…`, together at most `columns` wide (and at most 4 UTF-16 units a column). */
export function cutToWidth(s: string, columns: number): string {
  if (columns <= 0) return '';
  if (s.length <= columns && NARROW.test(s)) return s;
  if (NARROW.test(s.slice(0, columns + 1))) return `${s.slice(0, columns - 1)}…`;
  const units = columns * COLUMN_UNITS;
  let kept = '';
  let width = 0;
  let room = '';
  for (const { segment } of segmenter.segment(s.slice(0, units + GRAPHEME_UNITS))) {
    const grapheme = segment.length > GRAPHEME_UNITS ? segment.slice(0, GRAPHEME_UNITS).toWellFormed() : segment;
    width += LATIN.test(grapheme) ? 1 : displayWidth(grapheme);
    if (width > columns || kept.length + grapheme.length > units) return `${room}…`;
    kept += grapheme;
    if (width < columns) room = kept;
  }
  return s.length > units + GRAPHEME_UNITS ? `${room}…` : kept;
}

/** `s` cut or filled with spaces to exactly `columns`. */
export function padToWidth(s: string, columns: number): string {
  const cut = cutToWidth(s, columns);
  return cut + ' '.repeat(Math.max(0, columns - displayWidth(cut)));
}
