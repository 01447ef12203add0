import type { Readable } from 'node:stream';
import { Transform, type TransformCallback } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A report in SGR form: button, column, row; `M` pressed, `m` released. And the old form: three bytes. */
const REPORT = /\u001b\[<(\d+);\d+;\d+([Mm])|\u001b\[M[\s\S]{3}/g;
/** The beginning of one, at the end of what has come so far. A lone Esc is a key: nothing waits behind it. */
const BEGINNING = /\u001b\[(?:<[\d;]{0,20}|M[\s\S]{0,2})$/;
const WHEEL_UP = 64;
const WHEEL_DOWN = 65;

interface Terminal {
  isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

/** Keys as they come, what the mouse reports taken out of them: nothing of it can be read as typed text. */
export class MouseFilter extends Transform {
  readonly isTTY: boolean;
  onWheel: ((by: 1 | -1) => void) | null = null;
  readonly #terminal: Readable & Terminal;
  readonly #decoder = new StringDecoder('utf8');
  #held = '';

  constructor(terminal: Readable & Terminal) {
    super({ decodeStrings: false, encoding: 'utf8' });
    this.#terminal = terminal;
    this.isTTY = terminal.isTTY === true;
    terminal.pipe(this);
  }

  override _transform(chunk: Buffer | string, _encoding: string, done: TransformCallback): void {
    const text = this.#held + (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk));
    this.#held = BEGINNING.exec(text)?.[0] ?? '';
    const whole = text.slice(0, text.length - this.#held.length);
    const keys = whole.replace(REPORT, (_, button?: string, end?: string) => {
      const by = end !== 'M' ? 0 : Number(button) === WHEEL_UP ? -1 : Number(button) === WHEEL_DOWN ? 1 : 0;
      if (by !== 0) this.onWheel?.(by);
      return '';
    });
    done(null, keys === '' ? undefined : keys);
  }

  setRawMode(on: boolean): this {
    this.#terminal.setRawMode?.(on);
    return this;
  }

  ref(): this {
    this.#terminal.ref?.();
    return this;
  }

  unref(): this {
    this.#terminal.unref?.();
    return this;
  }

  /** Leaves the terminal to whoever comes next. */
  close(): void {
    this.#terminal.unpipe(this);
    this.#terminal.pause();
    this.destroy();
  }
}
