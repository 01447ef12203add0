import { afterEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { entries, entry, loggingClient } from './clients.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

type Request = { filter?: string; orderBy?: string; pageSize?: number };

async function readAll(client: ReturnType<typeof loggingClient>, request: Request) {
  const texts: string[] = [];
  let pageToken = '';
  let pages = 0;
  do {
    const [page, next] = await client.listLogEntries(
      { resourceNames: ['projects/shop'], ...request, pageToken },
      { autoPaginate: false },
    );
    texts.push(...page.map((item: { textPayload?: unknown }) => String(item.textPayload)));
    pageToken = next?.pageToken ?? '';
    pages++;
  } while (pageToken !== '');
  return { texts, pages };
}

test('reads all pages in order, both ways', async () => {
  emulator = await startEmulator();
  emulator.load(entries(120).reverse());
  const client = loggingClient(emulator.grpc);
  const up = await readAll(client, { pageSize: 50 });
  expect(up.texts).toEqual(entries(120).map((raw) => raw.textPayload));
  expect(up.pages).toBe(3);
  const down = await readAll(client, { pageSize: 7, orderBy: 'timestamp desc' });
  expect(down.texts).toEqual(up.texts.toReversed());
  expect(down.pages).toBe(18);
  const some = await readAll(client, {
    filter: 'timestamp>="2025-09-09T19:00:10Z" AND textPayload:"1" AND timestamp<"2025-09-09T19:00:20Z"',
  });
  expect(some.texts).toEqual(
    entries(20)
      .slice(10)
      .map((raw) => raw.textPayload),
  );
  await client.close();
});

test('keeps microseconds and payloads', async () => {
  emulator = await startEmulator();
  emulator.load([entry(5, '', { jsonPayload: { message: 'hi', n: 1.5, deep: { list: [true, null, 'x'] } } })]);
  const client = loggingClient(emulator.grpc);
  const [[read]] = await client.listLogEntries({ resourceNames: ['projects/shop'] }, { autoPaginate: false });
  expect(read!.timestamp).toEqual({ seconds: '1757444405', nanos: 123_000 });
  expect(read!.jsonPayload!.fields!.n).toEqual({ kind: 'numberValue', numberValue: 1.5 });
  await client.close();
});
