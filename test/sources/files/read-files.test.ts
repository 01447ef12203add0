import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFilter } from '../../../src/filter/index.ts';
import { readFiles } from '../../../src/sources/index.ts';
import { mixedEntries, raw, STDERR, words } from '../samples.ts';
import { fileOptions, readAll, readInput } from './read.ts';

const entries = mixedEntries();
const ndjson = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

describe('an open pipe', () => {
  const pipes: [string, string, string][] = [
    [
      'array as gcloud prints it',
      `[\n  ${JSON.stringify(entries[1], null, 2)}`,
      `,\n  ${JSON.stringify(entries[4], null, 2)}`,
    ],
    ['NDJSON', `${JSON.stringify(entries[1])}\n`, `${JSON.stringify(entries[4])}\n`],
    ['plain text', '2025-09-09 19:09:34 an error\n', '2025-09-09 19:09:34 another error\n'],
  ];
  test.each(pipes)('%s: entries flow before it ends, and an abort ends it', async (_, first, second) => {
    const stdin = new PassThrough();
    const stop = new AbortController();
    const batches = readFiles(fileOptions({ stdin }), words, stop.signal);
    stdin.write(first);
    expect((await batches.next()).value!.entries).toHaveLength(1);
    stdin.write(second);
    expect((await batches.next()).value!.entries).toHaveLength(1);
    const waiting = batches.next();
    stop.abort();
    const detail = 'standard input: reading was stopped before its end';
    expect((await waiting).value!.losses).toEqual([{ reason: 'not-read', count: 1, detail }]);
    expect((await batches.next()).done).toBe(true);
  });
});

describe('what is chosen', () => {
  const choices: [string, Parameters<typeof readInput>[1], number][] = [
    ['a service', { services: ['shop-auth'] }, 23],
    ['two services', { services: ['shop-auth', 'shop-backend'] }, 45],
    ['a service that is there and one that is not', { services: ['shop-auth', 'shop'] }, 23],
    ['a region that entries do not name', { regions: ['us-central1'] }, 45],
    ['a filter', { filter: parseFilter('severity>=ERROR') }, 5],
    ['a filter that leaves out the healthy', { filter: parseFilter('resource.labels.service_name="shop-auth"') }, 23],
  ];
  test.each(choices)('%s', async (_, more, expected) => {
    const outcome = await readInput([ndjson], more);
    expect(outcome.progress.entries).toBe(expected);
    const counted = outcome.tallies.reduce((sum, tally) => sum + tally.entries, 0);
    expect(outcome.entries.length + counted).toBe(expected);
  });

  test.each<[string, Parameters<typeof readInput>[1], string, string]>([
    ['service', { services: ['shop'] }, "service 'shop' was not seen in standard input", 'shop-auth, shop-backend'],
    ['region', { regions: ['us-east1'] }, "region 'us-east1' was not seen in standard input", 'us-central1'],
  ])('an unknown %s is a mistake', async (kind, more, message, names) => {
    const lines = ndjson.replaceAll('"service_name"', '"location":"us-central1","service_name"');
    await expect(readInput([lines], more)).rejects.toMatchObject({ message, hint: `${kind}s seen there: ${names}` });
  });

  test('everything, healthy entries in full', async () => {
    const outcome = await readInput([ndjson], { everything: true });
    expect(outcome.entries.map((entry) => entry.raw())).toEqual(entries);
    expect(outcome.tallies).toEqual([]);
    const text = await readInput(['2025-09-09 19:09:34 fine\nfine\n'], { everything: true });
    expect(text.entries.map((entry) => entry.message)).toEqual(['fine', 'fine']);
  });

  test('a region', async () => {
    const lines = [
      raw(STDERR, { textPayload: 'error' }),
      raw(STDERR, { resource: { labels: { location: 'us-east1' } } }),
    ];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    expect((await readInput([text], { regions: ['us-central1'] })).progress.entries).toBe(1);
  });

  test('a filter also sees plain lines', async () => {
    const text = '2025-09-09 19:09:34 an error\n2025-09-09 19:09:35 fine\n2025-09-09 19:09:36 another error\n';
    const outcome = await readInput([text], { filter: parseFilter('textPayload:another'), service: 'shop' });
    expect(outcome.entries.map((entry) => entry.message)).toEqual(['another error']);
    expect(outcome.tallies).toEqual([]);
  });
});

describe('files', () => {
  let folder = '';
  const path = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rca-read-'));
    await writeFile(path('shop.worker.log'), '2025-09-09 19:09:34 an error\n');
    await writeFile(path('all.ndjson'), ndjson);
    await writeFile(path('big.gz'), damaged(gzipSync(ndjson.repeat(500))));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** One wrong byte in the middle. */
  function damaged(packed: Buffer): Buffer {
    packed.fill(0xff, packed.length / 2, packed.length / 2 + 8);
    return packed;
  }

  test('the service of plain lines is the one given, else the file', async () => {
    const services = async (service: string | null) =>
      (await readAll({ paths: [path('shop.worker.log')], service })).entries.map((entry) => entry.service);
    expect(await services(null)).toEqual(['shop.worker']);
    expect(await services('shop')).toEqual(['shop']);
  });

  test('progress counts bytes and the span that was covered', async () => {
    const { progress } = await readAll({ paths: [path('all.ndjson'), path('shop.worker.log')] });
    const bytes = Buffer.byteLength(ndjson) + 29;
    expect(progress).toEqual({
      entries: 46,
      done: bytes,
      total: bytes,
      unit: 'bytes',
      from: 1_757_444_974_000_000,
      to: 1_757_445_164_500_000,
      waiting: null,
    });
  });

  test('damage in the middle of gzip leaves what stands before', async () => {
    const { losses, progress } = await readAll({ paths: [path('big.gz')] });
    expect(progress.entries).toBeGreaterThan(1000);
    expect(progress.entries).toBeLessThan(22_500);
    expect(losses[0]).toMatchObject({ reason: 'truncated' });
  });

  test('a consumer that stops early leaves nothing open', async () => {
    for await (const batch of readFiles(
      fileOptions({ paths: [path('all.ndjson')], chunkBytes: 100 }),
      words,
      AbortSignal.any([]),
    )) {
      expect(batch.progress!.done).toBe(100);
      break;
    }
  });

  test('an abort says of every input that it was not read to its end', async () => {
    const paths = [path('all.ndjson'), path('shop.worker.log')];
    const { losses } = await readAll({ paths }, AbortSignal.abort());
    expect(losses.map((loss) => loss.detail)).toEqual([
      'all.ndjson: reading was stopped before its end',
      'shop.worker.log: reading was stopped before its end',
    ]);
  });
});
