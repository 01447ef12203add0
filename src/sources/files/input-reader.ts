import { UserError } from '../../errors.ts';
import { detectFormat, type Format } from './format.ts';
import { LineReader } from './line-reader.ts';
import type { Reader } from './reader.ts';
import type { InputContext } from './records.ts';
import { valueReader } from './value-reader.ts';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const AS_JSON = 'add --format=json to the gcloud command that wrote it';

/** Holds an input's beginning back until it is clear what the input is, then reads it as that. */
export class InputReader implements Reader {
  private readonly context: InputContext;
  private readonly isOnly: boolean;
  private readonly isPipe: boolean;
  private head: Buffer = Buffer.alloc(0);
  private reader: Reader | null = null;

  /** `isOnly`: with nothing else to read, binary data or an empty file is the user's mistake, not a loss. */
  constructor(context: InputContext, { isOnly, isPipe }: { isOnly: boolean; isPipe: boolean }) {
    this.context = context;
    this.isOnly = isOnly;
    this.isPipe = isPipe;
  }

  /** Throws UserError for YAML and CSV, and for binary data where nothing else is read. */
  push(bytes: Buffer): void {
    if (this.reader) {
      this.reader.push(bytes);
      return;
    }
    this.head = Buffer.concat([this.head, bytes]);
    if (this.head.length >= BOM.length) this.open(false);
  }

  end(): void {
    if (!this.reader) this.open(true);
    this.reader?.end();
  }

  private open(isAll: boolean): void {
    const head = this.head.subarray(0, 3).equals(BOM) ? this.head.subarray(3) : this.head;
    const format = detectFormat(head, isAll);
    if (format === null) return;
    if (isAll && head.toString().trim() === '') this.missContent();
    this.reader = this.readerOf(format);
    this.head = Buffer.alloc(0);
    this.reader.push(head);
  }

  private readerOf(format: Format): Reader {
    this.context.intake.lineByLine = format === 'lines';
    if (format === 'lines') return new LineReader(this.context);
    if (format === 'values') return valueReader(this.context);
    const { name, losses } = this.context.intake;
    if (format === 'yaml') throw new UserError(`${name} is gcloud's YAML output, which rca does not read`, AS_JSON);
    if (format === 'csv') throw new UserError(`${name} is a table (CSV), which rca does not read`, AS_JSON);
    if (this.isOnly) {
      throw new UserError(
        `${name} is ${format.binary}, not a log`,
        'give NDJSON, a JSON array, plain text, or these as gzip',
      );
    }
    losses.add('binary', () => `${name} is ${format.binary}, not a log: skipped`);
    return { push() {}, end() {} };
  }

  /** A file should have something in it; a pipe through which nothing came is no mistake. */
  private missContent(): void {
    const { name, losses } = this.context.intake;
    if (this.isPipe || !losses.isEmpty) return;
    // Among others (a rotated log) it is no loss either.
    if (this.isOnly)
      throw new UserError(`${name} is empty: there is nothing in it to read`, 'check the command that wrote it');
  }
}
