import { execFile } from 'node:child_process';

/** gcloud's own access token, null where gcloud is absent, not logged in or takes longer than `ms`. */
export function gcloudToken(ms: number, env: Record<string, string | undefined>): Promise<string | null> {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const options = { timeout: ms, killSignal: 'SIGKILL', windowsHide: true, shell: windows, env } as const;
    execFile('gcloud', ['auth', 'print-access-token', '--quiet'], options, (error, stdout) => {
      const token = String(stdout).trim();
      resolve(!error && /^[\x21-\x7e]+$/.test(token) ? token : null);
    });
  });
}
