/** Runs the built CLI as a process of its own, as a shell would: streams, signals and the exit status are the real ones. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

export const CLI = resolve(import.meta.dirname, '../../dist/rca.mjs');
if (!existsSync(CLI)) throw new Error('dist/rca.mjs is missing: npm run build');

/** Ends what hangs; a test that waits so long has failed. */
const TIMEOUT = 60_000;

export interface Outcome {
  /** null where a signal ended the process. */
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Options {
  /** What comes through standard input; null (the default) = it stays open and silent. */
  stdin?: string | Buffer | null;
  env?: Record<string, string>;
  cwd?: string;
}

/** A process under way. */
export interface Running {
  child: ChildProcess;
  printed: Readonly<{ stdout: string; stderr: string }>;
  /** Resolves once the stream has printed text that matches; rejects where the process ends first. */
  until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<void>;
  outcome: Promise<Outcome>;
}

const home = mkdtempSync(join(tmpdir(), 'rca-cli-'));
const alive = new Set<ChildProcess>();
afterAll(() => {
  // What a failed test left behind.
  for (const child of alive) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** An empty folder as home, configuration of gcloud and search path: no login, no project, no gcloud. */
export function bareEnv(more: Record<string, string> = {}): Record<string, string> {
  return { HOME: home, CLOUDSDK_CONFIG: home, PATH: home, TZ: 'UTC', METADATA_SERVER_DETECTION: 'none', ...more };
}

/** Follows a process that was started with pipes. */
export function follow(child: ChildProcess): Running {
  alive.add(child);
  child.on('exit', () => alive.delete(child));
  const printed = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
      changed();
    });
  }
  // A process that ends before it has read all closes the pipe.
  child.stdin?.on('error', () => {});
  const outcome = new Promise<Outcome>((done, reject) => {
    child.on('error', reject).on('close', (status, signal) => {
      done({ status, signal, ...printed });
      changed();
    });
  });
  let over = false;
  outcome.then(() => {
    over = true;
    changed();
  });
  const until = (stream: 'stdout' | 'stderr', pattern: RegExp) =>
    new Promise<void>((done, reject) => {
      const look = () => {
        if (pattern.test(printed[stream])) done();
        else if (over) reject(new Error(`ended without ${pattern}:\n${printed.stdout}\n${printed.stderr}`));
        else return;
        watchers.delete(look);
      };
      watchers.add(look);
      look();
    });
  return { child, printed, until, outcome };
}

/** Starts `rca ARGS`. */
export function start(args: string[], { stdin = null, env = {}, cwd = home }: Options = {}): Running {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: bareEnv(env),
    cwd,
    timeout: TIMEOUT,
    killSignal: 'SIGKILL',
  });
  const running = follow(child);
  if (stdin !== null) child.stdin.end(stdin);
  return running;
}

/** `rca ARGS` to its end, nothing on standard input unless given. */
export function rca(args: string[], options: Options = {}): Promise<Outcome> {
  return start(args, { ...options, stdin: options.stdin ?? '' }).outcome;
}

/** A shell command line in which `rca` is the built CLI. */
export function shell(line: string, { env = {}, cwd = home }: Options = {}): Promise<Outcome> {
  const rca = `rca() { "${process.execPath}" "${CLI}" "$@"; }; `;
  const path = process.env.PATH ?? '';
  const child = spawn('bash', ['-c', rca + line], {
    env: bareEnv({ PATH: path, ...env }),
    cwd,
    timeout: TIMEOUT,
    killSignal: 'SIGKILL',
  });
  child.stdin.end();
  return follow(child).outcome;
}
