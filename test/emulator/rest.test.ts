import { afterEach, expect, test } from 'vitest';
import { type Emulator, parseFault, startEmulator } from '../../src/emulator/index.ts';
import { auditEntry } from './audit-entry.ts';
import { entries, entry, loggingClient } from './clients.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

async function call(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
  const response = await fetch(`http://${emulator!.rest}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const list = (more: object) => call('/v2/entries:list?alt=json', { resourceNames: ['projects/shop'], ...more });

test('entries:list pages and prints entries as they were loaded', async () => {
  emulator = await startEmulator({ restPort: 0 });
  emulator.load([...entries(3), auditEntry]);
  const first = await list({ pageSize: 3, orderBy: 'timestamp desc' });
  expect(first.json.entries).toEqual([auditEntry, entry(2, 'line 2'), entry(1, 'line 1')]);
  const second = await list({ pageSize: 2, orderBy: 'timestamp desc', pageToken: first.json.nextPageToken });
  expect(second.json).toEqual({ entries: [entry(0, 'line 0')] });
  expect((await list({ filter: 'textPayload:"nowhere"' })).json).toEqual({});
});

test('what is written over gRPC comes back as JSON, audit payload included', async () => {
  emulator = await startEmulator({ restPort: 0 });
  const source = await startEmulator();
  source.load([auditEntry]);
  const client = loggingClient(source.grpc);
  const [[read]] = await client.listLogEntries({ resourceNames: ['projects/shop'] }, { autoPaginate: false });
  expect(read.protoPayload.type_url).toBe('type.googleapis.com/google.cloud.audit.AuditLog');
  const target = loggingClient(emulator.grpc);
  await target.writeLogEntries({ entries: [read] });
  const { json } = await list({});
  expect(json.entries).toEqual([{ ...auditEntry, receiveTimestamp: expect.any(String) }]);
  await source.close();
});

test('entries:write, logs, and a log deleted', async () => {
  emulator = await startEmulator({ restPort: 0 });
  const written = {
    logName: 'projects/shop/logs/a%2Fb',
    resource: { type: 'global' },
    entries: [{ textPayload: 'x' }],
  };
  expect(await call('/v2/entries:write', written)).toEqual({ status: 200, json: {} });
  expect((await call('/v2/projects/shop/logs')).json).toEqual({ logNames: ['projects/shop/logs/a%2Fb'] });
  expect((await call('/v2/projects/other/logs')).json).toEqual({});
  expect((await call('/v2/projects/shop/logs/a%252Fb', undefined, 'DELETE')).status).toBe(200);
  expect((await call('/v2/projects/shop/logs')).json).toEqual({});
});

test('services and revisions', async () => {
  emulator = await startEmulator({ restPort: 0 });
  const name = 'projects/shop/locations/us-central1/services/backend';
  emulator.load([], { services: [{ name }], revisions: [{ name: `${name}/revisions/backend-1` }] });
  expect((await call(`/v2/${name}`)).json).toEqual({ name });
  expect((await call(`/v2/projects/shop/locations/us-central1/services/-/revisions?pageSize=5`)).json).toEqual({
    revisions: [{ name: `${name}/revisions/backend-1` }],
  });
});

const refused: [string, object, RegExp][] = [
  ['no resource name', { resourceNames: [] }, /At least one resource_name/],
  ['a resource name that is none', { resourceNames: ['shop'] }, /Invalid resource name: 'shop'/],
  ['too many resource names', { resourceNames: Array(101).fill('projects/p') }, /At most 100/],
  ['a page that is too large', { pageSize: 1001 }, /page_size must not be greater than 1000/],
  ['a negative page', { pageSize: -1 }, /page_size must not be negative/],
  ['an unknown order', { orderBy: 'severity' }, /Invalid order_by 'severity'/],
  ['a broken filter', { filter: 'severity>=' }, /^Unparseable filter: .* at line 1, column 11$/],
  ['a filter that is too long', { filter: `"${'x'.repeat(20_000)}"` }, /20000 characters/],
  ['a token that is none', { pageToken: 'nonsense' }, /page_token is invalid/],
];
test.each(refused)('INVALID_ARGUMENT: %s', async (_name, request, message) => {
  emulator = await startEmulator({ restPort: 0 });
  const { status, json } = await list(request);
  expect(status).toBe(400);
  expect(json.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
});

test('a page token is good for its own request only', async () => {
  emulator = await startEmulator({ restPort: 0 });
  emulator.load(entries(5));
  const { json } = await list({ pageSize: 2, filter: 'severity=ERROR' });
  const other = await list({ pageSize: 2, filter: 'severity>=ERROR', pageToken: json.nextPageToken });
  expect(other.json.error).toMatchObject({ message: "page_token doesn't match arguments from the request" });
  expect(
    (await list({ pageSize: 4, filter: 'severity=ERROR', pageToken: json.nextPageToken })).json.entries,
  ).toHaveLength(3);
});

test('other paths, bodies and refusals are errors in the shape of Google', async () => {
  emulator = await startEmulator({ restPort: 0, faults: [parseFault('api-disabled=logging')] });
  expect((await call('/v2/nothing')).json).toEqual({
    error: { code: 404, message: 'Method not found.', status: 'NOT_FOUND' },
  });
  const broken = await fetch(`http://${emulator.rest}/v2/entries:list`, { method: 'POST', body: '{' });
  expect(broken.status).toBe(400);
  const { status, json } = await list({});
  expect(status).toBe(403);
  expect(json.error).toMatchObject({ status: 'PERMISSION_DENIED', details: [{ reason: 'SERVICE_DISABLED' }, {}, {}] });
});
