/** An emulator that is written to at an even rate, and whose tails are broken, in a thread of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { startEmulator, type TailBreak } from '../../src/emulator/index.ts';
import type { RawEntry } from '../../src/model.ts';
import { entryLine, random } from '../make-export.ts';

export interface TailTask {
  count: number;
  /** Entries a second. */
  rate: number;
  /** How many times, evenly spread, the tail is broken. */
  breaks: number;
}

const { count, rate, breaks } = workerData as TailTask;
const BEAT = 50;
const WAYS: TailBreak[] = ['UNAVAILABLE', 'freeze', 'OUT_OF_RANGE', 'end', 'INTERNAL'];

const emulator = await startEmulator({ freezable: breaks > 0 });
const next = random(3);

/** An entry that is logged now. */
function entry(n: number): RawEntry {
  const raw = JSON.parse(entryLine(n, next)) as RawEntry;
  const now = new Date().toISOString().replace('Z', `${String(n % 1000).padStart(3, '0')}Z`);
  return { ...raw, timestamp: now, receiveTimestamp: now };
}

parentPort!.postMessage(emulator.grpc);
while (emulator.openTails === 0) await sleep(BEAT);
parentPort!.postMessage('open');
const begun = performance.now();
let broken = 0;
for (let n = 0; n < count; ) {
  await sleep(BEAT);
  const due = Math.min(count, Math.floor(((performance.now() - begun) / 1000) * rate));
  const entries: RawEntry[] = [];
  for (; n < due; n++) entries.push(entry(n));
  emulator.append(entries);
  if (breaks > 0 && n >= ((broken + 1) * count) / (breaks + 1) && broken < breaks)
    emulator.breakTails(WAYS[broken++ % WAYS.length]!);
}
parentPort!.postMessage('written');
await new Promise((resolve) => parentPort!.once('message', resolve));
await emulator.close();
