import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawEntry } from '../../../src/model.ts';
import { isSuspicious, isSuspiciousRaw, toLogEntry } from '../../../src/sources/entry.ts';
import { ACTIVITY, REQUESTS, raw, STDERR, STDOUT, SYSTEM, SYSTEM_EVENT, words } from '../samples.ts';

const rows: [string, string, RawEntry, boolean][] = [
  ['severity WARNING', STDOUT, { severity: 'WARNING', textPayload: 'slow' }, true],
  ['severity NOTICE', STDOUT, { severity: 'NOTICE', textPayload: 'ready' }, false],
  ['a failure at NOTICE', STDOUT, { severity: 'NOTICE', textPayload: 'an error' }, true],
  ['severity INFO with an error word', STDOUT, { severity: 'INFO', textPayload: 'an error' }, false],
  ['no severity, error word', STDOUT, { textPayload: 'an error' }, true],
  ['no severity, stack line', STDERR, { textPayload: '  File "/app/a.py", line 1' }, true],
  ['no severity, nothing said', STDERR, { textPayload: 'listening on 8080' }, false],
  ['stderr alone', STDERR, { textPayload: 'INFO:     no error here' }, false],
  ['text states WARNING', STDERR, { textPayload: 'WARNING:  slow' }, true],
  ['text states INFO, with an error word', STDERR, { textPayload: '[INFO] retried after an error' }, false],
  ['payload states debug', STDOUT, { jsonPayload: { level: 'debug', message: 'error path' } }, false],
  ['payload states error', STDOUT, { jsonPayload: { level: 'error', message: 'x' } }, true],
  ['stack in the payload', STDOUT, { jsonPayload: { message: 'x', stack: 'TypeError: y\n  at f' } }, true],
  ['other log with an error word', 'python', { textPayload: 'an error' }, true],
  ['request 200', REQUESTS, { severity: 'INFO', httpRequest: { status: 200 } }, false],
  ['request 404', REQUESTS, { severity: 'INFO', httpRequest: { status: 404 } }, false],
  ['request 404 as Cloud Run writes it', REQUESTS, { severity: 'WARNING', httpRequest: { status: 404 } }, true],
  ['request 429', REQUESTS, { httpRequest: { status: 429 } }, true],
  ['request 500', REQUESTS, { severity: 'INFO', httpRequest: { status: 500 } }, true],
  ['request with an error word in its route', REQUESTS, { httpRequest: { status: 200, requestUrl: '/error' } }, false],
  ['system', SYSTEM, { severity: 'INFO', textPayload: 'Starting new instance.' }, true],
  ['audit', ACTIVITY, { severity: 'NOTICE', protoPayload: { methodName: 'x' } }, true],
  ['system_event', SYSTEM_EVENT, { severity: 'INFO', protoPayload: {} }, true],
];

test.each(rows)('%s', (_, log, more, expected) => {
  const entry = raw(log, more);
  expect(isSuspicious(toLogEntry(entry), words)).toBe(expected);
  expect(isSuspiciousRaw(entry, words)).toBe(expected);
});

test('the raw entry and the entry made of it are judged alike', () => {
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const text = fc.constantFrom(
    'ok',
    'an error',
    'WARNING:  x',
    '[INFO] error',
    '{"level":"warn","msg":"a"}',
    '{"a":"error"}',
  );
  const entries = fc.record({
    logName: fc.constantFrom(
      undefined,
      ...[STDOUT, STDERR, REQUESTS, SYSTEM, ACTIVITY, 'x'].map((log) => `p/logs/${log}`),
    ),
    severity: some(fc.constantFrom('DEFAULT', 'INFO', 'ERROR', 'odd', 400)),
    textPayload: some(text),
    jsonPayload: some(fc.record({ message: text, level: some(fc.constantFrom('info', 'error', 30, 50)) })),
    httpRequest: some(fc.record({ status: fc.constantFrom(200, 404, 429, 503, '500', undefined) })),
  });
  fc.assert(
    fc.property(entries, (entry) => {
      expect(isSuspiciousRaw(entry, words)).toBe(isSuspicious(toLogEntry(entry), words));
    }),
    { seed: 7, numRuns: 500 },
  );
});
