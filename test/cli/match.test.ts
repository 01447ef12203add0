import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { done, mistakeOf } from './in-process.ts';
import { rca } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
function put(name: string, content: string | Buffer): string {
  writeFileSync(path(name), content);
  return path(name);
}

interface Line {
  line: number;
  file?: string;
  rule: string | null;
  category: string | null;
  role: string | null;
  signature: string;
  template: string;
  captures: Record<string, string>;
  explanation?: { silencedBy: string | null; candidates: { rule: string; outcome: string }[] };
}

async function match(...args: string[]): Promise<Line[]> {
  const { status, stdout } = await done(['match', '--format', 'json', ...args]);
  expect(status).toBe(0);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const LIMIT = '[ERROR] User 7 has reached the maximum number of WebSocket managers (5)';
const TEXT = ['INFO:     Started server process [1]', LIMIT, '', 'user alice left', 'user bob left'].join('\n');

describe('rca match', () => {
  const text = put('app.log', `${TEXT}\n`);

  it('prints one object for each line that a rule knows', async () => {
    expect(await match(text)).toEqual([
      {
        line: 2,
        rule: 'limits/websocket-managers',
        category: 'limits',
        role: 'cause',
        signature: expect.stringMatching(/^v1:[0-9a-f]{16}$/),
        template: 'User <num> has reached the maximum number of WebSocket managers (<num>)',
        captures: { limit: '5' },
      },
    ]);
  });

  it('prints with --all one for every line, in order, empty ones too', async () => {
    const lines = await match('--all', text);
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
    expect(lines[2]).toMatchObject({ rule: null, template: '', captures: {} });
    expect(lines[3]!.signature).toBe(lines[4]!.signature);
    expect(lines[3]!.template).toBe('user <*> left');
  });

  it('shows with --no-rules what grouping alone does', async () => {
    expect(await match('--no-rules', text)).toEqual([]);
    const lines = await match('--all', '--no-rules', text);
    expect(lines.map(({ rule }) => rule)).toEqual([null, null, null, null, null]);
  });

  it('explains itself', async () => {
    const quoted = put('quoted.log', 'INFO: earlier: RecursionError: maximum recursion depth exceeded\nready\n');
    const [line, ready] = await match('--all', '--explain', quoted);
    expect(line!.explanation).toMatchObject({ silencedBy: 'INFO' });
    expect(line!.explanation!.candidates[0]).toMatchObject({ rule: 'recursion/python', outcome: 'won' });
    expect(ready!.explanation).toMatchObject({ silencedBy: null, candidates: [] });
    const { stdout } = await done(['match', '--explain', text]);
    expect(stdout).toContain('\n    won        limits/websocket-managers: ');
    expect(stdout).toMatch(/\n {4}\| User 7 has reached .*\n {4} +\^{10,}\n/);
  });

  it('reads standard input, gzip, NDJSON and arrays as gcloud prints them', async () => {
    const entries = [LIMIT, 'ready'].map((textPayload, i) => ({
      insertId: `a${i}`,
      timestamp: '2025-09-09T19:00:00Z',
      textPayload,
    }));
    const array = put('array.json', JSON.stringify(entries, null, 2));
    const lines = put('entries.ndjson.gz', gzipSync(entries.map((one) => JSON.stringify(one)).join('\n')));
    expect(await match(array)).toMatchObject([{ line: 2, rule: 'limits/websocket-managers' }]);
    expect(await match(lines, array)).toMatchObject([
      { line: 1, file: 'entries.ndjson.gz', rule: 'limits/websocket-managers' },
      { line: 2, file: 'array.json', rule: 'limits/websocket-managers' },
    ]);
    const { stdout } = await done(['match', '-'], `x\n${LIMIT}\n`);
    expect(stdout).toMatch(/^ +2 {2}limits\/websocket-managers +v1:[0-9a-f]{16} {2}limit=5 {2}User <num> has/);
  });

  it("gives each line of a split trace its trace's rule", async () => {
    const trace = put(
      'trace.log',
      'Traceback (most recent call last):\n  File "/app/a.py", line 1, in f\n    g()\nRecursionError: maximum recursion depth exceeded\nready\n',
    );
    const lines = await match(trace);
    expect(lines.map(({ line, rule }) => [line, rule])).toEqual([1, 2, 3, 4].map((line) => [line, 'recursion/python']));
    expect(new Set(lines.map(({ signature }) => signature)).size).toBe(1);
  });

  it('says nothing of a line that its level silences, and all of the life cycle', async () => {
    const text = put('levels.log', 'DEBUG: RecursionError: maximum recursion depth exceeded\n');
    expect(await match(text)).toEqual([]);
    const started = {
      logName: 'projects/p/logs/run.googleapis.com%2Fvarlog%2Fsystem',
      severity: 'INFO',
      textPayload: 'Starting new instance. Reason: AUTOSCALING - x',
    };
    expect(await match(put('system.ndjson', JSON.stringify(started)))).toMatchObject([{ role: 'lifecycle' }]);
  });

  it('counts what cannot be read, and keeps the numbers of the lines', async () => {
    const entry = JSON.stringify({ insertId: 'a', textPayload: LIMIT });
    const broken = put('broken.ndjson', `${entry}\n{"insertId":\n${entry}\n`);
    const { stdout, stderr, status } = await rca(['match', '--all', '--format', 'json', broken]);
    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).line),
    ).toEqual([1, 2, 3]);
    expect(stderr).toContain('lines that are not valid JSON');
  });
});

describe('log text on its way out', () => {
  it('is inert and without secrets', async () => {
    const hostile = put(
      'hostile.log',
      `cannot import name 'a\u001b[2Jb\u202ec' from 'x'\ncannot import name 'k' from 'https://u:hunter2secret@db/x'\n`,
    );
    const json = await done(['match', '--format', 'json', hostile]);
    expect(json.stdout).not.toMatch(/[\u001b\u202e]|hunter2secret/);
    const plain = await done(['match', '--explain', hostile]);
    expect(plain.stdout).not.toMatch(/[\u001b\u202e]|hunter2secret/);
    expect((await done(['match', '--no-redact', '--format', 'json', hostile])).stdout).toContain('hunter2secret');
  });

  it('a line of 10 MB is cut, and said to be', async () => {
    const file = put('long.log', `${'x1 '.repeat(3_400_000)}\nready\n`);
    const { stdout, stderr } = await rca(['match', '--all', '--format', 'json', file]);
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(2);
    expect(stderr).toBe('rca: long.log: messages over 64 K characters are read without their middle (1)\n');
  });

  it.each<[string, string | Buffer]>([
    ['only digits', '1234567890\n'.repeat(500)],
    ['only punctuation', Array.from({ length: 500 }, (_, i) => '!?.,;:-_()[]{}'.slice(i % 13)).join('\n')],
    ['invalid UTF-8', Buffer.from('\xff\xfe failed \xc3\x28 42\nok\n', 'latin1').subarray(1)],
    ['right to left and zero width', '\u202eابجد \u200b12\u200d שלום\n'.repeat(100)],
    [
      'lines that share nothing',
      Array.from({ length: 2000 }, (_, i) => `w${i.toString(26)} q${(i * 7919).toString(26)}`).join('\n'),
    ],
  ])('%s: each line gets its label', async (_, content) => {
    const file = put('any.log', content);
    const lines = content.toString().split('\n').length - (content.toString().endsWith('\n') ? 1 : 0);
    expect((await match('--all', file)).map(({ line }) => line)).toEqual(
      Array.from({ length: lines }, (_unused, i) => i + 1),
    );
  });
});

describe('a mistake', () => {
  it.each<[string, string[], RegExp]>([
    [
      'an unknown format',
      ['match', '--format', 'yaml', '@/app.log'],
      /^rca: --format: 'yaml' is not known\n {2}Use one of text, json\.\n$/,
    ],
    ['no file', ['match'], /missing required argument 'files'/],
    ['a missing file', ['match', '@/none.log'], /no such file: @\/none\.log/],
    ['a folder of rules that is none', ['match', '--rules', '@/none', '@/app.log'], /@\/none: is no folder/],
  ])('%s', async (_, args, said) => expect(await mistakeOf(args, folder)).toMatch(said));
});
