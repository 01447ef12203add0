import { spawn } from 'node:child_process';
import { UserError } from '../errors.ts';
import { oneLine } from '../text/escape.ts';
import type { Io } from './io.ts';

/** Milliseconds until gh is given up. */
const PATIENCE = 60_000;

/** What gh says, and what to do about it. */
const KNOWN: [RegExp, string, string][] = [
  [/gh auth login|not logged in|authentication|GH_TOKEN|HTTP 401/i, 'gh is not logged in', 'Run `gh auth login`.'],
  [
    /no git remotes|not a git repository|none of the git remotes|could not determine|no default remote/i,
    'gh knows no repository here',
    'Start rca in a clone of it, or set GH_REPO=owner/name.',
  ],
  [/issues? (?:is|are|has been) disabled|disabled issues/i, 'The repository has no issues', 'Set GH_REPO=owner/name.'],
];

/** Runs GitHub's own client without a shell; what it prints. UserError where it is missing or fails. */
export function runGh(args: string[], input: string | null, env: Io['env']): Promise<string> {
  return new Promise((resolve, reject) => {
    const quiet = { ...env, GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' };
    const child = spawn('gh', args, { env: quiet, stdio: ['pipe', 'pipe', 'pipe'], timeout: PATIENCE });
    const output = collect(child.stdout);
    const errors = collect(child.stderr);
    child.on('error', ({ code }: NodeJS.ErrnoException) => reject(unstarted(code)));
    child.on('close', (status) => {
      if (status === 0) resolve(output());
      else reject(status === null ? slow() : failure(errors(), args));
    });
    // It may end without having read: its status says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

const unstarted = (code = '') =>
  code === 'ENOENT'
    ? new UserError("GitHub's client gh is not installed", 'Get it from https://cli.github.com, or use y and paste.')
    : new UserError(`gh could not be started (${code})`, 'Use y and paste the issue.');

const slow = () => new UserError(`gh did not end within ${PATIENCE / 1000} s`, 'Try again, or use y and paste.');

function failure(errors: string, args: string[]): UserError {
  const known = KNOWN.find(([pattern]) => pattern.test(errors));
  if (known) return new UserError(known[1], known[2]);
  const sends = args[1] === 'create' || args[1] === 'comment';
  const hint = sends ? 'Look into the repository before trying again.' : 'Nothing was sent.';
  return new UserError(`gh ${args.slice(0, 2).join(' ')} failed: ${oneLine(errors, 200)}`, hint);
}
