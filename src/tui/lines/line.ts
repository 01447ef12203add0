/** A row of the screen as data: pieces of text, each with a tone. Painted by components/lines.tsx. */
import { escapeTerminal } from '../../text/escape.ts';
import { cutToWidth, displayWidth } from '../../text/width.ts';

/** What a piece of text is, not what it looks like: colours are chosen in one place and may be off. */
export type Tone = 'plain' | 'strong' | 'heading' | 'dim' | 'bad' | 'warn' | 'good' | 'accent';

export interface Span {
  text: string;
  tone: Tone;
  /** What was searched for. */
  mark?: boolean;
}

export type Line = Span[];

export const BLANK: Line = [];

/** Variation selectors ask for another glyph of another width; terminals disagree on which. */
const VARIATION = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Log text that a terminal shows in one row and does not obey. */
export function safe(text: string): string {
  return escapeTerminal(text).replaceAll('\n', ' ').replace(VARIATION, '');
}

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

export function line(text: string, tone: Tone = 'plain'): Line {
  return [span(text, tone)];
}

/** The line cut to `columns`; every text in it made safe, so that no caller can forget. Neighbours of one tone become one piece. */
export function cutLine(spans: Line, columns: number): Line {
  const fitted: Line = [];
  let room = columns;
  for (const piece of spans) {
    if (room <= 0) break;
    const cut = cutToWidth(safe(piece.text), room);
    const last = fitted.at(-1);
    if (last && last.tone === piece.tone && last.mark === piece.mark) last.text += cut;
    else fitted.push({ ...piece, text: cut });
    room -= displayWidth(cut);
  }
  return fitted;
}

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + displayWidth(safe(text)), 0);
}

/** The line filled with spaces to exactly `columns`. */
export function padLine(spans: Line, columns: number): Line {
  const fitted = cutLine(spans, columns);
  const missing = columns - lineWidth(fitted);
  return missing > 0 ? [...fitted, span(' '.repeat(missing))] : fitted;
}

/** `left` and `right` at the ends of a row; where both do not fit, `left` is cut. */
export function spread(left: Line, right: Line, columns: number): Line {
  const end = cutLine(right, columns - 1);
  const room = columns - lineWidth(end);
  return [...padLine(left, end.length > 0 ? room - 1 : room), ...(end.length > 0 ? [span(' ')] : []), ...end];
}
