import { open } from 'node:fs/promises';
import { type Input, unreadable } from './inputs.ts';

/** What is read at a time. Smaller costs more calls, larger does not get faster (bench/scan-file.ts). */
export const CHUNK_BYTES = 1024 * 1024;

/**
 * A file's bytes in chunks, read one ahead while the last one is worked on. A chunk is valid until the next one is asked for. Ends
 * early on abort. Throws UserError where the file cannot be opened.
 */
export async function* fileBytes(input: Input, chunkBytes: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(input.path).catch((error) => {
    throw unreadable(input.path, error);
  });
  try {
    let current = Buffer.allocUnsafe(chunkBytes);
    let next = Buffer.allocUnsafe(chunkBytes);
    let reading = file.read(next, 0, chunkBytes);
    while (!signal.aborted) {
      const { bytesRead } = await reading.catch((error) => {
        throw unreadable(input.path, error);
      });
      if (bytesRead === 0) return;
      [current, next] = [next, current];
      reading = file.read(next, 0, chunkBytes);
      // Handled above in its turn; without this a consumer that stops first would leave a rejection behind.
      reading.catch(() => {});
      yield current.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A stream's bytes as they come. Ends on abort also while the stream is silent. */
export async function* streamBytes(stream: NodeJS.ReadableStream, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stop = () => (stream as { destroy?: () => void }).destroy?.();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) return stop();
    for await (const chunk of stream) {
      if (signal.aborted) return;
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    }
  } catch (error) {
    // Destroying a stream is the only way out of waiting for it, and waiting then fails.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
