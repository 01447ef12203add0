import { expect, test } from 'vitest';
import type { RawEntry, Severity } from '../../../src/model.ts';
import { toLogEntry } from '../../../src/sources/entry.ts';
import { REQUESTS, raw, STDERR } from '../samples.ts';

const rows: [string, RawEntry, Severity][] = [
  ['its own', { severity: 'NOTICE', textPayload: 'ERROR: x' }, 'NOTICE'],
  ['its own in lower case', { severity: 'error', textPayload: 'x' }, 'ERROR'],
  ['its own as a number', { severity: 400, textPayload: 'x' }, 'WARNING'],
  ['none, and none in the text', { textPayload: 'all is well' }, 'DEFAULT'],
  ['DEFAULT counts as none', { severity: 'DEFAULT', textPayload: 'WARNING:  slow' }, 'WARNING'],
  ['an unknown one counts as none', { severity: 'LOUD', textPayload: '[ERROR] x' }, 'ERROR'],
  ['payload: level', { jsonPayload: { level: 'warn', message: 'x' } }, 'WARNING'],
  ['payload: pino number', { jsonPayload: { level: 50, msg: 'x' } }, 'ERROR'],
  ['payload: levelname', { jsonPayload: { levelname: 'CRITICAL', message: 'x' } }, 'CRITICAL'],
  ['payload: lvl', { jsonPayload: { lvl: 'dbug', level: 'debug', msg: 'x' } }, 'DEBUG'],
  ['payload: log.level', { jsonPayload: { log: { level: 'error' }, message: 'x' } }, 'ERROR'],
  ['payload: log.level with a dot in its name', { jsonPayload: { 'log.level': 'error', message: 'x' } }, 'ERROR'],
  ['payload: loguru', { jsonPayload: { text: 'x', record: { level: { name: 'WARNING', no: 30 } } } }, 'WARNING'],
  ['payload without level: header of its message', { jsonPayload: { message: 'ERROR:    boom' } }, 'ERROR'],
  ['text that is JSON', { textPayload: '{"level":"error","message":"x"}' }, 'ERROR'],
  [
    'boilerplate inside does not count',
    { severity: 'INFO', jsonPayload: { message: 'x', error: { severity: 'ERROR', type: 'None' } } },
    'INFO',
  ],
  ['loguru', { textPayload: '2025-08-25 16:18:10.104 | WARNING  | module:function:80 | slow' }, 'WARNING'],
  ['Python logging', { textPayload: '2025-09-09 12:00:00,104 - app.core - ERROR - boom' }, 'ERROR'],
  ['uvicorn', { textPayload: 'INFO:     Application startup complete.' }, 'INFO'],
  ['a request has no text to look at', { logName: `projects/p/logs/${REQUESTS}`, httpRequest: {} }, 'DEFAULT'],
];

test.each(rows)('severity: %s', (_, more, expected) => {
  expect(toLogEntry(raw(STDERR, more)).severity).toBe(expected);
});
