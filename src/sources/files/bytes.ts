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
  const chunks = stream[Symbol.asyncIterator]();
  const aborted = new Promise<{ done: true; value: undefined }>((resolve) => {
    if (signal.aborted) resolve({ done: true, value: undefined });
    signal.addEventListener('abort', () => resolve({ done: true, value: undefined }), { once: true });
  });
  while (true) {
    const { done, value } = await Promise.race([aborted, chunks.next()]);
    if (done) break;
    yield typeof value === 'string' ? Buffer.from(value) : value;
  }
  if (signal.aborted) (stream as { destroy?: () => void }).destroy?.();
}
