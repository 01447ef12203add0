/** The worker's side of `pool.ts`. */
import { parentPort } from 'node:worker_threads';
import { makeIncident } from './incident.ts';
import { judge } from './judge.ts';
import { scanIncident } from './scan.ts';

parentPort!.on('message', async (seed: number) => {
  try {
    const incident = makeIncident(seed);
    const { family, truth } = incident;
    parentPort!.postMessage(judge(await scanIncident(incident), truth, { seed, family }));
  } catch (error) {
    parentPort!.postMessage({ seed, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
