/** One incident through `rca scan -` in this process. */
import { PassThrough, Readable } from 'node:stream';
import type { Io } from '../../src/commands/io.ts';
import { run } from '../../src/commands/program.ts';
import type { Report } from '../../src/model.ts';
import type { Incident } from './incident.ts';

/** Lines that go down the pipe at a time. */
const CHUNK = 500;

export async function scanIncident({ lines, flags, now }: Incident): Promise<Report> {
  const [stdout, stderr] = [collector(), collector()];
  const io: Io = {
    stdin: Readable.from(chunks(lines)),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: {},
    now: () => now,
    signal: new AbortController().signal,
  };
  const status = await run(['scan', '-', '--format', 'json', '--fail-on', 'never', ...flags], '0.0.0', io);
  if (status !== 0) throw new Error(`rca scan - ${flags.join(' ')}: status ${status}: ${stderr.text()}`);
  return JSON.parse(stdout.text()) as Report;
}

function* chunks(lines: readonly string[]): Generator<Buffer> {
  for (let i = 0; i < lines.length; i += CHUNK) yield Buffer.from(`${lines.slice(i, i + CHUNK).join('\n')}\n`);
}

function collector() {
  const stream = new PassThrough();
  const parts: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => parts.push(chunk));
  return { stream, text: () => Buffer.concat(parts).toString('utf8') };
}
