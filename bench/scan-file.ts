/** Scanning exported files: speed and peak memory of whole processes, beside what people use instead. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { createReduction, loadBuiltInRules } from '../src/rules/index.ts';
import { readFiles } from '../src/sources/index.ts';
import { makeExport } from './make-export.ts';
import type { Row } from './table.ts';

const RCA = resolve(import.meta.dirname, '../dist/rca.mjs');
/** Makes a child say its peak memory in kilobytes on stderr. */
const SAY_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))';

export interface Run {
  seconds: number;
  /** Megabytes a second. */
  speed: number;
  /** Megabytes, null where the program does not say. */
  peak: number | null;
}

/** The file read and reduced with the built-in rules, nothing analysed; in a process of its own. */
export function timeSource(file: string, runs = 3): Run {
  return best(runs, file, process.execPath, ['--import', SAY_PEAK, import.meta.filename, '--read', file])!;
}

/** `rca scan` as it is installed. */
export function timeScan(file: string, runs = 3): Run {
  return best(runs, file, process.execPath, ['--import', SAY_PEAK, RCA, 'scan', file, '--format', 'json'])!;
}

/** `rg -c -f` with the rules' patterns and jq with one `test`; null where not installed. */
export async function timePeers(file: string): Promise<{ rg: Run | null; jq: Run | null }> {
  const rules = await loadBuiltInRules();
  const folder = mkdtempSync(join(tmpdir(), 'rca-peers-'));
  const patterns = join(folder, 'patterns');
  writeFileSync(patterns, rules.flatMap((rule) => rule.patterns).join('\n'));
  const test =
    'select((.textPayload // .jsonPayload.message // "") | test("error|exception|traceback|fatal|panic"; "i")) | .insertId';
  try {
    return { rg: best(1, file, 'rg', ['-c', '-f', patterns, file]), jq: best(1, file, 'jq', ['-r', test, file]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function benchScanFile(): Promise<Row[]> {
  const [small, large] = [makeExport(1e8), makeExport(1e9)];
  const scans: [string, Run, string][] = [
    ['rca scan, 100 MB', timeScan(small), ''],
    ['rca scan, 1 GB', timeScan(large), '>= 250 MB/s, < 200 MB'],
    ['reading and reducing alone, 1 GB', timeSource(large), ''],
  ];
  const whole = scans[1]![1];
  const { rg, jq } = await timePeers(large);
  const rows = scans.map(([what, run, reach]): Row => ({ what, value: figures(run), ratio: '', reach }));
  for (const [what, run] of [['rg -c -f, 1 GB', rg] as const, ['jq, 1 GB', jq] as const]) {
    const ratio = run ? `${(run.seconds / whole.seconds).toFixed(1)} x rca scan` : '';
    rows.push({ what, value: run ? figures(run) : 'not installed', ratio, reach: '' });
  }
  return rows;
}

function figures({ seconds, speed, peak }: Run): string {
  return `${seconds.toFixed(2)} s, ${speed.toFixed(0)} MB/s${peak === null ? '' : `, peak ${peak.toFixed(0)} MB`}`;
}

/** The fastest of several runs: noise only ever adds. */
function best(runs: number, file: string, program: string, args: string[]): Run | null {
  let fastest: Run | null = null;
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    const child = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (child.error) return null;
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const peak = /peak (\d+)$/.exec(child.stderr)?.[1];
    const run = { seconds, speed: statSync(file).size / 1e6 / seconds, peak: peak ? Number(peak) / 1024 : null };
    if (!fastest || run.seconds < fastest.seconds) fastest = run;
  }
  return fastest;
}

async function read(file: string): Promise<void> {
  const reduction = createReduction(await loadBuiltInRules());
  const where = { paths: [file], service: null, services: [], regions: [], timeZone: null, filter: null };
  const batches = readFiles({ ...where, stdin: Readable.from([]) }, reduction, new AbortController().signal);
  let suspicious = 0;
  for await (const batch of batches) suspicious += batch.entries.length;
  console.log(suspicious);
}

if (process.argv[2] === '--read') await read(process.argv[3]!);
