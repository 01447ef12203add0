import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loggingTypes } from '../../src/emulator/descriptors.ts';
import { encodeFitting } from '../../src/emulator/json-encoder.ts';
import { decodeJson, encodeJson, type JsonObject } from '../../src/emulator/wire.ts';
import { auditEntry } from './audit-entry.ts';

const LogEntry = loggingTypes().lookupType('google.logging.v2.LogEntry');

const decoded = (json: JsonObject): JsonObject => decodeJson(LogEntry, encodeFitting(LogEntry, json));

const full: JsonObject = {
  logName: 'projects/p/logs/x',
  resource: { type: 'global', labels: { a: 'ä\u{1f600}', empty: '' } },
  timestamp: '1969-12-31T23:59:59.000000001Z',
  receiveTimestamp: '2025-09-09T19:00:00Z',
  severity: 'ERROR',
  insertId: 'i',
  httpRequest: {
    requestMethod: 'GET',
    status: 503,
    requestSize: '9007199254740993',
    latency: '1.500s',
    cacheHit: true,
  },
  labels: { one: '1' },
  operation: { id: 'o', first: true },
  trace: 't',
  traceSampled: true,
  sourceLocation: { file: 'f', line: '12' },
  split: { uid: 'u', index: 1, totalSplits: 2 },
};

const rows: [string, JsonObject][] = [
  ['every field', full],
  ['an audit payload', auditEntry],
  ['a long text', { textPayload: 'x'.repeat(300_000) }],
  [
    'a payload of all kinds',
    { jsonPayload: { s: '', n: -1.5, b: false, z: null, l: [1, [], {}], o: { deep: { er: [null] } } } },
  ],
];
test.each(rows)('the same bytes mean the same as those of the serializer: %s', (_name, json) => {
  expect(decoded(json)).toEqual(decodeJson(LogEntry, encodeJson(LogEntry, json)));
});

test('the same as the serializer for any payload and labels', () => {
  const plain = { noNullPrototype: true };
  const value = fc.jsonValue({ maxDepth: 5 }).filter((json) => !JSON.stringify(json).includes('"__proto__"'));
  const key = fc.string().filter((name) => name !== '__proto__');
  const labels = fc.dictionary(key, fc.string(), plain);
  const entry = fc.oneof(
    fc.record({ labels, jsonPayload: fc.dictionary(key, value, plain) }, plain),
    fc.record({ labels, textPayload: fc.string({ unit: 'binary' }) }, plain),
  );
  fc.assert(
    fc.property(entry, (json) => {
      expect(decoded(json)).toEqual(decodeJson(LogEntry, encodeJson(LogEntry, json)));
    }),
    { seed: 20250909, numRuns: 300 },
  );
});

const misfits: [string, JsonObject, JsonObject][] = [
  ['a text that is a number', { textPayload: 5, insertId: 'i' }, { insertId: 'i' }],
  ['an unknown severity', { severity: 'LOUD', insertId: 'i' }, { insertId: 'i' }],
  ['a time that is none', { timestamp: 'yesterday', insertId: 'i' }, { insertId: 'i' }],
  ['a label that is a list', { labels: { a: ['x'], b: 'y' } }, { labels: { a: '', b: 'y' } }],
  ['a resource that is a string', { resource: 'x', insertId: 'i' }, { insertId: 'i' }],
  ['a payload that is a list', { jsonPayload: [1], insertId: 'i' }, { insertId: 'i' }],
  [
    'unknown fields, also those of Object',
    { toString: 'x', constructor: {}, nothing: 1, insertId: 'i' },
    { insertId: 'i' },
  ],
  [
    'something deep inside',
    { httpRequest: { status: 'many', userAgent: 'curl' } },
    { httpRequest: { userAgent: 'curl' } },
  ],
];
test.each(misfits)('leaves out what does not fit: %s', (_name, json, fitting) => {
  expect(decoded(json)).toEqual(fitting);
});

test('a payload of an unknown type keeps its name', () => {
  const bytes = encodeFitting(LogEntry, { protoPayload: { '@type': 'type.googleapis.com/google.some.Thing', a: 1 } });
  expect(LogEntry.decode(bytes)).toMatchObject({ protoPayload: { type_url: 'type.googleapis.com/google.some.Thing' } });
});

test('what is nested endlessly does not break what comes after', () => {
  let deep: JsonObject = {};
  for (let i = 0; i < 100_000; i++) deep = { deep };
  expect(Object.keys(decoded({ insertId: 'i', jsonPayload: deep }))).toContain('jsonPayload');
  let audit: JsonObject = {};
  for (let i = 0; i < 100_000; i++)
    audit = { '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', serviceData: audit };
  expect(decoded({ insertId: 'i', protoPayload: audit })).toEqual({});
  expect(decoded({ insertId: 'i' })).toEqual({ insertId: 'i' });
});
