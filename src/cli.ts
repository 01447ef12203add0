#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' };
import { type Io, isClosedPipe, unwritable } from './commands/io.ts';

/** What a shell reports for a process ended by SIGINT, by SIGTERM. */
const INTERRUPTED = 130;
const TERMINATED = 143;

/** First Ctrl-C: finish with what was read. Second: leave at once; the terminal is restored by the screen's exit hooks. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  });
  return controller.signal;
}

let failure: Promise<void> | null = null;

/** Says why rca ends, once: what fails after the first failure follows from it. */
function fail(error: unknown): Promise<void> {
  failure ??= explain(error);
  return failure;
}

async function explain(error: unknown): Promise<void> {
  process.exitCode = 2;
  const { explainFailure } = await import('./commands/failure.ts');
  process.stderr.write(explainFailure(error));
}

const stop = (error: unknown): Promise<void> => fail(error).then(() => process.exit());

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
  if (failure === null) process.exitCode = status;
}

process.stdout.on('error', (error) => {
  if (!isClosedPipe(error)) stop(unwritable(error));
});
// With the exit hooks; and as the first process of a container it would not be ended by the signal alone.
process.on('SIGTERM', () => process.exit(TERMINATED));
// Nowhere is left to say it.
process.stderr.on('error', () => {});
// Rejections that nobody handles come here too.
process.on('uncaughtException', stop);
await main(process.argv.slice(2)).catch(fail);
