import type { Reader } from './reader.ts';
import { type InputContext, Records } from './records.ts';
import { TextLines } from './text-lines.ts';
import { ValueScanner } from './value-scanner.ts';

const NEWLINE = 10;
const OPEN_BRACE = 123;
/** A longer line is passed over without being held. */
const MAX_LINE = 16 * 1024 * 1024;
/** Whole lines are decoded together, about so many bytes a time: less costs a call a line, and a wide character widens all of them. */
const BLOCK = 16 * 1024;
/** How a line of JSON begins: text in braces is not meant. */
const JSON_START = /^\s*\{\s*(?:"|\}|$)/;

/** Reads lines: NDJSON of LogEntries or of an application's own objects, plain text, or a mixture. */
export class LineReader implements Reader {
  private readonly context: InputContext;
  private readonly records: Records;
  private readonly texts: TextLines;
  /** The start of a line whose end has not come yet. */
  private held: Buffer[] = [];
  private heldBytes = 0;

  constructor(context: InputContext) {
    this.context = context;
    this.records = new Records(context);
    this.texts = new TextLines(context);
  }

  push(bytes: Buffer): void {
    let start = 0;
    if (this.heldBytes > 0) {
      const end = bytes.indexOf(NEWLINE);
      this.hold(end < 0 ? bytes : bytes.subarray(0, end));
      if (end < 0) return;
      this.takeHeld(true);
      start = end + 1;
    }
    const last = bytes.lastIndexOf(NEWLINE);
    while (start <= last) {
      const near = bytes.lastIndexOf(NEWLINE, start + BLOCK);
      const end = near >= start ? near : bytes.indexOf(NEWLINE, start + BLOCK);
      this.takeLines(bytes.toString('utf8', start, end));
      start = end + 1;
    }
    if (start < bytes.length) this.hold(bytes.subarray(start));
  }

  end(): void {
    if (this.heldBytes > 0) this.takeHeld(false);
  }

  /** The chunk's memory is used again, so what has to wait is copied. */
  private hold(bytes: Buffer): void {
    this.heldBytes += bytes.length;
    if (this.heldBytes > MAX_LINE) this.held = [];
    else this.held.push(Buffer.from(bytes));
  }

  private takeHeld(isWhole: boolean): void {
    const { losses, name } = this.context.intake;
    if (this.heldBytes > MAX_LINE) {
      const number = ++this.context.intake.line;
      losses.add('too-long', () => `${name}: lines over 16 MB are not read, the first is line ${number}`);
    } else {
      this.take(Buffer.concat(this.held).toString(), isWhole);
    }
    this.held = [];
    this.heldBytes = 0;
  }

  private takeLines(block: string): void {
    let start = 0;
    for (let end = block.indexOf('\n'); end >= 0; end = block.indexOf('\n', start)) {
      this.take(block.slice(start, end), true);
      start = end + 1;
    }
    this.take(block.slice(start), true);
  }

  /** `isWhole`: a line end followed, so the line is not one that broke off. */
  private take(line: string, isWhole: boolean): void {
    this.context.intake.line++;
    if (line.charCodeAt(0) === OPEN_BRACE || JSON_START.test(line)) this.takeJson(line, isWhole);
    else if (line.trim() !== '') this.takeText(line);
  }

  private takeJson(line: string, isWhole: boolean): void {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      if (this.takeRunTogether(line)) return;
      if (JSON_START.test(line)) this.lose(isWhole ? 'unparsed-line' : 'truncated');
      else this.takeText(line);
      return;
    }
    this.records.take(value);
  }

  /** Objects that follow each other on one line; false where the line is not made of those. */
  private takeRunTogether(line: string): boolean {
    const values: unknown[] = [];
    let isGood = true;
    const bad = () => {
      isGood = false;
    };
    const scanner = new ValueScanner({
      value(text) {
        try {
          values.push(JSON.parse(text));
        } catch {
          bad();
        }
      },
      broken: bad,
      tooLong: bad,
      truncated: bad,
    });
    scanner.push(Buffer.from(line));
    scanner.end();
    if (!isGood) return false;
    for (const value of values) this.records.take(value);
    return true;
  }

  private takeText(line: string): void {
    if (this.records.hasEntries) this.lose('unparsed-line');
    else this.texts.take(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  private lose(reason: 'unparsed-line' | 'truncated'): void {
    const { losses, name, line } = this.context.intake;
    const what = reason === 'truncated' ? 'the last line breaks off' : 'lines that are not valid JSON';
    losses.add(reason, () => `${name}: ${what}${reason === 'truncated' ? ', it is' : ', the first is'} line ${line}`);
  }
}
