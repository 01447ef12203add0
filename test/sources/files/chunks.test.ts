import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { mixedEntries } from '../samples.ts';
import { readAll, readInput, summary } from './read.ts';

const entries = mixedEntries().slice(0, 9);
const lines = entries.map((entry) => JSON.stringify(entry));
const text = [
  '2025-09-09 19:09:34 GET 503 https://shop.run.app/api/users/42',
  '2025-09-09 19:09:34 Traceback (most recent call last):',
  '  File "/app/naïve.py", line 1, in ☕',
  'ValueError: 🚀 in an error',
  '',
  '2025-09-09 19:09:35 all is well',
];
const broken = [lines[0], '{"insertId":"half', ...lines.slice(1), 'not JSON', lines[0]!.slice(0, 40)];

const inputs: [string, Uint8Array][] = [
  ['NDJSON', Buffer.from(lines.join('\n'))],
  ['NDJSON with CRLF and a byte order mark', Buffer.from(`\ufeff${lines.join('\r\n')}`)],
  ['array as gcloud prints it', Buffer.from(JSON.stringify(entries, null, 2))],
  ['array on one line', Buffer.from(JSON.stringify(entries))],
  ['plain text', Buffer.from(text.join('\r\n'))],
  ['broken NDJSON', Buffer.from(broken.join('\n'))],
  ['broken objects', Buffer.from(`{"insertId":\n${broken.join('\n')}`)],
  ['invalid UTF-8', Buffer.from(lines.join('\n').replaceAll('é', '\xe9'), 'latin1')],
  ['gzip', gzipSync(lines.join('\n'))],
  ['gzip cut off', gzipSync(lines.join('\n')).subarray(0, 500)],
];

function cut(bytes: Uint8Array, at: number[]): Uint8Array[] {
  const bounds = [0, ...new Set(at.map((n) => n % bytes.length)), bytes.length].sort((a, b) => a - b);
  return bounds.slice(1).map((end, i) => bytes.subarray(bounds[i], end));
}

test.each(inputs)('%s: wherever the bytes are cut, the same entries come out', async (_, bytes) => {
  const expected = summary(await readInput([bytes]));
  const cuts = fc.array(fc.nat(bytes.length), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      expect(summary(await readInput(cut(bytes, at)))).toEqual(expected);
    }),
    { seed: 11, numRuns: 60 },
  );
  expect(summary(await readInput([...bytes].map((byte) => Buffer.of(byte))))).toEqual(expected);
});

test('a file is read alike with chunks of any size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rca-chunks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'shop.json');
  for (const input of [lines.join('\n'), JSON.stringify(entries, null, 2)]) {
    await writeFile(path, input);
    const expected = summary(await readAll({ paths: [path] }));
    expect(expected.entries).toHaveLength(5);
    for (const chunkBytes of [1, 7, 64, 999]) {
      expect(summary(await readAll({ paths: [path], chunkBytes }))).toEqual(expected);
    }
  }
});
