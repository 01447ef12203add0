import { v2 } from '@google-cloud/logging';
import { afterEach, expect, test, vi } from 'vitest';
import { type Emulator, type EmulatorOptions, parseFault, startEmulator } from '../../src/emulator/index.ts';
import type { RawEntry } from '../../src/model.ts';
import { clientOptions, entries, entry, loggingClient } from './clients.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

interface Response {
  entries: { textPayload: string }[];
  suppressionInfo: { reason: string; suppressedCount: number }[];
}
type Tail = {
  responses: Response[];
  texts(): string[];
  ended: Promise<{ code?: number; details?: string }>;
  cancel(): void;
};

/** Opens a tail and waits until the emulator has it. */
async function open(server: Emulator, request: object, channel: object = {}): Promise<Tail> {
  const client = new v2.LoggingServiceV2Client({ ...clientOptions(server.grpc), ...channel } as never);
  const stream = client.tailLogEntries();
  const responses: Response[] = [];
  stream.on('data', (response: Response) => responses.push(response));
  const ended = new Promise<{ code?: number; details?: string }>((resolve) => {
    stream.on('error', resolve).on('end', () => resolve({}));
  });
  const before = server.openTails;
  stream.write({ resourceNames: ['projects/shop'], bufferWindow: { seconds: 0 }, ...request });
  await vi.waitFor(() => expect(server.openTails).toBe(before + 1), { interval: 2 });
  const texts = () => responses.flatMap((response) => response.entries.map((item) => item.textPayload));
  return { responses, texts, ended, cancel: () => stream.cancel() };
}

const start = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  emulator = await startEmulator(options);
  return emulator;
};

test('sends what is written after it opened and passes the filter, in order within a response', async () => {
  const server = await start();
  server.load([entry(0, 'before')]);
  const tail = await open(server, { filter: 'textPayload:"keep"' });
  const batch: RawEntry[] = [entry(3, 'keep 3'), entry(1, 'keep 1'), entry(2, 'drop'), entry(1, 'keep 1')];
  expect(server.append(batch)).toBe(3);
  await vi.waitFor(() => expect(tail.texts()).toEqual(['keep 1', 'keep 3']), { interval: 2 });
  tail.cancel();
  expect(await tail.ended).toMatchObject({ code: 1 });
  await vi.waitFor(() => expect(server.openTails).toBe(0), { interval: 2 });
});

test('the buffer window puts separate writes in order', async () => {
  const server = await start();
  const tail = await open(server, { bufferWindow: { nanos: 50_000_000 } });
  for (const second of [4, 2, 3, 1]) server.append([entry(second, String(second))]);
  await vi.waitFor(() => expect(tail.texts()).toEqual(['1', '2', '3', '4']), { interval: 2 });
  expect(tail.responses).toHaveLength(1);
  tail.cancel();
});

test('a large burst comes in responses of at most 1000', async () => {
  const server = await start();
  const tail = await open(server, {});
  server.append(entries(2500));
  await vi.waitFor(() => expect(tail.texts()).toHaveLength(2500), { interval: 2 });
  expect(tail.responses.map((response) => response.entries.length)).toEqual([1000, 1000, 500]);
  tail.cancel();
});

test('over the rate, entries are suppressed and counted', async () => {
  const server = await start({ tailEntriesPerMinute: 10, clock: () => 0 });
  const tail = await open(server, {});
  server.append(entries(25));
  await vi.waitFor(() => expect(tail.texts()).toHaveLength(10), { interval: 2 });
  expect(tail.responses[0]!.suppressionInfo).toEqual([{ reason: 'RATE_LIMIT', suppressedCount: 15 }]);
  server.append([entry(99, 'more')]);
  await vi.waitFor(() => expect(tail.responses).toHaveLength(2), { interval: 2 });
  expect(tail.responses[1]).toMatchObject({
    entries: [],
    suppressionInfo: [{ reason: 'RATE_LIMIT', suppressedCount: 1 }],
  });
  tail.cancel();
});

test('fault suppress withholds the first entries of a tail, not of a list', async () => {
  const server = await start({ faults: [parseFault('suppress=2')] });
  const tail = await open(server, {});
  server.append(entries(3));
  await vi.waitFor(() => expect(tail.texts()).toEqual(['line 2']), { interval: 2 });
  expect(tail.responses[0]!.suppressionInfo).toEqual([{ reason: 'RATE_LIMIT', suppressedCount: 2 }]);
  const client = loggingClient(server.grpc);
  expect((await client.listLogEntries({ resourceNames: ['projects/shop'] }, { autoPaginate: false }))[0]).toHaveLength(
    3,
  );
  await client.close();
  tail.cancel();
});

const endings: [Parameters<Emulator['breakTails']>[0], object][] = [
  ['end', {}],
  ['UNAVAILABLE', { code: 14 }],
  ['OUT_OF_RANGE', { code: 11 }],
  ['RESOURCE_EXHAUSTED', { code: 8 }],
];
test.each(endings)('breakTails %s', async (how, expected) => {
  const server = await start();
  const tail = await open(server, {});
  expect(server.breakTails(how)).toBe(1);
  const end = await tail.ended;
  expect(end).toMatchObject(expected);
  if (how === 'end') expect(end.code).toBeUndefined();
  expect(server.openTails).toBe(0);
});

test('fault drop-tail ends a tail with UNAVAILABLE', async () => {
  const server = await start({ faults: [parseFault('drop-tail=0.02')] });
  const tail = await open(server, {});
  expect(await tail.ended).toMatchObject({ code: 14 });
});

test('a frozen tail says nothing; only a keepalive notices', async () => {
  const server = await start({ freezable: true });
  const tail = await open(server, {}, { 'grpc.keepalive_time_ms': 40, 'grpc.keepalive_timeout_ms': 40 });
  server.append([entry(1, 'seen')]);
  await vi.waitFor(() => expect(tail.texts()).toEqual(['seen']), { interval: 2 });
  server.breakTails('freeze');
  server.append([entry(2, 'unseen')]);
  expect(await tail.ended).toMatchObject({ code: 14 });
  expect(tail.texts()).toEqual(['seen']);
});

test('an eleventh tail is refused', async () => {
  const server = await start();
  const tails = await Promise.all(Array.from({ length: 10 }, () => rawOpen(server)));
  await vi.waitFor(() => expect(server.openTails).toBe(10), { interval: 2 });
  const eleventh = rawOpen(server);
  expect(await eleventh.ended).toMatchObject({ code: 8 });
  for (const tail of tails) tail.cancel();
});

function rawOpen(server: Emulator) {
  const stream = loggingClient(server.grpc).tailLogEntries();
  const ended = new Promise<unknown>((resolve) => stream.on('error', resolve));
  stream.write({ resourceNames: ['projects/shop'] });
  return { ended, cancel: () => stream.cancel() };
}

const refused: [string, object, number][] = [
  ['a filter that is none', { filter: 'severity >' }, 3],
  ['a window of over a minute', { bufferWindow: { seconds: 61 } }, 3],
  ['no resource name', { resourceNames: [] }, 3],
];
test.each(refused)('refuses %s', async (_name, request, code) => {
  const server = await start();
  const stream = loggingClient(server.grpc).tailLogEntries();
  const ended = new Promise<unknown>((resolve) => stream.on('error', resolve));
  stream.on('data', () => {});
  stream.write({ resourceNames: ['projects/shop'], ...request });
  expect(await ended).toMatchObject({ code });
});
