import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { done, mistakeOf } from './in-process.ts';
import { FAILURES, failure, healthy, lines, SOME } from './logs.ts';
import { rca } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
mkdirSync(join(folder, 'notes'));
put('notes/readme.md', 'no log');
put('empty.ndjson', '');
put('blank.log', '\n\n');
put('empty.json', '[]');
put('empty.ndjson.gz', gzipSync(''));
put('program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1'));
put('noise.dat', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) % 32)));
put('gcloud.yaml', 'insertId: a1\nlogName: projects/demo/logs/x\n');
put('some.ndjson', lines(SOME));
put('healthy.ndjson', lines([1, 2, 3].map(healthy)));

describe.concurrent('what cannot be read', () => {
  it.each<[what: string, args: string[], stderr: string]>([
    [
      'a missing file',
      ['@/missing.ndjson'],
      'rca: no such file: @/missing.ndjson\n  check the name; a folder or - for standard input also works\n',
    ],
    [
      'a missing file beside a good one',
      ['@/some.ndjson', '@/missing.ndjson'],
      'rca: no such file: @/missing.ndjson\n  check the name; a folder or - for standard input also works\n',
    ],
    [
      'a file that is no folder',
      ['@/some.ndjson/x'],
      'rca: no such file: @/some.ndjson/x\n  check the name; a folder or - for standard input also works\n',
    ],
    [
      'a folder without logs',
      ['@/notes'],
      'rca: no log files in @/notes\n  rca reads .json, .ndjson, .jsonl, .log, .txt and .gz files of a folder\n',
    ],
    [
      'an empty file',
      ['@/empty.ndjson'],
      'rca: empty.ndjson is empty: there is nothing in it to read\n  check the command that wrote it\n',
    ],
    [
      'an empty compressed file',
      ['@/empty.ndjson.gz'],
      'rca: empty.ndjson.gz is empty: there is nothing in it to read\n  check the command that wrote it\n',
    ],
    [
      'a program',
      ['@/program'],
      'rca: program is a program, not a log\n  give NDJSON, a JSON array, plain text, or these as gzip\n',
    ],
    [
      'binary data',
      ['@/noise.dat'],
      'rca: noise.dat is binary data, not a log\n  give NDJSON, a JSON array, plain text, or these as gzip\n',
    ],
    [
      "gcloud's YAML",
      ['@/gcloud.yaml'],
      "rca: gcloud.yaml is gcloud's YAML output, which rca does not read\n  add --format=json to the gcloud command that wrote it\n",
    ],
    [
      'a service that is not in the file',
      ['@/some.ndjson', '--service', 'chekout'],
      "rca: service 'chekout' was not seen in some.ndjson\n  services seen there: checkout\n",
    ],
    [
      'a region that is not in the file',
      ['@/some.ndjson', '--region', 'europe-west2'],
      "rca: region 'europe-west2' was not seen in some.ndjson\n  regions seen there: europe-west1\n",
    ],
    [
      'a file without a deployment, asked for what is since one',
      ['@/some.ndjson', '--since', 'deploy'],
      'rca: No go-live was found in these files\n  Name one with --deploy-at TIME, or use --since 2h.\n',
    ],
    [
      'a revision that is not there',
      ['@/some.ndjson', '--since', 'revision:checkout-00009-xyz'],
      'rca: No go-live of revision checkout-00009-xyz was found in these files\n  Seen: checkout-00001-abc. Or use --since 2h.\n',
    ],
  ])('%s', async (_, args, stderr) => {
    expect(await mistakeOf(['scan', ...args], folder)).toBe(stderr);
  });

  it.each([
    [
      'a missing file',
      'missing.ndjson',
      'rca: no such file: missing.ndjson\n  check the name; a folder or - for standard input also works\n',
    ],
    [
      'an empty file',
      'empty.ndjson',
      'rca: empty.ndjson is empty: there is nothing in it to read\n  check the command that wrote it\n',
    ],
    [
      'a program',
      'program',
      'rca: program is a program, not a log\n  give NDJSON, a JSON array, plain text, or these as gzip\n',
    ],
  ])('%s, as a process: status 2, the message alone', async (_, file, stderr) => {
    expect(await rca(['scan', file], { cwd: folder })).toEqual({ status: 2, signal: null, stdout: '', stderr });
  });

  it('a name that would forge a message or obey is shown, not obeyed', async () => {
    const name = 'a\u001b[2J\u001b]0;title\u0007\nrca: all is well\u202e.log';
    const { status, stderr } = await rca(['scan', name], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toBe(
      'rca: no such file: a␛[2J␛]0;title␇\n  rca: all is well\\u202e.log\n  check the name; a folder or - for standard input also works\n',
    );
  });
});

describe.concurrent('nothing in the range', () => {
  it('an empty pipe is said plainly', async () => {
    const { status, stdout, stderr } = await rca(['scan', '-'], { stdin: '' });
    expect(stdout).toMatch(/^## No log entries in the range\n/);
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each<[what: string, args: string[], stdin: string]>([
    ['an empty array in a pipe', ['-'], '[]'],
    ['an empty array in a file', [join(folder, 'empty.json')], ''],
    ['a filter that nothing passes', [join(folder, 'some.ndjson'), '--filter', 'severity=EMERGENCY'], ''],
  ])('%s is no failure', async (_, args, stdin) => {
    const { status, stdout } = await done(['scan', ...args], stdin);
    expect(stdout).toMatch(/^## No log entries in the range\n/);
    expect(status).toBe(0);
  });

  it('a window that lies after all entries', async () => {
    const window = ['--since', '2025-09-10T00:00:00Z', '--until', '2025-09-10T01:00:00Z'];
    const { status, stdout } = await done(['scan', join(folder, 'some.ndjson'), ...window]);
    expect(stdout).toMatch(/^## No log entries in the range; what was read is of \S+ to \S+\n/);
    expect(status).toBe(0);
  });

  it('a duration counts back from the last entry of the files, which is said', async () => {
    const { stdout } = await done(['scan', join(folder, 'some.ndjson'), '--since', '2h', '--format', 'json']);
    const { from, to, window } = (JSON.parse(stdout) as Report).scope;
    expect(Date.parse(to!) - Date.parse(from!)).toBe(2 * 3600_000);
    expect(window).toBe(`since ${from}, 2 h 00 min before the last entry that was read, at ${to}`);
    const nothing = await done(['scan', join(folder, 'empty.json'), '--since', '2h']);
    expect(nothing.stdout).toMatch(/^## No log entries in the range\n/);
  });

  it('an empty file beside others is no loss', async () => {
    const { status, stdout } = await done([
      'scan',
      ...['empty.ndjson', 'healthy.ndjson'].map((name) => join(folder, name)),
    ]);
    expect(stdout).toContain('Nothing was lost');
    expect(status).toBe(0);
  });

  it('healthy lines are no finding', async () => {
    const { status, stdout } = await done(['scan', join(folder, 'healthy.ndjson')]);
    expect(stdout).toContain('No new failure');
    expect(status).toBe(0);
  });
});

const whole = lines(SOME);
const [first, ...rest] = whole.trimEnd().split('\n');
const long = 'x'.repeat(300_000);

describe.concurrent('bad lines are counted and the rest is analysed', () => {
  it.each<[what: string, input: string, losses: Record<string, [count: number, detail: RegExp]>, failures: number]>([
    [
      'a truncated last line',
      whole.slice(0, -30),
      { truncated: [1, /the last line breaks off, it is line 10$/] },
      FAILURES - 1,
    ],
    [
      'broken lines in the middle',
      [first, '{"insertId": "b1", "sever', 'Killed', '{{{', ...rest].join('\n'),
      { 'unparsed-line': [3, /not valid JSON, the first is line 2$/] },
      FAILURES,
    ],
    [
      'a line of 300 KB',
      lines([...SOME, { ...failure(20), textPayload: `ValueError: ${long}` }]),
      { 'too-long': [1, /64 K/] },
      FAILURES + 1,
    ],
    ['insertIds twice', lines([...SOME, failure(3), failure(6)]), { duplicate: [2, /./] }, FAILURES],
  ])('%s', async (_, input, losses, failures) => {
    const { status, stdout, stderr } = await rca(['scan', '-', '--format', 'json'], { stdin: input });
    const report = JSON.parse(stdout) as Report;
    const found = Object.fromEntries(report.losses.map(({ reason, count, detail }) => [reason, [count, detail]]));
    expect(found).toEqual(
      Object.fromEntries(
        Object.entries(losses).map(([reason, [count, detail]]) => [reason, [count, expect.stringMatching(detail)]]),
      ),
    );
    expect(report.signatures.reduce((sum, { count }) => sum + count, 0)).toBe(failures);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });
});

describe.concurrent('the same report', () => {
  it('of entries in reverse', async () => {
    const scan = (entries: typeof SOME) => rca(['scan', '-', '--format', 'json'], { stdin: lines(entries) });
    const [forwards, backwards] = await Promise.all([scan(SOME), scan([...SOME].reverse())]);
    expect(forwards.stdout).toContain('order 7 has no lines');
    expect(backwards).toEqual(forwards);
  });

  it.each(['markdown', 'text'])('of entries in reverse, as %s', async (format) => {
    const scan = (entries: typeof SOME) => done(['scan', '-', '--format', format], lines(entries));
    const forwards = await scan(SOME);
    expect(forwards.stdout).toContain('order 7 has no lines');
    expect(await scan([...SOME].reverse())).toEqual(forwards);
  });
});
