import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { LossReason } from '../../../src/model.ts';
import { mixedEntries, raw, STDERR } from '../samples.ts';
import { readAll, readInput } from './read.ts';

const lines = mixedEntries()
  .slice(0, 9)
  .map((entry) => JSON.stringify(entry));
const whole = `${lines.join('\n')}\n`;
const pretty = JSON.stringify(mixedEntries().slice(0, 9), null, 2);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
const PRETTY_LAST = pretty.slice(0, -1).split('\n').lastIndexOf('  {') + 1;

/** Name, input, entries read of it, losses. */
const losses: [string, string | Uint8Array, number, [LossReason, number, string][]][] = [
  ['empty', '', 0, []],
  ['blank', ' \n\n', 0, []],
  ['empty array', '[]\n', 0, []],
  ['truncated last line', whole.slice(0, -30), 8, [['truncated', 1, 'the last line breaks off, it is line 9']]],
  ['truncated inside a string', whole.slice(0, -200), 8, [['truncated', 1, 'the last line breaks off, it is line 9']]],
  [
    'broken lines in the middle',
    [...lines.slice(0, 4), '{"insertId": "half', 'oops', '{"a":1', ...lines.slice(4)].join('\n'),
    9,
    [['unparsed-line', 3, 'lines that are not valid JSON, the first is line 5']],
  ],
  [
    'broken first line',
    `{"insertId": "half\n${whole}`,
    9,
    [['unparsed-line', 1, 'entries that are not valid JSON, the first on line 1']],
  ],
  [
    'first line that lacks a brace',
    `{"a": {"b": 1}\n${whole}`,
    9,
    [['unparsed-line', 1, 'entries that are not valid JSON, the first on line 1']],
  ],
  [
    'array that breaks off',
    pretty.slice(0, -60),
    8,
    [['truncated', 1, `breaks off in what begins on line ${PRETTY_LAST}`]],
  ],
  [
    'array without its end',
    pretty.slice(0, -2),
    9,
    [['truncated', 1, `breaks off in what begins on line ${pretty.split('\n').length - 1}`]],
  ],
  [
    'broken entry in an array',
    pretty.replace('"insertId": "id3"', '"insertId": "id3'),
    8,
    [['unparsed-line', 1, `entries that are not valid JSON, the first on line ${lineOf('"id3"') - 1}`]],
  ],
  [
    'entry in an array that lacks its end',
    pretty.replace(/\n {2}\},\n {2}\{/, '\n  {'),
    8,
    [['unparsed-line', 1, 'entries that are not valid JSON, the first on line 2']],
  ],
  [
    'something else between the entries',
    `[${lines[1]},\n${lines[1]}, 1, null\n, ${lines[1]}]`,
    3,
    [['unparsed-line', 1, 'entries that are not valid JSON, the first on line 2']],
  ],
  [
    'gzip that breaks off',
    gzipSync(whole, { level: 0 }).subarray(0, -300),
    8,
    [['truncated', 2, 'the compressed data breaks off']],
  ],
  [
    'damaged gzip',
    damage(gzipSync(whole)),
    0,
    [['truncated', 1, 'the compressed data is damaged: what follows the damage is not read']],
  ],
  [
    'NUL bytes in a line',
    `${lines[1]}\n{"textPayload":"a\0b"}\n${lines[1]}\n`,
    2,
    [['unparsed-line', 1, 'lines that are not valid JSON, the first is line 2']],
  ],
  [
    'a line of 300 KB',
    entryLine(300_000),
    1,
    [['too-long', 1, 'messages over 64 K characters are read without their middle']],
  ],
  [
    'a line of 17 MB',
    `${lines[1]}\n${entryLine(17e6)}${lines[1]}\n`,
    2,
    [['too-long', 1, 'lines over 16 MB are not read, the first is line 2']],
  ],
  [
    'an entry of 17 MB in an array',
    `[${lines[1]},\n${entryLine(17e6)},${lines[1]}]`,
    2,
    [['too-long', 1, 'entries over 16 MB are not read, the first on line 2']],
  ],
];

function lineOf(text: string): number {
  return pretty.slice(0, pretty.indexOf(text)).split('\n').length;
}

function entryLine(length: number): string {
  return `${JSON.stringify(raw(STDERR, { textPayload: `error ${'x'.repeat(length)}` }))}\n`;
}

/** A wrong checksum shows at the end, and zlib keeps the last 64 KB back until it has checked. */
function damage(packed: Buffer): Buffer {
  packed[packed.length - 8]! ^= 0xff;
  return packed;
}

test.each(losses)('%s is counted, not thrown', async (_, input, seen, expected) => {
  const bytes = Buffer.from(input as string);
  // Pieces, so that what has to be held is held.
  const chunks = Array.from({ length: Math.ceil(bytes.length / 50_000) }, (_, i) =>
    bytes.subarray(i * 50_000, (i + 1) * 50_000),
  );
  const outcome = await readInput(chunks);
  expect(
    outcome.losses.map(({ reason, count, detail }) => [reason, count, detail.replace('standard input: ', '')]),
  ).toEqual(expected);
  expect(outcome.progress.entries).toBe(seen);
});

test('invalid UTF-8 is replaced, the entry is read', async () => {
  const line = JSON.stringify(raw(STDERR, { textPayload: 'error in caf\xe9' }));
  const { entries, losses: lost } = await readInput([Buffer.from(line, 'latin1')]);
  expect(entries.map((entry) => entry.message)).toEqual(['error in caf\ufffd']);
  expect(lost).toEqual([]);
});

describe('what is refused', () => {
  const refused: [string, string | Uint8Array, string, string][] = [
    [
      "gcloud's YAML",
      '---\ninsertId: 68a4e541\nlabels:\n  instanceId: 00a1\n',
      "standard input is gcloud's YAML output, which rca does not read",
      'add --format=json to the gcloud command that wrote it',
    ],
    [
      "gcloud's YAML without its mark",
      'httpRequest:\n  latency: 0.1s\ninsertId: 68a4e541\n',
      "standard input is gcloud's YAML output, which rca does not read",
      'add --format=json to the gcloud command that wrote it',
    ],
    [
      'CSV of the Logs Explorer',
      'insertId,labels.instanceId,logName,severity,textPayload,timestamp\na,b,c,d,e,f\n',
      'standard input is a table (CSV), which rca does not read',
      'add --format=json to the gcloud command that wrote it',
    ],
    [
      'an image',
      png,
      'standard input is an image, not a log',
      'give NDJSON, a JSON array, plain text, or these as gzip',
    ],
    [
      'bytes',
      Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)),
      'standard input is binary data, not a log',
      'give NDJSON, a JSON array, plain text, or these as gzip',
    ],
    [
      'gzip of an image',
      gzipSync(png),
      'standard input is an image, not a log',
      'give NDJSON, a JSON array, plain text, or these as gzip',
    ],
  ];
  test.each(refused)('%s', async (_, input, message, hint) => {
    await expect(readInput([input])).rejects.toThrow(expect.objectContaining({ name: 'UserError', message, hint }));
  });
});

describe('files and folders', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rca-files-'));
    await mkdir(join(folder, 'logs/deep'), { recursive: true });
    await mkdir(join(folder, 'empty'));
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'logs/b.ndjson'), whole);
    await writeFile(join(folder, 'logs/a.json'), pretty);
    await writeFile(join(folder, 'logs/deep/shop-worker.log'), 'ValueError: an error\n');
    await writeFile(join(folder, 'logs/deep/c.jsonl.gz'), gzipSync(whole));
    await writeFile(join(folder, 'logs/readme.md'), 'an error');
    await writeFile(join(folder, 'logs/shot.txt'), png);
    await writeFile(join(folder, 'other/x.md'), 'x');
    await symlink('../../other/linked', join(folder, 'logs/deep/linked.log'));
    await writeFile(join(folder, 'other/linked'), '2025-09-09 19:09:34 fine\n');
    await symlink('nowhere', join(folder, 'logs/gone.log'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('a folder is read through, sorted, other files passed over', async () => {
    const { entries, progress, losses: lost } = await readAll({ paths: [join(folder, 'logs')] });
    expect(progress.entries).toBe(29);
    expect(progress.done).toBe(progress.total);
    expect(entries.filter((entry) => entry.service === 'shop-worker')).toHaveLength(1);
    expect(lost).toEqual([
      {
        reason: 'untimed',
        count: 1,
        detail: 'shop-worker.log: lines without a time count in signatures, not in correlation',
      },
      { reason: 'binary', count: 1, detail: 'shot.txt is an image, not a log: skipped' },
    ]);
  });

  const mistakes: [string, string, string, string][] = [
    [
      'missing file',
      'nothing.json',
      'no such file: FOLDER/nothing.json',
      'check the name; a folder or - for standard input also works',
    ],
    [
      'file taken for a folder',
      'logs/b.ndjson/x',
      'no such file: FOLDER/logs/b.ndjson/x',
      'check the name; a folder or - for standard input also works',
    ],
    [
      'empty folder',
      'empty',
      'no log files in FOLDER/empty',
      'rca reads .json, .ndjson, .jsonl, .log, .txt and .gz files of a folder',
    ],
    [
      'folder of other files',
      'other',
      'no log files in FOLDER/other',
      'rca reads .json, .ndjson, .jsonl, .log, .txt and .gz files of a folder',
    ],
    [
      'binary file',
      'logs/shot.txt',
      'shot.txt is an image, not a log',
      'give NDJSON, a JSON array, plain text, or these as gzip',
    ],
  ];
  test.each(mistakes)('%s', async (_, path, message, hint) => {
    const error: unknown = await readAll({ paths: [join(folder, path)] }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: message.replace('FOLDER', folder), hint });
  });

  test('files of the same name are told apart', async () => {
    await writeFile(join(folder, 'other/b.ndjson'), '{"broken": \n{}\n');
    const { losses: lost } = await readAll({ paths: [join(folder, 'logs/b.ndjson'), join(folder, 'other/b.ndjson')] });
    expect(lost).not.toEqual([]);
    for (const { detail } of lost) expect(detail).toContain(join(folder, 'other/b.ndjson'));
  });
});
