import { expect, test } from 'vitest';
import type { LogKind, RawEntry } from '../../../src/model.ts';
import { toLogEntry } from '../../../src/sources/entry.ts';
import { ACTIVITY, REQUESTS, raw, STDERR, STDOUT, SYSTEM, SYSTEM_EVENT } from '../samples.ts';

test('a container entry in full', () => {
  const entry = raw(STDOUT, { textPayload: 'hello', trace: 'projects/shop/traces/730a65d43b12', severity: 'INFO' });
  const { raw: rawOf, ...plain } = toLogEntry(entry);
  expect(plain).toEqual({
    id: 'abc1',
    time: 1_757_444_976_012_345,
    nanos: 678,
    severity: 'INFO',
    service: 'shop-backend',
    revision: 'shop-backend-00042-xyz',
    location: 'us-central1',
    instance: '00a1',
    log: 'stdout',
    message: 'hello',
    fields: null,
    http: null,
    trace: '730a65d43b12',
    labels: { instanceId: '00a1', 'commit-sha': '9f2c4d1' },
  });
  expect(rawOf()).toBe(entry);
});

const kinds: [string, LogKind][] = [
  [REQUESTS, 'request'],
  [STDOUT, 'stdout'],
  [STDERR, 'stderr'],
  ['run.googleapis.com/stderr', 'stderr'],
  [SYSTEM, 'system'],
  [ACTIVITY, 'audit'],
  [SYSTEM_EVENT, 'audit'],
  ['python', 'other'],
  ['cloudbuild', 'other'],
];
test.each(kinds)('log %s is %s', (log, kind) => expect(toLogEntry(raw(log)).log).toBe(kind));

const bare: [string, RawEntry, Partial<ReturnType<typeof toLogEntry>>][] = [
  ['nothing at all', {}, { id: '', time: null, service: '', revision: '', log: 'other', message: '', trace: '' }],
  ['request without logName', { httpRequest: { status: 200 } }, { log: 'request' }],
  ['audit without logName', { protoPayload: { methodName: 'x' } }, { log: 'audit', message: 'x' }],
  [
    'wrong types',
    { timestamp: 5, labels: [1], resource: 'x', insertId: {}, trace: 1 },
    { id: '', time: null, labels: {} },
  ],
  ['labels that are no texts', { labels: { a: 'b', c: 1 } }, { labels: { a: 'b' } }],
  ['received but not stamped', { receiveTimestamp: '1970-01-01T00:00:01Z' }, { time: 1_000_000 }],
  ['trace without a project', { trace: 'abc' }, { trace: 'abc' }],
  [
    'trace in the payload',
    { jsonPayload: { message: 'x', 'logging.googleapis.com/trace': 'projects/p/traces/abc' } },
    { trace: 'abc' },
  ],
  [
    'job',
    {
      resource: { type: 'cloud_run_job', labels: { job_name: 'nightly', location: 'europe-west1' } },
      labels: { 'run.googleapis.com/execution_name': 'nightly-x7k2p' },
    },
    { service: 'nightly', revision: 'nightly-x7k2p', location: 'europe-west1' },
  ],
  [
    'function of the first generation',
    { resource: { type: 'cloud_function', labels: { function_name: 'resize', region: 'us-east1' } } },
    { service: 'resize', revision: '', location: 'us-east1' },
  ],
  [
    'audit of another resource type',
    { protoPayload: { resourceName: 'projects/p/locations/l/services/shop', methodName: 'm' } },
    { service: 'shop', message: 'm projects/p/locations/l/services/shop' },
  ],
];
test.each(bare)('%s', (_, entry, expected) => expect(toLogEntry(entry)).toMatchObject(expected));

test('fields are the payload: JSON, audit, and JSON printed as text', () => {
  expect(toLogEntry(raw(STDOUT, { jsonPayload: { message: 'x', a: 1 } })).fields).toEqual({ message: 'x', a: 1 });
  expect(toLogEntry(raw(ACTIVITY, { protoPayload: { methodName: 'm' } })).fields).toEqual({ methodName: 'm' });
  expect(toLogEntry(raw(STDOUT, { textPayload: '{"message":"x","a":1}' })).fields).toEqual({ message: 'x', a: 1 });
});
