// Installs the packed tarball into an empty folder, as a user would, and runs it there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rca-pack-'));
const npm = (args, cwd) => execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });

function rca(args, expected, input = '') {
  try {
    const out = execFileSync(process.execPath, [join(folder, 'node_modules/gcp-rca/dist/rca.mjs'), ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    return check(args, 0, expected, out);
  } catch (error) {
    if (typeof error.status !== 'number') throw error;
    return check(args, error.status, expected, error.stdout);
  }
}

function check(args, status, expected, out) {
  if (status !== expected) throw new Error(`rca ${args.join(' ')}: exit ${status}, expected ${expected}`);
  console.log(`ok: rca ${args.join(' ')} (exit ${status}, ${out.length} characters)`);
  return out;
}

try {
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
  npm(['install', '--no-audit', '--no-fund', join(folder, tarball)], folder);
  rca(['--version'], 0);
  rca(['--help'], 0);
  rca(['rules', 'test'], 0);
  const error = {
    severity: 'ERROR',
    textPayload: 'RecursionError: maximum recursion depth exceeded',
    timestamp: '2025-09-09T19:09:36Z',
  };
  const entry = {
    ...error,
    insertId: 'a',
    resource: { type: 'cloud_run_revision', labels: { service_name: 's', revision_name: 's-1' } },
  };
  const logged = { ...entry, logName: 'projects/p/logs/run.googleapis.com%2Fstderr' };
  const report = JSON.parse(rca(['scan', '-', '--format', 'json'], 1, `${JSON.stringify(logged)}\n`));
  if (report.diagnoses[0]?.category !== 'recursion') throw new Error('the packed rules did not name the recursion');
  rca(['demo', '--format', 'markdown'], 0);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
