/** Searching: what is looked for, where it stands in a row, which rows have it. */
import type { Line, Span } from './lines/line.ts';

export interface Search {
  text: string;
  pattern: RegExp;
  /** The row of the page, or of the list, that was found last. */
  at: number | null;
}

/** A text to look for, letter for letter: in any case, unless it has a capital in it (as in vim and less -i). null for nothing. */
export function searchFor(text: string): Search | null {
  if (text === '') return null;
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return { text, pattern: new RegExp(literal, /\p{Lu}/u.test(text) ? 'gu' : 'giu'), at: null };
}

export function finds({ pattern }: Search, text: string): boolean {
  return text.search(pattern) >= 0;
}

export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

/** The rows that have it. */
export function matchesIn(search: Search, texts: string[]): number[] {
  return texts.flatMap((text, row) => (finds(search, text) ? [row] : []));
}

/** The first match from `start` on, over the end if need be; null where there is none. */
export function nextMatch(matches: number[], start: number, by: 1 | -1): { row: number; wrapped: boolean } | null {
  const ahead = by > 0 ? matches.find((row) => row >= start) : matches.findLast((row) => row <= start);
  const row = ahead ?? (by > 0 ? matches[0] : matches.at(-1));
  return row === undefined ? null : { row, wrapped: ahead === undefined };
}

/** The row with every match marked, also one that begins in one piece and ends in the next. */
export function highlight(line: Line, search: Search | null): Line {
  if (search === null) return line;
  const found = [...textOf(line).matchAll(search.pattern)].map(({ index, 0: hit }) => [index, index + hit.length]);
  if (found.length === 0) return line;
  const cuts = new Set(found.flat());
  let offset = 0;
  return line.flatMap((piece) => {
    const parts: Span[] = [];
    let text = '';
    const push = (end: number) => {
      if (text === '') return;
      const begin = end - text.length;
      const mark = found.some(([from, to]) => begin >= from! && end <= to!);
      parts.push(mark ? { ...piece, text, mark } : { ...piece, text });
      text = '';
    };
    for (const unit of piece.text.split('')) {
      if (cuts.has(offset)) push(offset);
      text += unit;
      offset++;
    }
    push(offset);
    return parts;
  });
}
