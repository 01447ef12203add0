import { openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';

export interface Keyboard {
  stdin: Readable;
  close(): void;
}

/**
 * Where keys come from: standard input where it is a terminal, else (`cat log | rca scan -`) the controlling terminal. null where
 * there is none, or where the platform has no name for it.
 */
export function openKeyboard(stdin: Readable & { isTTY?: boolean }): Keyboard | null {
  if (stdin.isTTY) return { stdin, close: () => {} };
  if (process.platform === 'win32') return null;
  try {
    const terminal = new ReadStream(openSync('/dev/tty', 'r'));
    return { stdin: terminal, close: () => void terminal.destroy() };
  } catch {
    return null;
  }
}
