/** The thread in which `readInThread` reads large files. Batches go over as text: cheaper than cloning entries. */
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import { createReduction } from '../rules/reduction.ts';
import { fromBundled } from '../rules/search-words.ts';
import { readFiles } from '../sources/files/read-files.ts';
import { following } from './following.ts';
import type { FileTask, ToMain, ToWorker } from './read-in-thread.ts';

const port = parentPort!;
const { options, rules, level, ahead } = workerData as FileTask;
const abort = new AbortController();
/** Batches that may still be sent before the main thread has taken one. */
let credit = ahead;
let wake = () => {};

port.on('message', (message: ToWorker) => {
  if (message === 'stop') abort.abort();
  else credit++;
  wake();
});

function send(message: ToMain): void {
  port.postMessage(message);
}

async function read(): Promise<void> {
  // Only files are read here: standard input belongs to the main thread.
  const files = { ...options, stdin: Readable.from([]) };
  for await (const { entries, steps, ...batch } of readFiles(
    files,
    following(createReduction(rules.map(fromBundled)), level),
    abort.signal,
  )) {
    while (credit === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    credit--;
    const raws = JSON.stringify(entries.map((entry) => entry.raw()));
    send({ kind: 'batch', batch, raws, steps: steps ? JSON.stringify(steps) : '' });
  }
}

try {
  await read();
  send({ kind: 'end' });
} catch (error) {
  // A class does not survive the way between threads; any other error ends the thread and is raised there.
  if (!(error instanceof UserError)) throw error;
  send({ kind: 'mistake', message: error.message, hint: error.hint });
} finally {
  port.close();
}
