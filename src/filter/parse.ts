/**
 * The parser of the Logging query language, after Google's "Logging query language" page and AIP-160: NOT binds tightest, then
 * OR, then AND; two comparisons side by side are joined by AND.
 */
import { checkOperator, checkValue } from './check.ts';
import { isFunction, readCall } from './functions.ts';
import { locateField, pathText, QUOTE_HINT, readPath, type Segment } from './path.ts';
import { Scanner } from './scanner.ts';
import { type Filter, join, type Operator } from './types.ts';

/** Cloud Logging refuses longer filters. */
const MAX_LENGTH = 20_000;
/** Deeper nesting than people write, far from what the stack holds. */
const MAX_DEPTH = 100;
const KEYWORDS = ['AND', 'OR', 'NOT'];

/** What an operand is when it is neither negated nor in parentheses. */
interface Leaf {
  read(): Filter;
  /** Values after an operator, where `-5` is a number. */
  values: boolean;
}

/** The filter that a text says; a FilterError with its position where it says none. An empty text matches every entry. */
export function parseFilter(text: string): Filter {
  const scanner = new Scanner(text);
  if (text.length > MAX_LENGTH) {
    const what = `a filter has at most ${MAX_LENGTH} characters, this one has ${text.length}`;
    throw scanner.error(what, 'Shorten it: one regular expression can stand for many comparisons.', MAX_LENGTH);
  }
  scanner.skip();
  if (scanner.peek() === '') return { kind: 'and', parts: [] };
  const filter = new Parser(scanner).filter();
  if (scanner.peek() !== '') throw scanner.error('this ")" closes nothing', 'Remove it, or open a "(" before it.');
  return filter;
}

class Parser {
  readonly #scanner: Scanner;
  readonly #restriction: Leaf = { read: () => this.#readRestriction(), values: false };
  #depth = 0;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  filter(): Filter {
    return this.#conjunction(this.#restriction);
  }

  /** Operands joined by AND or side by side, up to a `)` or the end. */
  #conjunction(leaf: Leaf): Filter {
    const parts = [this.#disjunction(leaf)];
    while (this.#eatKeyword('AND') || !this.#atEnd()) parts.push(this.#disjunction(leaf));
    return join('and', parts);
  }

  #disjunction(leaf: Leaf): Filter {
    const parts = [this.#operand(leaf)];
    while (this.#eatKeyword('OR')) parts.push(this.#operand(leaf));
    return join('or', parts);
  }

  #operand(leaf: Leaf): Filter {
    const start = this.#scanner.pos;
    if (this.#eatKeyword('NOT') || this.#eatMinus(leaf)) {
      return this.#nested(start, () => ({ kind: 'not', part: this.#operand(leaf) }));
    }
    const open = this.#scanner.pos;
    if (!this.#scanner.eat('(')) return leaf.read();
    return this.#nested(open, () => {
      const inner = this.#conjunction(leaf);
      if (!this.#scanner.eat(')')) throw this.#scanner.error('this "(" is never closed', 'Close it with ")".', open);
      return inner;
    });
  }

  #nested(position: number, read: () => Filter): Filter {
    if (++this.#depth > MAX_DEPTH) {
      const hint = 'Write it with fewer parentheses and negations.';
      throw this.#scanner.error(`more than ${MAX_DEPTH} levels of nesting`, hint, position);
    }
    const filter = read();
    this.#depth--;
    return filter;
  }

  /** A comparison, a function or a term that is searched everywhere. */
  #readRestriction(): Filter {
    const scanner = this.#scanner;
    const segments = this.#readSegments('a field, a function or text to search for');
    const afterPath = scanner.pos;
    const first = segments[0]!;
    if (segments.length === 1 && !first.quoted) {
      if (isFunction(first.text)) scanner.skip();
      if (scanner.peek() === '(') return readCall(scanner, first);
      scanner.pos = afterPath;
    }
    scanner.skip();
    const opPosition = scanner.pos;
    const op = scanner.operator();
    if (op) return this.#readComparison(segments, op, opPosition);
    scanner.pos = afterPath;
    return { kind: 'text', text: pathText(scanner, segments) };
  }

  #readComparison(segments: Segment[], op: Operator, opPosition: number): Filter {
    const scanner = this.#scanner;
    const field = locateField(scanner, segments);
    scanner.skip();
    if (op === ':' && scanner.peek() === '*' && /^[\s()]?$/.test(scanner.peek(1))) {
      scanner.pos++;
      return { kind: 'present', path: field.path };
    }
    const badOperator = checkOperator(field, op);
    if (badOperator) throw scanner.error(badOperator.what, badOperator.hint, opPosition);
    const read = (): Filter => {
      const { value, position } = this.#readValue(op);
      const bad = checkValue(field, op, value);
      if (bad) throw scanner.error(bad.what, bad.hint, position);
      return { kind: 'compare', path: field.path, op, value };
    };
    return scanner.peek() === '(' ? this.#operand({ read, values: true }) : read();
  }

  /** A value as text; null for NULL_VALUE. */
  #readValue(op: Operator): { value: string | null; position: number } {
    const scanner = this.#scanner;
    const position = scanner.pos;
    const number = scanner.number();
    if (number !== null) return { value: number, position };
    if (scanner.peek() === '*') {
      const hint = op === ':' ? QUOTE_HINT : 'To test that the field is there write field:* instead.';
      throw scanner.error('"*" is no value', hint);
    }
    const segments = this.#readSegments(`a value after "${op}"`);
    if (scanner.peek() === '(') {
      throw scanner.error('a value cannot be a function', 'Write the value itself, in double quotes.', position);
    }
    const value = pathText(scanner, segments);
    return { value: value === 'NULL_VALUE' && !segments[0]!.quoted ? null : value, position };
  }

  /** Segments that have to be here. */
  #readSegments(wanted: string): Segment[] {
    const scanner = this.#scanner;
    const keyword = KEYWORDS.find((name) => name === scanner.peekWord());
    const segments = keyword ? [] : readPath(scanner);
    if (segments.length > 0) return segments;
    const here = keyword ?? scanner.peek();
    const found = here === '' ? 'the filter ends' : `there is ${JSON.stringify(here)}`;
    throw scanner.error(`${found} where ${wanted} should be`, hintFor(here));
  }

  #eatKeyword(name: string): boolean {
    this.#scanner.skip();
    if (this.#scanner.peekWord() !== name) return false;
    this.#scanner.word();
    this.#scanner.skip();
    return true;
  }

  /** Whether a `-` that negates stood here. */
  #eatMinus(leaf: Leaf): boolean {
    const scanner = this.#scanner;
    const next = scanner.peek(1);
    if (scanner.peek() !== '-' || (leaf.values && /[\d.]/.test(next))) return false;
    if (/^\s?$/.test(next))
      throw scanner.error('"-" has nothing directly after it', 'Write it right before what it negates.');
    return scanner.eat('-');
  }

  #atEnd(): boolean {
    this.#scanner.skip();
    return this.#scanner.peek() === '' || this.#scanner.peek() === ')';
  }
}

/** What to do where something else than an operand stands. */
function hintFor(here: string): string {
  if (here === '' || here === ')') return 'Complete what precedes, or remove it.';
  if (here === 'NOT') return 'NOT needs an operand on its right; to search for the word, quote it.';
  if (KEYWORDS.includes(here)) return `${here} needs an operand on either side; to search for the word, quote it.`;
  return /[=<>:!]/.test(here) ? "Write a field's name before an operator and a value after it." : QUOTE_HINT;
}
