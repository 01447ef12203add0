/** `rca watch -` on a screen while entries come through a pipe. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '../make-export.ts';
import { Terminal } from './terminal.ts';
import { cpuSeconds, quantile, residentMb } from './usage.ts';

const CLI = resolve(import.meta.dirname, '../../dist/rca.mjs');
const FEEDER = join(import.meta.dirname, 'feeder.ts');

export interface PipeFigures {
  sent: number;
  /** As the report has it in the end. */
  counted: number;
  /** Seconds that sending took. */
  seconds: number;
  /** Of a core, over the whole time. */
  core: number;
  /** Megabytes resident, by how many entries the screen had counted by then; several a second. */
  memory: { entries: number; megabytes: number }[];
  /** Milliseconds from a key to the row that it changes. */
  keys: { p50: number; p95: number; slowest: number; pressed: number; unanswered: number };
}

/** @param rate entries a second; 0 = as fast as they are taken */
export async function runPipe(count: number, rate: number): Promise<PipeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'rca-live-'));
  const [fifo, pidFile, report] = ['pipe', 'pid', 'report.json'].map((name) => join(folder, name));
  execFileSync('mkfifo', [fifo!]);
  const terminal = new Terminal(`${process.execPath} ${CLI} watch - --save ${report} < ${fifo}`, pidFile!);
  const feeder = spawn('sh', ['-c', `exec ${process.execPath} ${FEEDER} ${count} ${rate} > ${fifo}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  feeder.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  let fed = false;
  const feeding = new Promise<void>((done) => feeder.on('close', () => done()));
  feeding.then(() => {
    fed = true;
  });
  await terminal.painted(/ of \d+/, 60_000);
  const pid = Number(readFileSync(pidFile!, 'utf8'));
  const [begun, used] = [performance.now(), cpuSeconds(pid)];
  const memory: PipeFigures['memory'] = [];
  const times: number[] = [];
  const next = random(11);
  let [unanswered, help] = [0, false];
  while (!fed) {
    await sleep(200 + next() * 400);
    help = !help;
    // Ranks change while entries come in; the help page does not.
    const answered = terminal.painted(help ? /\[Help\]/ : /\[Failures/, 3000);
    terminal.press('?');
    const ms = await answered;
    if (ms === null) unanswered++;
    else times.push(ms);
    memory.push({ entries: shownIn(terminal.tail), megabytes: residentMb(pid) });
  }
  await feeding;
  const core = (cpuSeconds(pid) - used) / ((performance.now() - begun) / 1000);
  await terminal.painted(/the input ended/, 60_000);
  memory.push({ entries: count, megabytes: residentMb(pid) });
  terminal.press('q');
  await terminal.ended;
  const { totals } = JSON.parse(readFileSync(report!, 'utf8')) as { totals: { entries: number } };
  rmSync(folder, { recursive: true, force: true });
  const keys = {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    slowest: Math.max(...times),
    pressed: times.length + unanswered,
    unanswered,
  };
  return { sent: count, counted: totals.entries, seconds: Number(said.trim().split('\n').at(-1)), core, memory, keys };
}

/** The number of entries that was painted last. */
function shownIn(painted: string): number {
  const found = [...painted.matchAll(/([\d,]+) entries, [\d,.]+[kM]?\/s/g)].at(-1)?.[1] ?? '0';
  return Number(found.replaceAll(',', ''));
}
