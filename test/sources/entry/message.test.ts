import { describe, expect, test } from 'vitest';
import { toLogEntry, wasCut } from '../../../src/sources/entry.ts';
import { ACTIVITY, raw, STDOUT, SYSTEM_EVENT } from '../samples.ts';

const STACK = 'Traceback (most recent call last):\n  File "/app/a.py", line 1, in f\nValueError: x';

describe('message of a JSON payload', () => {
  const rows: [string, Record<string, unknown>, string][] = [
    ['message', { message: 'a', msg: 'b' }, 'a'],
    ['msg, as pino writes it', { level: 30, msg: 'a' }, 'a'],
    ['event, as structlog writes it', { event: 'a' }, 'a'],
    ['text, as loguru writes it', { text: 'a', record: { message: 'b' } }, 'a'],
    ['log, as Docker writes it', { log: 'a' }, 'a'],
    ['log as an object is none', { log: { level: 'info' }, message: 'a' }, 'a'],
    ['error.message', { error: { message: 'a' } }, 'a'],
    ['error as text', { error: 'a' }, 'a'],
    ['error beside a message', { msg: 'call failed', error: 'rpc error: a' }, 'call failed: rpc error: a'],
    ['err with a message of its own', { msg: 'call failed', err: { message: 'rpc x' } }, 'call failed: rpc x'],
    [
      'an error with its class',
      { msg: 'no owner', error: { name: 'TokenError', message: 'bad' } },
      'no owner: TokenError: bad',
    ],
    ['an error that the message has in it', { msg: 'call failed: a', error: 'a' }, 'call failed: a'],
    ['no error', { msg: 'called', error: 'null' }, 'called'],
    ['an empty message is passed over', { message: '', msg: 'a' }, 'a'],
    ['none: compact JSON', { user: 7, ok: true }, '{"user":7,"ok":true}'],
    ['a message that is an object', { message: { a: 1 } }, '{"message":{"a":1}}'],
    ['traceback', { message: 'a', traceback: STACK }, `a\n${STACK}`],
    ['stack', { message: 'a', stack: 'Error: x\n    at f (a.js:1:2)' }, 'a\nError: x\n    at f (a.js:1:2)'],
    ['stack_trace', { message: 'a', stack_trace: STACK }, `a\n${STACK}`],
    ['exc_info', { message: 'a', exc_info: STACK }, `a\n${STACK}`],
    ['exception', { message: 'a', exception: STACK }, `a\n${STACK}`],
    ['exception of one line', { message: 'a', exception: 'ValueError: x' }, 'a\nValueError: x'],
    ['error.traceback', { message: 'a', error: { type: 'ValueError', traceback: STACK } }, `a\n${STACK}`],
    ['error.stack', { message: 'a', error: { stack: STACK } }, `a\n${STACK}`],
    ['err.stack, as pino writes it', { msg: 'a', err: { message: 'x', stack: STACK } }, `a\n${STACK}`],
    ['a list of lines', { message: 'a', traceback: STACK.split('\n').map((line) => `${line}\n`) }, `a\n${STACK}`],
    ['only a stack', { stack: STACK }, STACK],
    ['the message has the stack already', { message: `a\n${STACK}`, traceback: STACK }, `a\n${STACK}`],
    ['exc_info without an exception', { message: 'a', exc_info: 'NoneType: None' }, 'a'],
    ['exc_info as a flag', { message: 'a', exc_info: true }, 'a'],
  ];
  test.each(rows)('%s', (_, jsonPayload, expected) => {
    expect(toLogEntry(raw(STDOUT, { jsonPayload })).message).toBe(expected);
  });
});

describe('message of other entries', () => {
  const audit = { methodName: 'google.cloud.run.v1.Services.ReplaceService', resourceName: 'namespaces/p/services/s' };
  const rows: [string, Record<string, unknown>, string][] = [
    ['text', { textPayload: 'plain\ntext' }, 'plain\ntext'],
    ['text that is JSON', { textPayload: '{"level":"error","message":"a"}' }, 'a'],
    ['text that only begins as JSON', { textPayload: '{"level":' }, '{"level":'],
    ['no payload', {}, ''],
    ['text of a wrong type', { textPayload: 7 }, ''],
    [
      'audit without a status message',
      { logName: `projects/p/logs/${ACTIVITY}`, protoPayload: { ...audit, status: {} } },
      `${audit.methodName} ${audit.resourceName}`,
    ],
    [
      'system_event',
      {
        logName: `projects/p/logs/${SYSTEM_EVENT}`,
        protoPayload: { ...audit, status: { message: 'Ready condition' } },
      },
      'Ready condition',
    ],
  ];
  test.each(rows)('%s', (_, more, expected) => expect(toLogEntry(raw(STDOUT, more)).message).toBe(expected));
});

test('a long message keeps its head and its tail', () => {
  const entry = toLogEntry(raw(STDOUT, { textPayload: `head${'x'.repeat(300_000)}tail` }));
  expect(entry.message).toHaveLength(65_536 + '\n… 234472 characters left out …\n'.length);
  expect(entry.message).toMatch(/^headx+\n… 234472 characters left out …\nx+tail$/);
  expect(wasCut(entry)).toBe(true);
  expect(wasCut(toLogEntry(raw(STDOUT, { textPayload: 'x'.repeat(65_536) })))).toBe(false);
});
