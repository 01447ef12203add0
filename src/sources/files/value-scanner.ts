/** Finds the JSON objects in a stream of bytes, however they are cut, indented, listed or run together. */

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** A longer value is passed over without being held. */
export const MAX_VALUE = 16 * 1024 * 1024;

export interface ValueHandler {
  /** One object's text and the line (from 1) on which it begins. */
  value(text: string, line: number): void;
  /** An object that broke off before the next began, or something between the objects. */
  broken(line: number): void;
  tooLong(line: number): void;
  /** The input ended inside an object or before its array did. */
  truncated(line: number): void;
}

/**
 * Works on bytes: `"`, `{` and the like never occur inside a character of UTF-8. An object that never closes is given up as soon
 * as a line begins with `{` at the column at which that object began: there the next one begins.
 */
export class ValueScanner {
  private readonly handler: ValueHandler;
  private held: Buffer[] = [];
  private heldBytes = 0;
  private line = 1;
  /** Blanks at the start of the current line, -1 behind its first character. */
  private indent = 0;
  /** Open braces and brackets of the object; 0 between objects. */
  private depth = 0;
  private arrays = 0;
  private inString = false;
  private isEscaped = false;
  /** The object has a line end inside a string: nothing in it can be trusted until the next begins. */
  private isBroken = false;
  private startLine = 1;
  /** -2 = no line can begin so: the object began behind something else on its line. */
  private startIndent = -2;
  private junkLine = 0;

  constructor(handler: ValueHandler) {
    this.handler = handler;
  }

  push(bytes: Buffer): void {
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      if (this.inString && !this.isEscaped) {
        at = plainEnd(bytes, at);
        if (at === bytes.length) break;
      }
      const code = bytes[at]!;
      if (code === NEWLINE) {
        this.line++;
        this.indent = 0;
        if (this.inString) this.breakOff();
        continue;
      }
      const indent = this.indent;
      if (indent >= 0) {
        this.indent = code === 32 || code === 9 ? indent + 1 : -1;
        if (code === OPEN_BRACE && this.depth > 0 && this.isNextStart(indent)) this.giveUp();
      }
      if (this.isBroken) continue;
      if (this.inString) {
        this.insideString(code);
      } else if (this.depth > 0) {
        if (this.insideObject(code)) this.finish(bytes, start, at + 1);
      } else if (code === OPEN_BRACE) {
        start = at;
        this.begin(indent);
      } else {
        this.between(code);
      }
    }
    if (this.depth > 0 && !this.isBroken) this.hold(bytes, start);
  }

  end(): void {
    if (this.isBroken) return;
    if (this.depth > 0) this.handler.truncated(this.startLine);
    else if (this.arrays > 0) this.handler.truncated(this.line);
  }

  /** `indent`: blanks before the brace, -1 where something else precedes it on its line. */
  private begin(indent: number): void {
    this.depth = 1;
    this.startLine = this.line;
    this.startIndent = indent < 0 ? -2 : indent;
  }

  private insideString(code: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (code === BACKSLASH) this.isEscaped = true;
    else if (code === QUOTE) this.inString = false;
  }

  /** True at the object's last character. */
  private insideObject(code: number): boolean {
    if (code === QUOTE) this.inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) this.depth--;
    return this.depth === 0;
  }

  private between(code: number): void {
    if (code === OPEN_BRACKET) this.arrays++;
    else if (code === CLOSE_BRACKET) this.arrays = Math.max(0, this.arrays - 1);
    else if (code !== COMMA && code > 32 && code < 127 && this.junkLine !== this.line) {
      this.junkLine = this.line;
      this.handler.broken(this.line);
    }
  }

  private finish(bytes: Buffer, start: number, end: number): void {
    if (this.heldBytes + end - start > MAX_VALUE) {
      this.handler.tooLong(this.startLine);
    } else {
      const text =
        this.held.length > 0
          ? Buffer.concat([...this.held, bytes.subarray(start, end)]).toString()
          : bytes.toString('utf8', start, end);
      this.handler.value(text, this.startLine);
    }
    this.drop();
  }

  /** The chunk's memory is used again, so what has to wait is copied. */
  private hold(bytes: Buffer, start: number): void {
    this.heldBytes += bytes.length - start;
    if (this.heldBytes > MAX_VALUE) this.held = [];
    else this.held.push(Buffer.from(bytes.subarray(start)));
  }

  /** Whether a `{` so far into its line begins an object beside this one, not inside it. */
  private isNextStart(indent: number): boolean {
    return indent === this.startIndent || (this.isBroken && this.startIndent < 0);
  }

  private breakOff(): void {
    this.isBroken = true;
    this.inString = false;
    this.isEscaped = false;
    this.handler.broken(this.startLine);
    this.drop();
  }

  private giveUp(): void {
    if (!this.isBroken) this.handler.broken(this.startLine);
    this.isBroken = false;
    this.depth = 0;
    this.inString = false;
    this.isEscaped = false;
    this.drop();
  }

  private drop(): void {
    this.held = [];
    this.heldBytes = 0;
  }
}

/** The next byte that means something inside a string, or the length: most bytes of an export go by here. */
function plainEnd(bytes: Buffer, start: number): number {
  for (let at = start; at < bytes.length; at++) {
    const code = bytes[at]!;
    if (code === QUOTE || code === BACKSLASH || code === NEWLINE) return at;
  }
  return bytes.length;
}
