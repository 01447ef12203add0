/** The thread of `bench/emulator.ts` that serves: says its address when it is loaded. */
import { parentPort, workerData } from 'node:worker_threads';
import { startEmulator } from '../src/emulator/index.ts';
import { benchEntry } from './emulator.ts';

const emulator = await startEmulator();
emulator.load(Array.from({ length: workerData as number }, (_, i) => benchEntry(i)));
parentPort!.postMessage(emulator.grpc);
