import { afterEach, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, parseFault, startEmulator } from '../../src/emulator/index.ts';
import { entries, loggingClient, revisionsClient, servicesClient } from './clients.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

const once = { autoPaginate: false, retry: { retryCodes: [] } } as never;
const PROJECT = { resourceNames: ['projects/shop'] };
const REGION = 'projects/shop/locations/us-central1';

async function start(fault: string, options: EmulatorOptions = {}, count = 10) {
  emulator = await startEmulator({ ...options, faults: [parseFault(fault)] });
  emulator.load(entries(count));
  return { server: emulator, client: loggingClient(emulator.grpc) };
}

type Client = ReturnType<typeof loggingClient>;
type Page = { insertId: string }[];

async function pages(client: Client, pageSize: number): Promise<Page[]> {
  const all: Page[] = [];
  let pageToken = '';
  do {
    const [page, next] = await client.listLogEntries({ ...PROJECT, pageSize, pageToken }, once);
    all.push(page);
    pageToken = next?.pageToken ?? '';
  } while (pageToken !== '');
  return all;
}

test('empty-pages: so many pages with a token and nothing else come first', async () => {
  const { client } = await start('empty-pages=12');
  expect((await pages(client, 6)).map((page) => page.length)).toEqual([...Array(12).fill(0), 6, 4]);
});

test('quota: as many reads at once, then evenly over the minute, worded as Google does', async () => {
  let now = 1e15;
  const { client } = await start('quota=3', { clock: () => now });
  const read = () => client.listLogEntries(PROJECT, once);
  for (let i = 0; i < 3; i++) await read();
  const refusal = {
    code: 8,
    details:
      "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service " +
      "'logging.googleapis.com' for consumer 'project_number:123456789012'.",
    reason: 'RATE_LIMIT_EXCEEDED',
    domain: 'googleapis.com',
    errorInfoMetadata: { quota_limit: 'ReadRequestsPerMinutePerProject', quota_limit_value: '3' },
  };
  await expect(read()).rejects.toMatchObject(refusal);
  now += 20e6;
  await read();
  await expect(read()).rejects.toMatchObject({ code: 8 });
  now += 3600e6;
  for (let i = 0; i < 3; i++) await read();
  await expect(read()).rejects.toMatchObject({ code: 8 });
  await client.listLogs({ parent: 'projects/shop' });
});

test('unavailable: the first calls fail', async () => {
  const { client } = await start('unavailable=2');
  for (let i = 0; i < 2; i++) await expect(client.listLogEntries(PROJECT, once)).rejects.toMatchObject({ code: 14 });
  expect((await client.listLogEntries(PROJECT, once))[0]).toHaveLength(10);
});

test('duplicate: some entries come twice, always the same, and no page is over its size', async () => {
  const { client } = await start('duplicate=20', {}, 500);
  const read = await pages(client, 100);
  const ids = read.flat().map((entry) => entry.insertId);
  expect(new Set(ids).size).toBe(500);
  expect(ids.length).toBeGreaterThan(550);
  expect(ids.length).toBeLessThan(650);
  expect(Math.max(...read.map((page) => page.length))).toBeLessThanOrEqual(100);
  expect((await pages(client, 100)).flat().map((entry) => entry.insertId)).toEqual(ids);
});

test('late: entries show so many seconds after they were written', async () => {
  const end = Date.UTC(2025, 8, 9, 19, 0, 9) * 1000 + 123;
  let now = end;
  const { server, client } = await start('late=5', { clock: () => now });
  const count = async () => (await client.listLogEntries(PROJECT, once))[0].length;
  expect(await count()).toBe(5);
  server.append(entries(11).slice(10));
  now = end + 4_999_999;
  expect(await count()).toBe(9);
  now = end + 5_000_000;
  expect(await count()).toBe(11);
});

test('slow: an answer takes so long', async () => {
  const { client } = await start('slow=60');
  await client.initialize();
  const begun = performance.now();
  await client.listLogEntries(PROJECT, once);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
});

test('permission-denied=logging', async () => {
  const { client, server } = await start('permission-denied');
  await expect(client.listLogEntries(PROJECT, once)).rejects.toMatchObject({
    code: 7,
    message: "7 PERMISSION_DENIED: Permission 'logging.logEntries.list' denied on resource (or it may not exist).",
    reason: 'IAM_PERMISSION_DENIED',
    domain: 'iam.googleapis.com',
    errorInfoMetadata: { permission: 'logging.logEntries.list', resource: 'projects/shop' },
  });
  expect((await servicesClient(server.grpc).listServices({ parent: REGION }))[0]).toHaveLength(1);
});

test('permission-denied=run', async () => {
  const { client, server } = await start('permission-denied=run');
  await expect(revisionsClient(server.grpc).listRevisions({ parent: `${REGION}/services/-` })).rejects.toMatchObject({
    code: 7,
    details: `Permission 'run.revisions.list' denied on resource '${REGION}/services/-' (or resource may not exist).`,
  });
  expect((await client.listLogEntries(PROJECT, once))[0]).toHaveLength(10);
});

test('api-disabled=run', async () => {
  const { server } = await start('api-disabled');
  await expect(servicesClient(server.grpc).listServices({ parent: REGION })).rejects.toMatchObject({
    code: 7,
    details: expect.stringContaining(
      'Cloud Run Admin API has not been used in project 123456789012 before or it is disabled.',
    ),
    reason: 'SERVICE_DISABLED',
    errorInfoMetadata: { service: 'run.googleapis.com', consumer: 'projects/123456789012' },
  });
});
