/** Log text for a terminal, inert. */
import { cutToWidth } from './width.ts';

const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/g;
/** Colours say nothing in a report; every other sequence is shown, its ESC made visible. */
const COLOURS = /\u001b\[[0-9;:]*m/g;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/** Bidirectional controls, which make text read as something else. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Zero-width and other invisible format characters, and the blank fillers that hide in names. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Whether there is anything to do: most lines are printable ASCII, or drawn with bars and frames. */
const PLAIN = /^[\n -~\u2500-\u259f]*$/;

/**
 * Text that a terminal shows and does not obey. Newlines stay, tabs become spaces, colours are dropped; other controls become
 * their picture (`␛`), C1 and bidirectional controls `\u202e`; zero-width characters are dropped; lone surrogates become `�`.
 */
export function escapeTerminal(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(COLOURS, '')
    .replace(CONTROLS, picture)
    .replace(BIDI, asEscape)
    .replace(INVISIBLE, '');
}

function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 9) return '  ';
  if (code < 32) return String.fromCharCode(0x2400 + code);
  return code === 127 ? '␡' : asEscape(control);
}

/** Every UTF-16 unit as `\uXXXX`. */
export function asEscape(text: string): string {
  let escaped = '';
  for (let i = 0; i < text.length; i++) escaped += `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return escaped;
}

/** The first line with a letter or digit in it, without controls, its spaces collapsed, cut to `max` columns with `…`. */
export function oneLine(text: string, max: number): string {
  const lines = escapeTerminal(text).split('\n');
  const line = lines.find((l) => /[\p{L}\p{N}]/u.test(l)) ?? lines.find((l) => l.trim() !== '') ?? '';
  return cutToWidth(collapse(line), max);
}

/** Runs of white space as one space, none at the ends. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
