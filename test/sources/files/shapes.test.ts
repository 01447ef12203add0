import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { RawEntry } from '../../../src/model.ts';
import { routeKey } from '../../../src/text/route-key.ts';
import { mixedEntries } from '../samples.ts';
import { readInput, summary } from './read.ts';

const entries = mixedEntries();
const lines = entries.map((entry) => JSON.stringify(entry));
const ndjson = `${lines.join('\n')}\n`;

function snakeCase(entry: RawEntry): RawEntry {
  const rename = (value: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(value).map(([k, v]) => [k.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), v]));
  const request = entry.httpRequest as Record<string, unknown> | undefined;
  return rename(request ? { ...entry, httpRequest: rename(request) } : entry);
}

const half = Math.floor(lines.length / 2);
const shapes: [string, string | Uint8Array][] = [
  ['NDJSON without a last line end', lines.join('\n')],
  ['NDJSON with CRLF', `${lines.join('\r\n')}\r\n`],
  ['NDJSON with blank lines', `\n\n${lines.join('\n\n')}\n \n`],
  ['NDJSON behind a byte order mark', `\ufeff${ndjson}`],
  ['NDJSON indented', lines.map((line) => `  ${line}`).join('\n')],
  ['NDJSON newest first', [...lines].reverse().join('\n')],
  ['array as gcloud prints it', JSON.stringify(entries, null, 2)],
  ['array on one line', JSON.stringify(entries)],
  ['array with an entry a line', `[${lines.join(',\n')}]\n`],
  ['array with leading commas', `[${lines.join('\n,')}\n]`],
  ['array behind a byte order mark', `\ufeff${JSON.stringify(entries, null, 2)}`],
  ['array newest first', JSON.stringify([...entries].reverse(), null, 2)],
  ['array with CRLF', JSON.stringify(entries, null, 2).replaceAll('\n', '\r\n')],
  ['two arrays', `${JSON.stringify(entries.slice(0, half))}\n${JSON.stringify(entries.slice(half), null, 2)}`],
  ['objects over several lines', entries.map((entry) => JSON.stringify(entry, null, 2)).join('\n\n')],
  ['objects run together', lines.join('')],
  ['objects run together after the first line', `${lines[0]}\n${lines.slice(1).join('')}`],
  ['a page of the API', JSON.stringify({ entries, nextPageToken: 'x' }, null, 2)],
  ['gzip', gzipSync(ndjson)],
  ['gzip of an array', gzipSync(JSON.stringify(entries, null, 2))],
  ['gzip in two members', Buffer.concat([gzipSync(ndjson.slice(0, 5000)), gzipSync(ndjson.slice(5000))])],
  ['gzip of gzip', gzipSync(gzipSync(ndjson))],
  ['UTF-16 as PowerShell writes it', Buffer.from(`\ufeff${ndjson}`, 'utf16le')],
  ['UTF-16, big-endian', Buffer.from(`\ufeff${ndjson}`, 'utf16le').swap16()],
];

test.each(shapes)('%s reads as the same entries as NDJSON', async (_, input) => {
  const expected = summary(await readInput([ndjson]));
  expect(expected.entries).toHaveLength(25);
  expect(expected.seen).toBe(45);
  expect(expected.losses).toEqual([]);
  expect(summary(await readInput([input]))).toEqual(expected);
});

test('snake_case reads as the same entries', async () => {
  const told = ({ entries: read }: Awaited<ReturnType<typeof readInput>>) => read.map(({ raw: _, ...entry }) => entry);
  const snake = await readInput([entries.map((entry) => JSON.stringify(snakeCase(entry))).join('\n')]);
  expect(told(snake)).toEqual(told(await readInput([ndjson])));
});

test('healthy entries become counts, requests among them', async () => {
  const { tallies } = await readInput([ndjson]);
  expect(tallies.reduce((sum, tally) => sum + tally.entries, 0)).toBe(20);
  expect(tallies.reduce((sum, tally) => sum + tally.requests, 0)).toBe(5);
  const first = tallies.find((tally) => tally.service === 'shop-auth' && tally.minute === 29_290_750);
  expect(first).toEqual({
    service: 'shop-auth',
    revision: 'shop-auth-1',
    minute: 29_290_750,
    entries: 3,
    requests: 0,
    firstEntry: 1_757_445_000_500_000,
    lastEntry: 1_757_445_036_500_000,
    firstRequest: null,
  });
});

test('healthy requests are counted by route', async () => {
  const { tallies } = await readInput([ndjson]);
  const counts = tallies.flatMap(({ routes }) => [...(routes ?? [])]);
  expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(5);
  const asked = entries
    .filter(({ httpRequest }) => httpRequest)
    .map(({ httpRequest }) => httpRequest as Record<string, string>);
  const keys = new Set(asked.map(({ requestMethod, requestUrl }) => routeKey(requestMethod!, requestUrl!)));
  expect(counts.every(([route]) => keys.has(route))).toBe(true);
});
