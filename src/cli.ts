#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' };
import type { Io } from './commands/io.ts';

/** What a shell reports for a process ended by SIGINT. */
const INTERRUPTED = 130;

/** First Ctrl-C: finish with what was read. Second: leave at once; the terminal is restored by the screen's exit hooks. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  });
  return controller.signal;
}

/** A reader that went away (`| head -1`) is no error: there is nobody left to write for. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

async function fail(error: unknown): Promise<void> {
  if (isClosedPipe(error)) return;
  process.exitCode = 2;
  const { explainFailure } = await import('./commands/failure.ts');
  process.stderr.write(explainFailure(error));
}

async function main(args: string[]): Promise<void> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${packageJson.version}\n`);
    return;
  }
  const io: Io = {
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now: () => Date.now() * 1000,
    signal: interruptSignal(),
  };
  const { run } = await import('./commands/program.ts');
  const status = await run(args, packageJson.version, io);
  // Interrupted twice, in the screen: nothing that is still under way is waited for.
  if (status === INTERRUPTED) process.exit(status);
  process.exitCode = status;
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}
process.on('unhandledRejection', (error) => fail(error).then(() => process.exit()));
await main(process.argv.slice(2)).catch(fail);
