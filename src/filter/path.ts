import { type Field, findField } from './fields.ts';
import type { Scanner } from './scanner.ts';

export const QUOTE_HINT = 'Put text with spaces or special characters in double quotes.';

/** One part of a dotted name, or of text that looks like one. */
export interface Segment {
  text: string;
  quoted: boolean;
  position: number;
}

/** Words and strings with a dot between: a field's name, or text; [] where neither begins here. */
export function readPath(scanner: Scanner): Segment[] {
  const segments: Segment[] = [];
  do {
    const position = scanner.pos;
    const quoted = scanner.quoted();
    const text = quoted ?? scanner.word();
    if (text === null) {
      if (segments.length > 0) throw scanner.error('a name is missing after "."', QUOTE_HINT);
      return [];
    }
    segments.push({ text, quoted: quoted !== null, position });
  } while (scanner.eat('.'));
  return segments;
}

/** The text that segments stand for where they are no field: one string, or words with dots. */
export function pathText(scanner: Scanner, segments: Segment[]): string {
  const first = segments[0]!;
  if (segments.length === 1 && first.quoted) return first.text;
  const quoted = segments.find((segment) => segment.quoted);
  if (quoted)
    throw scanner.error(
      'this name is compared with nothing',
      'Write an operator and a value after it, or quote the whole text.',
      first.position,
    );
  if (/^[+'-]/.test(first.text)) {
    throw scanner.error(`text cannot begin with ${first.text[0]}`, 'Put it in double quotes.', first.position);
  }
  if (/[^\s"()]/.test(scanner.peek())) {
    throw scanner.error(`text with ${JSON.stringify(scanner.peek())} in it must be quoted`, QUOTE_HINT);
  }
  return segments.map((segment) => segment.text).join('.');
}

/** The field that segments name. */
export function locateField(scanner: Scanner, segments: Segment[]): Field {
  const field = findField(segments.map((segment) => segment.text));
  if ('type' in field) return field;
  throw scanner.error(field.what, field.hint, segments[field.segment]!.position);
}
