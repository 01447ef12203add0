import { Logging } from '@google-cloud/logging';
import { afterEach, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOptions, entry, loggingClient } from './clients.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

const NOW = Date.UTC(2025, 8, 9, 20) * 1000;
const LOG = 'projects/shop/logs/app';
const read = { resourceNames: ['projects/shop'] };

test('the request stands in for what an entry lacks', async () => {
  emulator = await startEmulator({ clock: () => NOW });
  const client = loggingClient(emulator.grpc);
  await client.writeLogEntries({
    logName: LOG,
    resource: { type: 'global', labels: { project_id: 'shop' } },
    labels: { a: 'request', b: 'request' },
    entries: [
      { textPayload: 'one', labels: { b: 'entry' } },
      { textPayload: 'two', logName: 'projects/shop/logs/own', severity: 'ERROR' },
    ],
  });
  const [[one, two]] = await client.listLogEntries(read, { autoPaginate: false });
  expect(one).toMatchObject({
    logName: LOG,
    textPayload: 'one',
    labels: { a: 'request', b: 'entry' },
    resource: { type: 'global' },
    timestamp: { seconds: String(NOW / 1e6), nanos: 0 },
    receiveTimestamp: { seconds: String(NOW / 1e6), nanos: 0 },
  });
  expect(one.insertId).toMatch(/^emu/);
  expect(two).toMatchObject({ logName: 'projects/shop/logs/own', severity: 'ERROR', labels: { a: 'request' } });
  await client.close();
});

test('repeats are dropped: same log, timestamp and insertId', async () => {
  emulator = await startEmulator();
  expect(emulator.load([entry(1, 'a'), entry(1, 'a again'), entry(1, 'b', { insertId: 'other' })])).toBe(2);
  expect(
    emulator.append([entry(1, 'a once more'), entry(1, 'c', { logName: 'projects/shop/logs/x' }), entry(0, 'd')]),
  ).toBe(2);
  const client = loggingClient(emulator.grpc);
  const [found] = await client.listLogEntries(read, { autoPaginate: false });
  expect(found.map((item: { textPayload?: unknown }) => item.textPayload)).toEqual(['d', 'a', 'c', 'b']);
  await client.close();
});

test('a bad entry fails the whole request, or with partialSuccess itself alone', async () => {
  emulator = await startEmulator();
  const client = loggingClient(emulator.grpc);
  const request = {
    resource: { type: 'global' },
    entries: [{ textPayload: 'no log' }, { logName: LOG, textPayload: 'good' }],
  };
  await expect(client.writeLogEntries(request)).rejects.toMatchObject({ code: 3 });
  expect((await client.listLogEntries(read, { autoPaginate: false }))[0]).toEqual([]);
  await expect(client.writeLogEntries({ ...request, partialSuccess: true })).rejects.toMatchObject({ code: 3 });
  expect((await client.listLogEntries(read, { autoPaginate: false }))[0]).toHaveLength(1);
  await client.writeLogEntries({
    logName: LOG,
    dryRun: true,
    resource: { type: 'global' },
    entries: [{ textPayload: 'dry' }],
  });
  expect((await client.listLogEntries(read, { autoPaginate: false }))[0]).toHaveLength(1);
  await client.close();
});

test('the high-level client writes, reads, lists and deletes logs', async () => {
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  emulator = await startEmulator();
  const logging = new Logging(clientOptions(emulator.grpc) as never);
  const log = logging.log('app');
  const metadata = { resource: { type: 'global' }, severity: 'WARNING' };
  await log.write([log.entry(metadata, { message: 'hello', n: 1 }), log.entry(metadata, 'plain')]);
  const [found] = await logging.getEntries({ orderBy: 'timestamp asc' });
  // The third is the client's own, about itself.
  expect(found.map((item) => item.data)).toEqual([{ message: 'hello', n: 1 }, 'plain', expect.anything()]);
  expect(found[0]!.metadata.severity).toBe('WARNING');
  const [logs] = await logging.getLogs();
  expect(logs.map((item) => item.name)).toEqual(['app']);
  await log.delete();
  expect((await logging.getLogs())[0]).toEqual([]);
});
