import { spawn, spawnSync } from 'node:child_process';

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command without blocking the emulator in this process; it is ended once `enough` says so of its stdout. */
export function runCommand(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  enough?: (stdout: string) => boolean,
) {
  return new Promise<Outcome>((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (enough?.(stdout)) child.kill('SIGTERM');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject).on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Where the Google Cloud SDK is installed, null where it is not. */
export function findSdk(): string | null {
  const found = spawnSync('gcloud', ['info', '--format=value(installation.sdk_root)'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return found.status === 0 && found.stdout.trim() !== '' ? found.stdout.trim() : null;
}
