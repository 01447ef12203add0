import { v2 } from '@google-cloud/logging';
import { credentials } from '@grpc/grpc-js';
import { PassThroughClient } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import type { RawEntry } from '../../../src/model.ts';
import { createAuditDecoder } from '../../../src/sources/cloud/audit.ts';
import { toDuration, toMicros, toRfc3339 } from '../../../src/sources/cloud/proto-time.ts';
import { toRaw } from '../../../src/sources/cloud/to-raw.ts';
import { entryAt } from './setup.ts';

let emulator: Emulator;
// biome-ignore lint/suspicious/noExplicitAny: the package gives its own clients no type
let client: any;
beforeAll(async () => {
  emulator = await startEmulator();
  const [apiEndpoint, port] = emulator.grpc.split(':');
  client = new v2.LoggingServiceV2Client({
    ...{ apiEndpoint, port: Number(port), sslCreds: credentials.createInsecure() },
    ...{ projectId: 'shop', authClient: new PassThroughClient(), universeDomain: 'googleapis.com' },
  });
});
afterAll(async () => {
  await client.close();
  await emulator.close();
});

/** An entry as it comes back through the real client. */
async function through(raw: RawEntry): Promise<RawEntry> {
  emulator.load([raw]);
  const request = { resourceNames: ['projects/shop'], filter: `insertId="${raw.insertId}"` };
  const [[entry]] = await client.listLogEntries(request, { autoPaginate: false });
  return toRaw(entry, await createAuditDecoder());
}

const AUDIT = { '@type': 'type.googleapis.com/google.cloud.audit.AuditLog' };

describe('an entry comes through the client as it was written', () => {
  test.each<[string, RawEntry]>([
    ['text', { textPayload: 'a "quoted" line\nwith ünïcode 🚀 and \u0007' }],
    ['nanoseconds', { textPayload: 'x', timestamp: '2025-09-09T19:00:00.123456789Z' }],
    ['a whole second', { textPayload: 'x', timestamp: '2025-09-09T19:00:00Z' }],
    ['before 1970', { textPayload: 'x', timestamp: '1969-12-31T23:59:59.500Z' }],
    ['severity', { textPayload: 'x', severity: 'ERROR' }],
    ['trace', { textPayload: 'x', trace: 'projects/shop/traces/abc', spanId: 'def', traceSampled: true }],
    [
      'a struct',
      {
        jsonPayload: {
          a: 1.5,
          b: 'x',
          c: true,
          d: null,
          e: [1, 'y', [false], { f: {} }],
          '': 'empty',
          'k.with.dots': { g: -0.1 },
        },
      },
    ],
    ['a key that is no prototype', { jsonPayload: JSON.parse('{"constructor": {"x": 1}, "toString": "y"}') }],
    [
      'a request',
      {
        httpRequest: {
          requestMethod: 'GET',
          requestUrl: 'https://x/?q=1',
          requestSize: '12',
          status: 503,
          responseSize: '9007199254740993',
          userAgent: 'curl',
          remoteIp: '::1',
          latency: '0.250s',
          protocol: 'HTTP/1.1',
          cacheHit: true,
        },
      },
    ],
    ['a long latency', { httpRequest: { status: 504, latency: '3600.000000001s' } }],
    [
      'where it came from',
      {
        textPayload: 'x',
        sourceLocation: { file: 'a.ts', line: '12', function: 'f' },
        operation: { id: '1', producer: 'p', first: true },
      },
    ],
    [
      'audit',
      {
        protoPayload: {
          ...AUDIT,
          serviceName: 'run.googleapis.com',
          methodName: 'm',
          resourceName: 'r',
          numResponseItems: '3',
          status: { code: 9, message: 'm' },
          authenticationInfo: { principalEmail: 'a@b.example' },
          requestMetadata: { callerIp: '1.2.3.4', callerSuppliedUserAgent: 'gcloud' },
          authorizationInfo: [{ resource: 'r', permission: 'p', granted: true }],
          request: { service: { spec: { traffic: [{ percent: 100, latestRevision: true }] } } },
          response: { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
          metadata: { a: null },
          resourceOriginalState: { b: [] },
          resourceLocation: { currentLocations: ['us-central1'] },
        },
      },
    ],
  ])('%s', async (name, more) => {
    const raw = entryAt(1, more, `shape-${name}`);
    const { receiveTimestamp: _, ...back } = await through(raw);
    expect(back).toEqual(raw);
  });
});

describe('payloads that are no audit log', () => {
  test('a hostile key stays a key', async () => {
    const decode = await createAuditDecoder();
    const fields = JSON.parse('{"__proto__": {"kind": "stringValue", "stringValue": "x"}}');
    const raw = toRaw({ jsonPayload: { fields } }, decode);
    expect(Object.keys(raw.jsonPayload as object)).toEqual(['__proto__']);
    expect((raw.jsonPayload as { x?: unknown }).x).toBeUndefined();
  });

  test.each([
    [
      'another type',
      { type_url: 'type.googleapis.com/google.appengine.logging.v1.RequestLog', value: Buffer.from([1]) },
    ],
    ['broken bytes', { type_url: AUDIT['@type'], value: Buffer.from([0x12, 0xff, 0xff]) }],
    ['no bytes', { type_url: AUDIT['@type'] }],
  ])('%s: only the type is left', async (_, any) => {
    expect((await createAuditDecoder())(any)).toEqual({ '@type': any.type_url });
  });
});

test.each([
  [{ seconds: '1757444400', nanos: 0 }, '2025-09-09T19:00:00Z', 1757444400000000],
  [{ seconds: '1757444400', nanos: 120_000_000 }, '2025-09-09T19:00:00.120Z', 1757444400120000],
  [{ seconds: 1757444400, nanos: 1000 }, '2025-09-09T19:00:00.000001Z', 1757444400000001],
  [{ seconds: '1757444400', nanos: 1 }, '2025-09-09T19:00:00.000000001Z', 1757444400000000],
  [{ seconds: '-1', nanos: 500_000_000 }, '1969-12-31T23:59:59.500Z', -500000],
  [{}, '1970-01-01T00:00:00Z', 0],
])('%j is %s', (time, text, micros) => {
  expect([toRfc3339(time), toMicros(time)]).toEqual([text, micros]);
});

test.each([
  [{ seconds: '1', nanos: 250_000_000 }, '1.250s'],
  [{ seconds: '0', nanos: 1 }, '0.000000001s'],
  [{ seconds: '-1', nanos: -500_000_000 }, '-1.500s'],
  [{ seconds: '3600' }, '3600s'],
])('%j lasts %s', (time, text) => {
  expect(toDuration(time)).toBe(text);
});
