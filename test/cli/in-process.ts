/** Command lines run in this process: for tables of messages, where a process for each would take minutes. */
import { Readable, Writable } from 'node:stream';
import { explainFailure } from '../../src/commands/failure.ts';
import { run } from '../../src/commands/program.ts';
import { T0 } from './logs.ts';

const WEEK = 7 * 86_400 * 1_000_000;

/** A command line that does its job. */
export async function done(args: string[], stdin: string | Buffer = ''): Promise<{ status: number; stdout: string }> {
  const printed = { stdout: '', stderr: '' };
  const into = (name: keyof typeof printed) =>
    new Writable({
      write(chunk, _, next) {
        printed[name] += chunk;
        next();
      },
    });
  const status = await run(args, '0.0.0', {
    stdin: Readable.from([stdin]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: {},
    now: () => T0 + WEEK,
    signal: new AbortController().signal,
  });
  if (printed.stderr !== '') throw new Error(printed.stderr);
  return { status, stdout: printed.stdout };
}

/** What a command line, its arguments with `@` in place of `folder`, says on standard error where it fails; then also `@` for it. */
export async function mistakeOf(args: string[], folder = '@'): Promise<string> {
  const said = await done(args.map((arg) => arg.replaceAll('@', folder))).then(
    ({ stdout }) => `no mistake:\n${stdout}`,
    explainFailure,
  );
  return said.replaceAll(folder, '@');
}
