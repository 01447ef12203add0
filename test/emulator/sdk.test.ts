/** The Google Cloud SDK as an independent client: gcloud over REST and gRPC, its Python clients over gRPC. Skipped where it is not installed. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { auditEntry } from './audit-entry.ts';
import { entries, entry } from './clients.ts';
import { findSdk, runCommand } from './run-command.ts';

const sdk = findSdk();
const python = sdk === null ? null : join(sdk, 'platform/bundledpythonunix/bin/python3');
const skip = sdk === null ? ' (skipped: the Google Cloud SDK is not installed)' : '';

const folder = mkdtempSync(join(tmpdir(), 'rca-gcloud-'));
const tokenFile = join(folder, 'token');
writeFileSync(tokenFile, 'secret');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ restPort: 0, tlsPort: 0 });
});
afterEach(() => emulator.close());

const config = {
  CLOUDSDK_CONFIG: folder,
  CLOUDSDK_CORE_PROJECT: 'shop',
  CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
  CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
  CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
};

const gcloud = (...args: string[]) =>
  runCommand('gcloud', args, { ...config, CLOUDSDK_API_ENDPOINT_OVERRIDES_LOGGING: `http://${emulator.rest}/` });

describe.skipIf(sdk === null)(`gcloud${skip}`, { timeout: 40_000 }, () => {
  test('logging read prints the entries as they were loaded', async () => {
    emulator.load([...entries(1200), auditEntry]);
    const filter =
      'timestamp>="2025-09-09T00:00:00Z" AND (textPayload:"line 11" OR protoPayload.methodName:"ReplaceService")';
    const outcome = await gcloud('logging', 'read', filter, '--format=json', '--order=asc');
    expect(outcome.stderr).toBe('');
    const matching = entries(1200).filter((raw) => String(raw.textPayload).startsWith('line 11'));
    expect(JSON.parse(outcome.stdout)).toEqual([...matching.slice(0, 11), auditEntry, ...matching.slice(11)]);
  });

  test('logging write, logs list', async () => {
    const written = await gcloud(
      'logging',
      'write',
      'app',
      '{"message": "hello"}',
      '--payload-type=json',
      '--severity=WARNING',
    );
    expect(written.status, written.stderr).toBe(0);
    const listed = await gcloud('logging', 'logs', 'list', '--format=value(.)');
    expect(listed.stdout.trim()).toBe('projects/shop/logs/app');
  });

  test('a filter that is none is refused with Google’s words', async () => {
    const outcome = await gcloud('logging', 'read', 'severity> AND timestamp>"2025-01-01T00:00:00Z"');
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain('ERROR: (gcloud.logging.read) INVALID_ARGUMENT: Unparseable filter: ');
  });

  test('beta logging tail, over TLS with a token', async () => {
    const env = {
      ...config,
      CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'false',
      CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: tokenFile,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_LOGGING: `https://${emulator.tls}/`,
      CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE: emulator.caFile!,
      PYTHONWARNINGS: 'ignore',
      PYTHONUNBUFFERED: '1',
    };
    const args = ['beta', 'logging', 'tail', 'severity>=ERROR', '--buffer-window=0s', '--format=value(text_payload)'];
    const tail = runCommand('gcloud', args, env, (stdout) => stdout.includes('live'));
    await vi.waitFor(() => expect(emulator.openTails).toBe(1), { interval: 10, timeout: 20_000 });
    emulator.append([entry(1, 'quiet', { severity: 'INFO' }), entry(2, 'live')]);
    expect((await tail).stdout.trim()).toBe('live');
  });
});

const noPython = python === null || !existsSync(python);
test.skipIf(noPython)(`the Python clients of the SDK${skip}`, { timeout: 40_000 }, async () => {
  const name = 'projects/shop/locations/us-central1/services/backend';
  const service = { name, traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }] };
  const revision = {
    name: `${name}/revisions/backend-00001`,
    createTime: '2025-09-09T18:00:00.5Z',
    containers: [{ image: 'gcr.io/shop/backend:abc' }],
    conditions: [{ type: 'Ready', state: 'CONDITION_SUCCEEDED' }],
  };
  emulator.load([...entries(3), auditEntry], { services: [service], revisions: [revision] });
  const client = runCommand(python!, [join(import.meta.dirname, 'gapic-client.py'), sdk!, emulator.grpc], {});
  await vi.waitFor(() => expect(emulator.openTails).toBe(1), { interval: 10, timeout: 20_000 });
  emulator.append([entry(9, 'live')]);
  const { stdout, stderr } = await client;
  expect(stderr).toBe('');
  const log = 'projects/shop/logs/run.googleapis.com%2Fstderr';
  expect(JSON.parse(stdout)).toEqual({
    entries: [
      [log, 'id-000000', 'line 0', '2025-09-09T19:00:00.000123Z', 500, {}],
      [log, 'id-000001', 'line 1', '2025-09-09T19:00:01.000123Z', 500, {}],
      [log, 'id-000002', 'line 2', '2025-09-09T19:00:02.000123Z', 500, {}],
      ['projects/shop/logs/py', 'py-1', 'written', expect.any(String), 400, { from: 'python' }],
    ],
    payloads: ['type.googleapis.com/google.cloud.audit.AuditLog'],
    logs: ['projects/shop/logs/cloudaudit.googleapis.com%2Factivity', 'projects/shop/logs/py', log],
    services: [[name, 100]],
    revisions: [
      [`${name}/revisions/backend-00001`, '2025-09-09T18:00:00.5Z', 'CONDITION_SUCCEEDED', 'gcr.io/shop/backend:abc'],
    ],
    wildcard: ['InvalidArgument', expect.stringContaining('cannot be the "-" wildcard')],
    filter: ['InvalidArgument', expect.stringContaining('Unparseable filter')],
    tail: ['live'],
  });
});
