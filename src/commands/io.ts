import type { Readable, Writable } from 'node:stream';
import { UserError } from '../errors.ts';
import type { Micros } from '../model.ts';

/** A stream that may be a terminal; one that does not know its width says 0 columns. */
export type Output = Writable & { isTTY?: boolean; columns?: number };

/** Everything a command sees of the process it runs in: handed in, so that tests can hand in their own. */
export interface Io {
  stdin: Readable & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
  now(): Micros;
  /** Aborted at the first Ctrl-C: finish with what was read. */
  signal: AbortSignal;
  /** Resolves after so many milliseconds, or at once when the signal is aborted; tests hand in their own. */
  sleep?(ms: number, signal: AbortSignal): Promise<void>;
}

/** What the process ends with. */
export const EXIT = { ok: 0, findings: 1, failed: 2, inconclusive: 3, interrupted: 130 } as const;

/** A reader that went away (`| head -1`) is no error: there is nobody left to write for. */
export function isClosedPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** What a full disk behind the output and the like is to the user. */
export function unwritable(error: NodeJS.ErrnoException): UserError {
  return new UserError(
    `the output cannot be written (${error.code ?? error.message})`,
    'Make room there, or write to another place.',
  );
}

/** Writes and waits until the stream has taken it: a pipe's reader may be slow, and may go away. UserError where it cannot be written. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (!error || isClosedPipe(error) ? resolve() : reject(unwritable(error))));
  });
}
