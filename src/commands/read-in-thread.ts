import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { RawEntry, Rule, SourceBatch, Step } from '../model.ts';
import { type BundledRule, toBundled } from '../rules/search-words.ts';
import { type FileOptions, toLogEntry } from '../sources/index.ts';

/** What the thread is started with: plain data. */
export interface FileTask {
  options: Omit<FileOptions, 'stdin'>;
  /** What the reduction is made of, with the words that were found in their patterns. */
  rules: BundledRule[];
  /** On which it begins to follow requests. */
  level: number;
  ahead: number;
}

/** `next`: one batch was taken. `stop`: read no further, and say what was not read. */
export type ToWorker = 'next' | 'stop';

export type ToMain =
  | { kind: 'batch'; batch: Omit<SourceBatch, 'entries' | 'steps'>; raws: string; steps: string }
  | { kind: 'end' }
  | { kind: 'mistake'; message: string; hint: string };

/** From so many bytes on, a thread saves more than it takes to start. */
const WORTH_IT = 64 * 1024 * 1024;
/** Batches that wait for the main thread: enough that neither waits for the other, and little memory. */
const AHEAD = 4;
/** Megabytes for what dies young: with less, what is parsed grows old and piles up; with more, memory grows with the file. */
const YOUNG_SPACE = 24;

const ENTRY = import.meta.url.endsWith('.ts') ? './file-worker.ts' : './file-worker.mjs';

/** Whether so many bytes (null: nobody knows) are worth a thread, and there is a processor for it. */
export function isWorthThread(bytes: number | null): boolean {
  return bytes !== null && bytes >= WORTH_IT && availableParallelism() > 1;
}

/**
 * `readFiles` with the built-in reduction in a thread of its own, so that reading and parsing go on while this thread analyses. Yields
 * the same batches, throws the same errors, and ends early on abort in the same way.
 */
export async function* readInThread(
  { stdin: _, ...options }: FileOptions,
  rules: Rule[],
  signal: AbortSignal,
  level = 0,
): AsyncGenerator<SourceBatch> {
  const task: FileTask = { options, rules: rules.map(toBundled), level, ahead: AHEAD };
  const worker = new Worker(new URL(ENTRY, import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_SPACE },
  });
  const tell = (message: ToWorker) => worker.postMessage(message);
  const stop = () => tell('stop');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const messages = on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[ToMain]>;
    for await (const [message] of messages) {
      if (message.kind === 'mistake') throw new UserError(message.message, message.hint);
      if (message.kind === 'end') return;
      const entries = (JSON.parse(message.raws) as RawEntry[]).map(toLogEntry);
      yield { ...message.batch, entries, ...(message.steps ? { steps: JSON.parse(message.steps) as Step[] } : {}) };
      tell('next');
    }
    throw new Error('the thread that reads files ended before it had read them');
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
