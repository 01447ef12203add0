import { UserError } from '../errors.ts';

/** How much of a long line is shown on either side of the caret. */
const SHOWN = 60;
/** Controls, line and paragraph separators, bidi marks: they would break the line that shows the filter. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A filter that cannot be read. The message shows its line with a caret under the position. */
export class FilterError extends UserError {
  /** Where in the filter, in UTF-16 units from 0. */
  readonly position: number;
  /** What is wrong, without the filter's text. */
  readonly what: string;

  constructor(text: string, position: number, what: string, hint: string) {
    super(`Filter: ${what}\n${showPosition(text, position)}`, hint);
    this.name = 'FilterError';
    this.position = position;
    this.what = what;
  }
}

/** The line around a position, and below it a caret. */
function showPosition(text: string, position: number): string {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const newline = text.indexOf('\n', position);
  const lineEnd = newline < 0 ? text.length : newline;
  const from = position - lineStart > SHOWN ? position - SHOWN : lineStart;
  const to = lineEnd - position > SHOWN ? position + SHOWN : lineEnd;
  const before = `${from > lineStart ? '…' : ''}${plain(text.slice(from, position))}`;
  const after = `${plain(text.slice(position, to))}${to < lineEnd ? '…' : ''}`;
  return `  ${before}${after}\n  ${' '.repeat(before.length)}^`;
}

function plain(text: string): string {
  return text.toWellFormed().replace(UNPRINTABLE, ' ');
}
