import { readFile } from 'node:fs/promises';
import { type Emulator, parseFault, parseRunState, type RunState, startEmulator } from '../emulator/index.ts';
import { expandScenario } from '../emulator/scenarios/index.ts';
import { UserError } from '../errors.ts';
import { EXIT, type Io, write } from './io.ts';
import { readEntries } from './read-entries.ts';
import { wholeNumber } from './scan-options.ts';
import { loadScenario } from './scenarios.ts';

export interface EmulatorFlags {
  port: string;
  tlsPort?: string;
  restPort?: string;
  load?: string[];
  runState?: string;
  scenario?: string[];
  fault?: string[];
}

function portOf(value: string | undefined, flag: string): number | null {
  if (value === undefined) return null;
  const port = wholeNumber(value, flag);
  if (port > 65_535)
    throw new UserError(`${flag}: ${value} is not a port`, 'A port is a number from 0 to 65535; 0 = any free one.');
  return port;
}

/** `rca emulator`: serves until Ctrl-C; says where in one JSON line. */
export async function emulator(flags: EmulatorFlags, io: Io): Promise<number> {
  const faults = (flags.fault ?? []).map(parseFault);
  const state = flags.runState === undefined ? undefined : parseRunState(await readState(flags.runState));
  const server = await startEmulator({
    port: portOf(flags.port, '--port') ?? 0,
    tlsPort: portOf(flags.tlsPort, '--tls-port'),
    restPort: portOf(flags.restPort, '--rest-port'),
    faults,
  });
  try {
    await fill(server, flags, state, io);
    const { grpc, tls, rest, caFile } = server;
    await write(io.stdout, `${JSON.stringify({ grpc, tls, rest, caFile })}\n`);
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await server.close();
  }
  return EXIT.ok;
}

async function fill(server: Emulator, flags: EmulatorFlags, state: RunState | undefined, io: Io): Promise<void> {
  for (const name of flags.scenario ?? []) {
    const { entries, runState } = expandScenario(await loadScenario(name));
    server.load(entries, state ?? runState);
  }
  const files = flags.load ?? [];
  server.load(files.length > 0 ? await readEntries(files, io) : [], state);
}

async function readState(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UserError(
      `--run-state: ${file} cannot be read: ${(error as Error).message}`,
      'Name a JSON file with services and revisions.',
    );
  }
}
