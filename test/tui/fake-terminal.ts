import { Console } from 'node:console';
import { PassThrough } from 'node:stream';

// Ink makes itself a console while the screen is open; vitest's own has no constructor for one.
Object.assign(globalThis.console, { Console });

/** Streams that say they are a terminal of 80x24; keys are written into `stdin`, what was drawn is in `output()`. */
export function fakeTerminal() {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  const drawn: string[] = [];
  stdout.on('data', (data: Buffer) => drawn.push(data.toString()));
  const output = () => drawn.join('');
  /** Resolves once the text was drawn. Only what changes is drawn: ask for text whose beginning is new. */
  const shows = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!output().includes(text)) return;
        stdout.off('data', look);
        resolve();
      };
      stdout.on('data', look);
      look();
    });
  return { stdin, stdout, output, shows };
}

export const ENTER = '\u001b[?1049h';
export const LEAVE = '\u001b[?1049l';
/** What may still come behind that: modes set back, the cursor shown. */
export const MODES_BACK = /\u001b\[\?(?:25h|7h|1000l|1006l|2004l)/g;
