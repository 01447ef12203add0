/** Scanning exported files: speed and peak memory of whole processes, beside what people use instead. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { createReduction, loadBuiltInRules } from '../src/rules/index.ts';
import { readFiles } from '../src/sources/index.ts';
import { makeExport } from './make-export.ts';
import type { Row } from './table.ts';

const RUNS = 3;
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

/** What is measured of one file: arguments of node. */
interface Case {
  what: string;
  file: string;
  args: string[];
  reach: string;
}

export const self = (mode: string, file: string): string[] => [import.meta.filename, mode, file];
const scan = (file: string): string[] => [RCA, 'scan', file, '--format', 'json'];

/** `rg -c -f` with the rules' patterns and jq with one `test`; null where not installed. */
export async function timePeers(file: string): Promise<{ rg: Run | null; jq: Run | null }> {
  const rules = await loadBuiltInRules();
  const folder = mkdtempSync(join(tmpdir(), 'rca-peers-'));
  const patterns = join(folder, 'patterns');
  writeFileSync(patterns, rules.flatMap((rule) => rule.patterns).join('\n'));
  const test =
    'select((.textPayload // .jsonPayload.message // "") | test("error|exception|traceback|fatal|panic"; "i")) | .insertId';
  try {
    return { rg: measure(file, 'rg', ['-c', '-f', patterns, file]), jq: measure(file, 'jq', ['-r', test, file]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function benchScanFile(): Promise<Row[]> {
  const [small, large] = [makeExport(1e8), makeExport(1e9)];
  const runs = interleaved([
    { what: 'JSON.parse of every line alone, 1 GB', file: large, args: self('--parse', large), reach: '' },
    { what: 'reading and reducing alone, 1 GB', file: large, args: self('--read', large), reach: '' },
    { what: 'rca scan, 1 GB', file: large, args: scan(large), reach: '>= 250 MB/s, < 200 MB' },
    { what: 'rca scan, 100 MB', file: small, args: scan(small), reach: '' },
  ]);
  const [floor, , whole] = runs.map(({ run }) => run);
  const rows = runs.map(({ what, run, reach }): Row => {
    return { what, value: figures(run), ratio: `${(floor!.speed / run.speed).toFixed(2)} x JSON.parse`, reach };
  });
  const { rg, jq } = await timePeers(large);
  for (const [what, run] of [['rg -c -f, 1 GB', rg] as const, ['jq, 1 GB', jq] as const]) {
    const ratio = run ? `${(run.seconds / whole!.seconds).toFixed(1)} x rca scan` : '';
    rows.push({ what, value: run ? figures(run) : 'not installed', ratio, reach: '' });
  }
  return rows;
}

/** The fastest of several runs of each, in turns: noise only ever adds, and it is alike for all. */
export function interleaved(cases: Case[]): (Case & { run: Run })[] {
  const best = new Map<Case, Run>();
  for (let i = 0; i < RUNS; i++) {
    for (const one of cases) {
      const run = measure(one.file, process.execPath, ['--import', SAY_PEAK, ...one.args])!;
      const known = best.get(one);
      if (!known || run.seconds < known.seconds) best.set(one, run);
    }
  }
  return cases.map((one) => ({ ...one, run: best.get(one)! }));
}

export function figures({ seconds, speed, peak }: Run): string {
  return `${seconds.toFixed(2)} s, ${speed.toFixed(0)} MB/s${peak === null ? '' : `, peak ${peak.toFixed(0)} MB`}`;
}

/** One run of a whole process; null where the program is not installed. */
function measure(file: string, program: string, args: string[]): Run | null {
  const start = process.hrtime.bigint();
  const child = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (child.error) return null;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const peak = /peak (\d+)$/.exec(child.stderr)?.[1];
  return { seconds, speed: statSync(file).size / 1e6 / seconds, peak: peak ? Number(peak) / 1024 : null };
}

/** What nothing that parses each line can be faster than. */
function parse(file: string): void {
  const chunk = Buffer.allocUnsafe(1024 * 1024);
  const input = openSync(file, 'r');
  let entries = 0;
  let rest: Buffer = Buffer.alloc(0);
  for (let length = readSync(input, chunk); length > 0; length = readSync(input, chunk)) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      if (JSON.parse(bytes.toString('utf8', start, end)) !== null) entries++;
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  closeSync(input);
  console.log(entries);
}

/** The file read and reduced with the built-in rules in one thread, nothing analysed. */
async function read(file: string): Promise<void> {
  const reduction = createReduction(await loadBuiltInRules());
  const where = { paths: [file], service: null, services: [], regions: [], timeZone: null, filter: null };
  const batches = readFiles({ ...where, stdin: Readable.from([]) }, reduction, new AbortController().signal);
  let suspicious = 0;
  for await (const batch of batches) suspicious += batch.entries.length;
  console.log(suspicious);
}

if (process.argv[2] === '--read') await read(process.argv[3]!);
else if (process.argv[2] === '--parse') parse(process.argv[3]!);
