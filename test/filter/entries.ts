import type { RawEntry } from '../../src/model.ts';

/** A container's line with a structured payload. */
export const STRUCTURED: RawEntry = {
  insertId: 'abc123',
  logName: 'projects/shop/logs/run.googleapis.com%2Fstderr',
  resource: {
    type: 'cloud_run_revision',
    labels: { service_name: 'checkout', revision_name: 'checkout-00042-xyz', location: 'europe-west1' },
  },
  labels: { 'commit-sha': 'DEADBEEF', instanceId: '0087', 'run.googleapis.com/base': 'x' },
  timestamp: '2025-09-09T19:09:34.123456789Z',
  receiveTimestamp: '2025-09-09T19:09:35Z',
  severity: 'ERROR',
  trace: 'projects/shop/traces/4bf92f',
  traceSampled: true,
  sourceLocation: { file: 'app.py', line: '42', function: 'pay' },
  operation: { id: 'op1', producer: 'run', first: true },
  jsonPayload: {
    message: 'Connection to db-7 refused: Straße gesperrt',
    code: 404,
    ratio: 0.5,
    retry: false,
    nothing: null,
    userId: 'u-1',
    user_id: 'u-2',
    big: '9223372036854775807',
    shoeSize: [8.5, 9, 6],
    empty: [],
    latency: '1.5s',
    errors: [{ reason: 'quota', at: 1 }, { reason: 'Timeout' }],
    http: { request: { path: '/a?b=1%20two' } },
    constructor: 'own',
  },
};

/** A request's entry. */
export const REQUEST: RawEntry = {
  insertId: 'req1',
  logName: 'projects/shop/logs/run.googleapis.com%2Frequests',
  timestamp: '2025-09-09T19:10:00Z',
  severity: 'WARNING',
  httpRequest: {
    requestMethod: 'GET',
    requestUrl: 'https://shop.example/pay',
    status: 503,
    responseSize: '1024',
    latency: '1.250s',
    remoteIp: '10.1.2.3',
    serverIp: '2001:db8::17',
    cacheHit: true,
  },
};

/** An audit log's entry. */
export const AUDIT: RawEntry = {
  insertId: 'audit1',
  logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2025-09-09T19:00:00Z',
  severity: 'NOTICE',
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    methodName: 'google.cloud.run.v2.Services.UpdateService',
    status: { code: 7, message: 'denied' },
    startTime: '2025-09-09T18:59:00.500Z',
    timeout: '300s',
    generation: '12',
    authorizationInfo: [{ permission: 'run.services.update', granted: false }],
  },
};

/** A plain line, with nothing but its text. */
export const PLAIN: RawEntry = { textPayload: 'Worker 7 EXITED\nsecond line' };

/** 2025-09-10T00:00:00Z */
export const NOW = 1_757_462_400_000_000;
