/** Start-up: whole processes, the smallest of several runs (noise only ever adds), as a ratio to a bare node. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Row } from './table.ts';

const RCA = resolve(import.meta.dirname, '../dist/rca.mjs');
const RUNS = 15;

/** Milliseconds of each, the smallest of several runs made in turns, so that what else the machine does is alike for all. */
function smallest(commands: string[][]): number[] {
  const best = commands.map(() => Number.POSITIVE_INFINITY);
  for (let i = 0; i < RUNS; i++) {
    commands.forEach((args, at) => {
      const start = process.hrtime.bigint();
      spawnSync(process.execPath, args, { stdio: 'ignore' });
      best[at] = Math.min(best[at]!, Number(process.hrtime.bigint() - start) / 1e6);
    });
  }
  return best;
}

function hundredLines(folder: string): string {
  const file = join(folder, 'hundred.ndjson');
  const lines = Array.from({ length: 100 }, (_, i) =>
    JSON.stringify({
      insertId: `a${i}`,
      timestamp: new Date(Date.UTC(2025, 8, 9, 19, 0, i % 60)).toISOString(),
      logName: 'projects/p/logs/run.googleapis.com%2Fstderr',
      resource: { type: 'cloud_run_revision', labels: { service_name: 'shop', revision_name: 'shop-00001-abc' } },
      textPayload: i % 10 === 0 ? 'RecursionError: maximum recursion depth exceeded' : `INFO:     order ${i} stored`,
    }),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

export function benchStartup(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'rca-bench-'));
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  try {
    const cases: [string, string[], string][] = [
      ['rca --version', [RCA, '--version'], '<= 1.5 x'],
      ['rca --help', [RCA, '--help'], ''],
      ['rca scan, 100 lines', [RCA, 'scan', hundredLines(folder)], ''],
    ];
    const [bare, ...times] = smallest([[empty], ...cases.map(([, args]) => args)]) as [number, ...number[]];
    const rows = cases.map(([what, , reach], at): Row => {
      const time = times[at]!;
      return { what, value: `${time.toFixed(0)} ms`, ratio: `${(time / bare).toFixed(2)} x bare node`, reach };
    });
    return [{ what: 'bare node', value: `${bare.toFixed(0)} ms`, ratio: '', reach: '' }, ...rows];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
