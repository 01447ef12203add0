import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isWorthThread, readInThread } from '../../src/commands/read-in-thread.ts';
import { parseFilter } from '../../src/filter/index.ts';
import type { Rule } from '../../src/model.ts';
import { createReduction, loadBuiltInRules } from '../../src/rules/index.ts';
import { bytesOf, type FileOptions, readFiles } from '../../src/sources/index.ts';
import { fileOptions, gather, summary } from '../sources/files/read.ts';
import { mixedEntries } from '../sources/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-thread-'));
const never = new AbortController().signal;
let rules: Rule[];

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const entries = mixedEntries();
const lines = entries.map((entry) => JSON.stringify(entry));
const ndjson = file('many.ndjson', Array.from({ length: 20 }, () => lines.join('\n')).join('\n'));
const broken = file(
  'broken.ndjson',
  [lines[0], '{"insertId":"half', ...lines.slice(1), lines[0]!.slice(0, 40)].join('\n'),
);
const array = file('array.json', JSON.stringify(entries, null, 2));
const text = file(
  'text.log',
  '2025-09-09 19:09:34 ERROR naïve ☕ failed\nValueError: 🚀 \u2028 "quoted"\nall is well\n',
);
const payload = file('own.ndjson', '{"time":1757444974,"msg":"error \\ud800 in __proto__","__proto__":{"a":1}}\n');

beforeAll(async () => {
  rules = await loadBuiltInRules();
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, Partial<FileOptions>]>([
  ['NDJSON', { paths: [ndjson] }],
  ['NDJSON in more batches than may wait', { paths: [ndjson], chunkBytes: 700 }],
  ['broken NDJSON', { paths: [broken] }],
  ['an array', { paths: [array] }],
  ['plain text, in a time zone', { paths: [text], timeZone: 'Europe/Zurich', service: 'shop' }],
  ['an application’s own objects', { paths: [payload] }],
  ['several files', { paths: [broken, text, array] }],
  ['a folder', { paths: [folder] }],
  ['a filter', { paths: [ndjson], filter: parseFilter('severity>=ERROR OR textPayload=~"a+"') }],
  ['one service', { paths: [ndjson], services: [entries.map(serviceOf).find((name) => name !== '')!] }],
])('%s: what the thread reads is what is read without it', async (_, more) => {
  const expected = await gather(readFiles(fileOptions(more), createReduction(rules), never));
  const threaded = await gather(readInThread(fileOptions(more), rules, never));
  expect(expected.entries.length).toBeGreaterThan(0);
  expect(threaded.entries.map((entry) => ({ ...entry, raw: entry.raw() }))).toEqual(
    expected.entries.map((entry) => ({ ...entry, raw: entry.raw() })),
  );
  expect(summary(threaded)).toEqual(summary(expected));
  expect(threaded.progress).toEqual(expected.progress);
});

function serviceOf(entry: Record<string, unknown>): string {
  return (entry.resource as { labels?: { service_name?: string } })?.labels?.service_name ?? '';
}

test('a mistake of the user keeps its message and hint', async () => {
  const missing = gather(readInThread(fileOptions({ paths: [join(folder, 'none.json')] }), rules, never));
  await expect(missing).rejects.toMatchObject({
    name: 'UserError',
    message: `no such file: ${join(folder, 'none.json')}`,
    hint: 'check the name; a folder or - for standard input also works',
  });
});

test('an error of the thread is raised here', async () => {
  const broken = gather(readInThread(fileOptions({ paths: ['a\0b'] }), rules, never));
  await expect(broken).rejects.toThrow(/null bytes/);
});

test('an abort ends the reading early and says so', async () => {
  const abort = new AbortController();
  const source = readInThread(fileOptions({ paths: [ndjson], chunkBytes: 64 }), rules, abort.signal);
  await source.next();
  abort.abort();
  const rest = await gather(source);
  expect(rest.losses).toEqual([
    { reason: 'not-read', count: 1, detail: 'many.ndjson: reading was stopped before its end' },
  ]);
  expect(rest.progress.done).toBeLessThan(rest.progress.total!);
});

test('aborted before it began, it reads nothing', async () => {
  const { entries, losses } = await gather(readInThread(fileOptions({ paths: [ndjson] }), rules, AbortSignal.abort()));
  expect(entries).toEqual([]);
  expect(losses.map(({ reason }) => reason)).toEqual(['not-read']);
});

test('who stops listening stops the thread', async () => {
  const source = readInThread(fileOptions({ paths: [ndjson], chunkBytes: 64 }), rules, never);
  await source.next();
  expect(await source.return(undefined)).toEqual({ done: true, value: undefined });
});

test('small files and pipes are not worth a thread', async () => {
  expect(isWorthThread(await bytesOf([ndjson]))).toBe(false);
  expect(await bytesOf(['-'])).toBe(null);
  expect(isWorthThread(null)).toBe(false);
});
