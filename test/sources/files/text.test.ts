import { expect, test } from 'vitest';
import { formatTime } from '../../../src/text/time.ts';
import { readInput } from './read.ts';

const service = 'shop-backend';

test('lines of `gcloud run services logs read`', async () => {
  const { entries, tallies, losses } = await readInput(
    [
      '2025-09-09 19:09:34 GET 200 https://shop.run.app/api/users/42?x=1\n',
      '2025-09-09 19:09:34 INFO:     Started server process [1]\n',
      '2025-09-09 19:09:36 Traceback (most recent call last):\n',
      '  File "/app/a.py", line 75, in safe_sleep\n',
      '    await asyncio.sleep(1)\n',
      'RecursionError: maximum recursion depth exceeded\n',
      '\n',
      '2025-09-09 19:09:37 POST 503 https://shop.run.app/chat\n',
      '2025-09-09 19:09:38 \n',
    ],
    { service },
  );
  expect(entries.map((entry) => [formatTime(entry.time!), entry.nanos, entry.log, entry.message])).toEqual([
    ['2025-09-09T19:09:36Z', 0, 'other', 'Traceback (most recent call last):'],
    ['2025-09-09T19:09:36Z', 1, 'other', '  File "/app/a.py", line 75, in safe_sleep'],
    ['2025-09-09T19:09:36Z', 3, 'other', 'RecursionError: maximum recursion depth exceeded'],
    ['2025-09-09T19:09:37Z', 0, 'request', 'POST /chat 503'],
  ]);
  expect(entries.every((entry) => entry.service === service && entry.id === '')).toBe(true);
  expect(tallies.reduce((sum, tally) => sum + tally.entries, 0)).toBe(4);
  expect(tallies.reduce((sum, tally) => sum + tally.requests, 0)).toBe(1);
  expect(losses).toEqual([]);
});

const lines: [string, string, { time: string | null; severity: string; message: string }][] = [
  [
    'a time of its own is taken off',
    '2025-09-09T19:09:34.123456Z an error',
    { time: '2025-09-09T19:09:34.123456Z', severity: 'DEFAULT', message: 'an error' },
  ],
  [
    'a header stays',
    '2025-09-09 19:09:34,123 - app.core - ERROR - boom',
    {
      time: '2025-09-09T19:09:34.123Z',
      severity: 'ERROR',
      message: '2025-09-09 19:09:34,123 - app.core - ERROR - boom',
    },
  ],
  [
    'an offset counts',
    '2025-09-09T21:09:34+02:00 an error',
    { time: '2025-09-09T19:09:34Z', severity: 'DEFAULT', message: 'an error' },
  ],
  ['no time', 'ERROR:    boom', { time: null, severity: 'ERROR', message: 'ERROR:    boom' }],
  ['indented without a line before', '  at error', { time: null, severity: 'DEFAULT', message: '  at error' }],
  [
    'a line of JSON',
    '{"time":"2025-09-09T19:09:34Z","level":"error","msg":"boom"}',
    { time: '2025-09-09T19:09:34Z', severity: 'ERROR', message: 'boom' },
  ],
  [
    'a line of JSON behind a time',
    '2025-09-09T19:09:34Z {"level":"error","msg":"boom"}',
    { time: '2025-09-09T19:09:34Z', severity: 'ERROR', message: 'boom' },
  ],
  [
    'seconds since 1970',
    '{"ts":1757444974.5,"level":"error","msg":"a"}',
    { time: '2025-09-09T19:09:34.500Z', severity: 'ERROR', message: 'a' },
  ],
  [
    'milliseconds, as pino writes',
    '{"time":1757444974500,"level":50,"msg":"a"}',
    { time: '2025-09-09T19:09:34.500Z', severity: 'ERROR', message: 'a' },
  ],
  [
    'nanoseconds',
    '{"ts":1757444974500000000,"level":"error","msg":"a"}',
    { time: '2025-09-09T19:09:34.500Z', severity: 'ERROR', message: 'a' },
  ],
  [
    'a number that is no time',
    '{"time":12,"level":"error","msg":"a"}',
    { time: null, severity: 'ERROR', message: 'a' },
  ],
  ['text in braces', '{worker-1} an error', { time: null, severity: 'DEFAULT', message: '{worker-1} an error' }],
  ['text in brackets', '[ERROR] boom', { time: null, severity: 'ERROR', message: '[ERROR] boom' }],
];

test.each(lines)('%s', async (_, line, expected) => {
  const { entries, losses } = await readInput([`${line}\n`], { service });
  expect(entries).toHaveLength(1);
  const { time, severity, message } = entries[0]!;
  expect({ time: time === null ? null : formatTime(time), severity, message }).toEqual(expected);
  expect(losses.map((loss) => loss.reason)).toEqual(expected.time === null ? ['untimed'] : []);
});

test('naive times are read in the zone given, others as they say', async () => {
  const text =
    '2025-09-09 19:09:34 an error\n2025-09-09T19:09:34Z an error\n{"time":"2025-09-09 19:09:34","level":"error"}\n';
  const { entries } = await readInput([text], { timeZone: 'America/Los_Angeles' });
  expect(entries.map((entry) => formatTime(entry.time!))).toEqual([
    '2025-09-10T02:09:34Z',
    '2025-09-09T19:09:34Z',
    '2025-09-10T02:09:34Z',
  ]);
});

test('many lines of one second keep their order', async () => {
  const text = Array.from({ length: 2500 }, (_, n) => `2025-09-09 19:09:34 error ${n}\n`).join('');
  const { entries } = await readInput([text]);
  const ranks = entries.map((entry) => (entry.time! - entries[0]!.time!) * 1000 + entry.nanos);
  expect(ranks).toEqual(Array.from({ length: 2500 }, (_, n) => n));
});

test('healthy lines without a time are counted as seen and as untimed', async () => {
  const { tallies, losses, progress } = await readInput(['hello\nworld\n2025-09-09 19:09:34 hello\n']);
  expect(tallies).toHaveLength(1);
  expect(progress.entries).toBe(3);
  expect(losses).toEqual([
    {
      reason: 'untimed',
      count: 2,
      detail: 'standard input: lines without a time count in signatures, not in correlation',
    },
  ]);
});
