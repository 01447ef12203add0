import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { Io } from '../../src/commands/io.ts';
import { run } from '../../src/commands/program.ts';
import { loadScenario } from '../../src/commands/scenarios.ts';
import { parseFault, startEmulator } from '../../src/emulator/index.ts';
import { expandScenario, type Scenario } from '../../src/emulator/scenarios/index.ts';
import type { Micros, RawEntry, Report } from '../../src/model.ts';
import { parseTime } from '../../src/text/time.ts';

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs one command line in this process, with streams of its own. */
export async function rca(
  args: string[],
  more: {
    stdin?: Iterable<string | Buffer>;
    now?: Micros | (() => Micros);
    env?: Io['env'];
    signal?: AbortSignal;
    sleep?: Io['sleep'];
  } = {},
): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const io: Io = {
    stdin: Readable.from(more.stdin ?? []),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: more.env ?? {},
    now: typeof more.now === 'function' ? more.now : () => (more.now as Micros) ?? parseTime('2025-09-12T00:00:00Z')!,
    signal: more.signal ?? new AbortController().signal,
    ...(more.sleep ? { sleep: more.sleep } : {}),
  };
  const status = await run(args, '0.0.0', io);
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function collector() {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** A temporary folder for the time of `use`. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rca-test-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function ndjson(entries: RawEntry[]): string {
  return `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`;
}

/** The flags that a scenario says it has to be scanned with. */
export function scanArgs({ scan }: Scenario): string[] {
  return ['--since', scan.since, ...(scan.until ? ['--until', scan.until] : [])];
}

/** Scans a scenario from a file. */
export async function scanFile(name: string, ...args: string[]): Promise<Outcome & { scenario: Scenario }> {
  const scenario = await loadScenario(name);
  return inFolder(async (folder) => {
    const file = join(folder, `${name}.ndjson`);
    writeFileSync(file, ndjson(expandScenario(scenario).entries));
    return { scenario, ...(await rca(['scan', file, ...scanArgs(scenario), ...args])) };
  });
}

/** Scans a scenario from the emulator, through the real clients. */
export async function scanEmulator(name: string, ...args: string[]): Promise<Outcome & { scenario: Scenario }> {
  return scanFaulty(name, [], ...args);
}

/** The same, from an emulator that misbehaves. */
export async function scanFaulty(
  name: string,
  faults: string[],
  ...args: string[]
): Promise<Outcome & { scenario: Scenario }> {
  return onEmulator(name, faults, async (source, scenario) => {
    const now = scenario.end + 31 * 1_000_000;
    return { scenario, ...(await rca(['scan', ...source, ...scanArgs(scenario), ...args], { now })) };
  });
}

/** An emulator with a scenario's entries, for the time of `use`, which gets the flags that name it. */
export async function onEmulator<T>(
  name: string,
  faults: string[],
  use: (source: string[], scenario: Scenario) => Promise<T>,
): Promise<T> {
  const scenario = await loadScenario(name);
  const { entries, runState } = expandScenario(scenario);
  const now = scenario.end + 31 * 1_000_000;
  const server = await startEmulator({ clock: () => now, faults: faults.map(parseFault) });
  try {
    server.load(entries, runState);
    return await use(['--emulator', server.grpc, '--project', scenario.project], scenario);
  } finally {
    await server.close();
  }
}

export async function reportOf(outcome: Promise<Outcome>): Promise<Report> {
  return JSON.parse((await outcome).stdout) as Report;
}
