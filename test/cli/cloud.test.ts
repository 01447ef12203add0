import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, parseFault, startEmulator } from '../../src/emulator/index.ts';
import type { RawEntry, Report } from '../../src/model.ts';
import { cutOffAfter } from './cut-off.ts';
import { done, mistakeOf } from './in-process.ts';
import { entry, healthy, manySignatures, SOME, T0 } from './logs.ts';
import { rca } from './process.ts';

const HOUR = ['--since', '2025-09-09T18:30:00Z', '--until', '2025-09-09T20:00:00Z', '--lookback', '1d'];

const servers: Emulator[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

async function serve(entries: RawEntry[], ...faults: string[]): Promise<Emulator> {
  const server = await startEmulator({ faults: faults.map(parseFault), clock: () => T0 + 3_600_000_000 });
  servers.push(server);
  server.load(entries);
  return server;
}

const scanOf = ({ grpc }: { grpc: string }, ...args: string[]) => [
  'scan',
  '--emulator',
  grpc,
  '--project',
  'demo',
  ...args,
];

describe.concurrent('no way in', () => {
  let silent: Server;
  let address: string;
  beforeAll(async () => {
    // A black hole: it takes the connection and never answers.
    silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(silent.address() as { port: number }).port}`;
  });
  afterAll(() => silent.close());

  it('no credentials, and a metadata server that never answers', async () => {
    const started = performance.now();
    const env = { METADATA_SERVER_DETECTION: '', GCE_METADATA_HOST: address };
    const { status, stdout, stderr } = await rca(['scan', '--project', 'demo'], { env });
    expect(stderr).toBe(
      'rca: no Google credentials: no application default credentials, no metadata server, and gcloud gives no token\n' +
        '  log in with: gcloud auth application-default login (or name a key file in GOOGLE_APPLICATION_CREDENTIALS)\n',
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(performance.now() - started).toBeLessThan(6000);
  });

  it.each<[what: string, args: string[], env: Record<string, string>, stderr: RegExp]>([
    [
      'no project',
      ['scan'],
      {},
      /^rca: no Google Cloud project: neither --project, GOOGLE_CLOUD_PROJECT nor gcloud names one\n {2}name one with --project ID, or set it for gcloud: gcloud config set project ID\n$/,
    ],
    [
      'nothing at the address',
      ['scan', '--project', 'demo'],
      { RCA_EMULATOR_HOST: '127.0.0.1:1' },
      /^rca: nothing answers at --emulator 127.0.0.1:1: .*\n {2}start one there: rca emulator --port 1\n$/,
    ],
  ])('%s', async (_, args, env, stderr) => {
    expect(await rca(args, { env })).toEqual({
      status: 2,
      signal: null,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    });
  });
});

describe.concurrent('what the server refuses', () => {
  it.each<[what: string, faults: string[], args: string[], stderr: RegExp]>([
    [
      'permission denied',
      ['permission-denied=logging'],
      [],
      /^rca: no permission to read the logs of project demo: .*\n {2}ask for roles\/logging.viewer: .*\n$/,
    ],
    [
      'API not enabled',
      ['api-disabled=logging'],
      [],
      /^rca: the Cloud Logging API is not enabled in project demo\n {2}enable it: gcloud services enable logging.googleapis.com --project demo\n$/,
    ],
    [
      'an unknown service',
      [],
      ['--service', 'chekout'],
      /^rca: no service 'chekout': neither the logs of project demo since \S+ nor the Cloud Run Admin API know it\n {2}services seen there: checkout, billing\n$/,
    ],
    [
      'an unknown region',
      [],
      ['--region', 'europe-west2'],
      /^rca: (no region 'europe-west2': .*|region 'europe-west2' was not seen in the logs of project demo since \S+)\n {2}regions seen there: europe-west1\n$/,
    ],
    [
      'an unknown service without the Run API',
      ['permission-denied=run'],
      ['--service', 'x\u001b[2Jy'],
      /^rca: service 'x␛\[2Jy' was not seen in the logs of project demo since \S+\n {2}services seen there: .*\n$/,
    ],
  ])('%s', async (_, faults, args, stderr) => {
    const server = await serve([...SOME, entry(30, 'ERROR', 'ValueError: no tariff', 'billing')], ...faults);
    expect(await mistakeOf(scanOf(server, ...HOUR, ...args))).toMatch(stderr);
  });

  it('as a process: status 2, the message alone', async () => {
    const server = await serve(SOME, 'permission-denied=logging');
    expect(await rca(scanOf(server, ...HOUR))).toEqual({
      ...{ status: 2, signal: null, stdout: '' },
      stderr: expect.stringMatching(/^rca: no permission to read the logs of project demo: [^\n]*\n {2}[^\n]*\n$/),
    });
  });

  it.each<[what: string, args: string[], but: string]>([
    ['no deployment in the project', [], ''],
    [
      'none in the part that was read',
      ['--max-reads', '1'],
      '; not all was read: deployments: instances started from .*',
    ],
  ])('%s', async (_, args, but) => {
    const server = await serve([]);
    expect(await mistakeOf(scanOf(server, '--until', '2025-09-09T19:30:00Z', ...args))).toMatch(
      new RegExp(
        `^rca: No go-live was found in project demo since \\S+${but}\\n  Name one with --deploy-at TIME, or use --since 2h.\\n$`,
      ),
    );
  });

  it('nothing in the range is no failure', async () => {
    const server = await serve([]);
    const { status, stdout } = await done(scanOf(server, ...HOUR));
    expect(stdout).toMatch(/^## No log entries in the range\n/);
    expect(status).toBe(0);
  });

  it('the Run API denied: the logs alone, and it says so', async () => {
    const server = await serve(SOME, 'permission-denied=run');
    const { status, stdout } = await done(scanOf(server, ...HOUR));
    expect(stdout).toContain('Deployments are known from the logs alone: no permission to ask the Cloud Run Admin API');
    expect(status).toBe(1);
  });
});

describe.concurrent('read in part', () => {
  /** A page has 250 KB; the search for services takes one or two, so the window's first is through and its last is not. */
  const BYTES = 890_000;
  const reportOf = (stdout: string) => JSON.parse(stdout) as Report;
  /** Four pages of failures. */
  const MUCH = manySignatures(3500).map((one) => ({ ...one, textPayload: 'ValueError: order 7 has no lines' }));

  it('--max-reads: the report of what was read says which span was not', async () => {
    const server = await serve(MUCH);
    const { status, stdout } = await rca(scanOf(server, ...HOUR, '--max-reads', '5', '--format', 'json'));
    const { losses, signatures } = reportOf(stdout);
    expect(losses).toContainEqual({
      reason: 'not-read',
      count: 1,
      detail:
        'the window from 2025-09-09T18:30:00Z to 2025-09-09T19:41:40Z not read: --max-reads does not reach so far',
      from: '2025-09-09T18:30:00Z',
      to: '2025-09-09T19:41:40Z',
    });
    expect(signatures.map(({ count }) => count)).toEqual([1000]);
    expect(status).toBe(1);
  });

  it('--max-reads, and nothing found: inconclusive', async () => {
    const server = await serve(SOME.map((_, i) => healthy(i)));
    const { status, stdout } = await done(scanOf(server, ...HOUR, '--max-reads', '2'));
    expect(stdout).toContain('not read: --max-reads does not reach so far');
    expect(status).toBe(3);
  });

  // It waits for the server for eight seconds.
  it('a server that goes away half-way: the report of what was read', { timeout: 60_000 }, async () => {
    const server = await serve(MUCH);
    const way = await cutOffAfter(BYTES, server.grpc);
    const { status, stdout, stderr } = await rca(scanOf({ grpc: way.address }, ...HOUR, '--format', 'json'));
    const { losses, signatures } = reportOf(stdout);
    expect(losses.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(
        /^the window from 2025-09-09T18:30:00Z to 2025-09-09T19:\S+ not read: Cloud Logging stopped answering \(/,
      ),
    );
    // The page that is read ahead of the search for services may be cancelled before or after it passed.
    expect([1000, 2000]).toContain(signatures[0]!.count);
    expect([status, stderr]).toEqual([1, '']);
  });

  it('a server that goes away at once', async () => {
    const server = await serve(MUCH);
    const way = await cutOffAfter(0, server.grpc);
    expect(await mistakeOf(scanOf({ grpc: way.address }, ...HOUR))).toMatch(
      /^rca: nothing answers at --emulator \S+: .*\n {2}start one there: .*\n$/,
    );
  });
});
