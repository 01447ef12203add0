/** Incidents judged in worker threads, two at a time. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Verdict } from './judge.ts';

const WORKERS = Math.min(2, availableParallelism());

export interface Failure {
  seed: number;
  error: string;
}

/** Verdicts in the order of their seeds. Throws what went wrong with one. */
export async function judgeAll(seeds: readonly number[], onDone: (done: number) => void): Promise<Verdict[]> {
  const waiting = [...seeds];
  const verdicts = new Map<number, Verdict>();
  const work = async () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url));
    try {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        verdicts.set(seed, await ask(worker, seed));
        onDone(verdicts.size);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return seeds.map((seed) => verdicts.get(seed)!);
}

function ask(worker: Worker, seed: number): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (answer: Verdict | Failure) => {
      worker.off('error', reject);
      if ('error' in answer) reject(new Error(`seed ${seed}: ${answer.error}`));
      else resolve(answer);
    });
    worker.postMessage(seed);
  });
}
