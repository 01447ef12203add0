/** The cloud source in a process of its own, where a rejection that nobody handles would show. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = `
import { openCloud } from ${JSON.stringify(resolve(import.meta.dirname, '../../../src/sources/cloud/index.ts'))};
const options = { project: 'shop', emulator: null, services: [], regions: [], filter: null, readsPerMinute: 0, maxReads: 20, now: () => Date.now() * 1000 };
const started = Date.now();
try {
  const source = await openCloud({ ...options, ...JSON.parse(process.argv[1]) });
  const span = { from: 0, to: 4e15 };
  const signal = new AbortController().signal;
  const ids = [];
  for await (const batch of source.readDeployments(span, signal)) ids.push(...batch.entries.map((entry) => entry.id));
  const read = source.readWindow({ window: span, baseline: null }, { hit: () => false, needles: [] }, signal);
  for await (const batch of read) ids.push(...batch.entries.map((entry) => entry.id));
  await source.close();
  console.log(JSON.stringify({ ids, notes: source.notes }));
} catch (error) {
  console.log(JSON.stringify({ name: error.name, message: error.message, hint: error.hint, ms: Date.now() - started }));
}
`;

export interface ChildResult {
  status: number | null;
  stderr: string;
  /** Milliseconds that the whole process took. */
  ms: number;
  /** What it printed. */
  said: { ids?: string[]; notes?: string[]; name?: string; message?: string; hint?: string; ms?: number };
}

/** A home without any login; `gcloud` is what a shell script says, by default that there is none. */
export function makeHome(gcloud?: string): { HOME: string; PATH: string; CLOUDSDK_CONFIG: string } {
  const home = mkdtempSync(join(tmpdir(), 'rca-home-'));
  const bin = join(home, 'bin');
  const config = join(home, 'gcloud');
  mkdirSync(bin);
  mkdirSync(join(config, 'configurations'), { recursive: true });
  if (gcloud !== undefined) {
    writeFileSync(join(bin, 'gcloud'), `#!/bin/sh\n${gcloud}\n`);
    chmodSync(join(bin, 'gcloud'), 0o755);
    writeFileSync(join(config, 'configurations', 'config_default'), '[core]\naccount = ann@shop.example\n');
  }
  return { HOME: home, PATH: `${bin}:/usr/bin:/bin`, CLOUDSDK_CONFIG: config };
}

export function runChild(options: object, env: Record<string, string>): Promise<ChildResult> {
  const started = Date.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, JSON.stringify(options)], { env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const line = stdout.trim().split('\n').at(-1);
      resolve({ status, stderr, ms: Date.now() - started, said: line ? JSON.parse(line) : {} });
    });
  });
}
