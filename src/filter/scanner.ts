import { FilterError } from './error.ts';
import type { Operator } from './types.ts';

const OPERATORS: Operator[] = ['!=', '!~', '>=', '<=', '=~', '=', '>', '<', ':'];
const SPACE_AND_COMMENTS = /(?:\s+|--[^\n]*)*/y;
/** Unquoted text: no space, quote, parenthesis or operator; `.` parts it. */
const WORD = /(?:[^\s"()=<>:~!,*\\.]|!(?![=~]))+/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![^\s()=<>:~!,])/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const ESCAPE =
  /\\(?:([nrtafv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|(["\\]))/g;
const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\x07', f: '\f', v: '\v' };

/** Reads the small parts of a filter from left to right. */
export class Scanner {
  readonly text: string;
  pos = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** A FilterError at a position, here where none is given. */
  error(what: string, hint: string, position = this.pos): FilterError {
    return new FilterError(this.text, position, what, hint);
  }

  /** Goes past white space and comments; whether there were any. */
  skip(): boolean {
    return this.#take(SPACE_AND_COMMENTS)![0] !== '';
  }

  /** The character here, '' at the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.pos + ahead);
  }

  /** Goes past the character if it is the one here. */
  eat(char: string): boolean {
    if (this.peek() !== char || char === '') return false;
    this.pos++;
    return true;
  }

  operator(): Operator | null {
    const found = OPERATORS.find((op) => this.text.startsWith(op, this.pos));
    if (found === undefined) return null;
    this.pos += found.length;
    return found;
  }

  word(): string | null {
    return this.#take(WORD)?.[0] ?? null;
  }

  /** The word here without going past it. */
  peekWord(): string | null {
    const start = this.pos;
    const word = this.word();
    this.pos = start;
    return word;
  }

  /** A number with its sign, as written. */
  number(): string | null {
    return this.#take(NUMBER)?.[0] ?? null;
  }

  /** A string in double quotes, its escapes resolved; null where none begins here. */
  quoted(): string | null {
    if (this.peek() !== '"') return null;
    const raw = this.#take(QUOTED)?.[1];
    if (raw === undefined) {
      throw this.error('this quote is never closed', 'Close it with ", and write a quote inside a string as \\".');
    }
    return raw.includes('\\') ? raw.replace(ESCAPE, resolveEscape) : raw;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.pos;
    const found = pattern.exec(this.text);
    if (found) this.pos += found[0].length;
    return found;
  }
}

/** What an escape stands for. Others (`\d`, `\b`) stay as they are, for regular expressions have their own. */
function resolveEscape(
  _: string,
  control: string,
  octal: string,
  x: string,
  u: string,
  long: string,
  self: string,
): string {
  if (self) return self;
  if (control) return CONTROLS[control]!;
  if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
  return String.fromCodePoint(Number.parseInt(x ?? u ?? long, 16));
}
