/** `rca watch` of a project on a screen: the tail at its limit, and broken in mid-burst. */
import { on } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Report } from '../../src/model.ts';
import type { TailTask } from './tail-thread.ts';
import { Terminal } from './terminal.ts';
import { cpuSeconds, residentMb } from './usage.ts';

const CLI = resolve(import.meta.dirname, '../../dist/rca.mjs');

export interface TailFigures {
  sent: number;
  /** Entries in the report, each once. */
  counted: number;
  /** Of a core, from the first entry to the last. */
  core: number;
  megabytes: number;
  /** Entries in the ledger as lost. */
  lost: number;
}

/** Milliseconds in which the last entries have to arrive. */
const SETTLE = 180_000;

export async function runTail(task: TailTask): Promise<TailFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'rca-live-'));
  const [pidFile, file] = ['pid', 'report.json'].map((name) => join(folder, name));
  const worker = new Worker(new URL('./tail-thread.ts', import.meta.url), { workerData: task });
  const messages = on(worker, 'message');
  const hear = async () => ((await messages.next()).value as [string])[0];
  const address = await hear();
  const args = `watch --emulator ${address} --project shop-staging --save ${file}`;
  const terminal = new Terminal(`${process.execPath} ${CLI} ${args}`, pidFile!);
  await hear();
  const pid = Number(readFileSync(pidFile!, 'utf8'));
  const [begun, used] = [performance.now(), cpuSeconds(pid)];
  await hear();
  const core = (cpuSeconds(pid) - used) / ((performance.now() - begun) / 1000);
  const all = new RegExp(`\\b${task.count.toLocaleString('en-US')} entries`);
  for (const end = performance.now() + SETTLE; performance.now() < end && !all.test(terminal.tail); ) await sleep(200);
  const megabytes = residentMb(pid);
  terminal.press('q');
  await terminal.ended;
  worker.postMessage('close');
  const { totals, losses } = JSON.parse(readFileSync(file!, 'utf8')) as Report;
  rmSync(folder, { recursive: true, force: true });
  const lost = losses
    .filter(({ reason, of }) => reason !== 'duplicate' && of === undefined)
    .reduce((sum, loss) => sum + loss.count, 0);
  return { sent: task.count, counted: totals.entries, core, megabytes, lost };
}
