import { expect, test } from 'vitest';
import { toLogEntry } from '../../../src/sources/entry.ts';
import { routeOf } from '../../../src/sources/entry-http.ts';
import { REQUESTS, raw } from '../samples.ts';

const routes: [string, string, string][] = [
  ['host and query dropped', 'https://shop.run.app/api/orders?id=7#top', '/api/orders'],
  ['no path', 'https://shop.run.app', '/'],
  ['path alone', '/healthz', '/healthz'],
  ['number', '/users/48213', '/users/{id}'],
  ['version stays', '/api/v2/users', '/api/v2/users'],
  ['UUID', '/o/8f14e45f-ceea-467f-9f6c-1d7e25ea2b11/items', '/o/{id}/items'],
  ['hex', '/commit/9f2c4d1e8', '/commit/{id}'],
  ['word of hex letters stays', '/facade/decade', '/facade/decade'],
  ['prefixed id', '/t/thread_8ab33f02', '/t/{id}'],
  ['long token', '/reset/eyJhbGciOiJIUzI1NiJ9', '/reset/{id}'],
  ['e-mail', '/by/jane@example.com', '/by/{id}'],
  ['file name stays', '/static/main.js', '/static/main.js'],
  ['websocket', 'wss://shop.run.app/ws/chat?token=secret', '/ws/chat'],
  ['nothing', '', ''],
];
test.each(routes)('route: %s', (_, url, expected) => expect(routeOf(url)).toBe(expected));

const latencies: [unknown, number | null][] = [
  ['1.250s', 1.25],
  ['0s', 0],
  [{ seconds: '2', nanos: 500_000_000 }, 2.5],
  ['soon', null],
  [undefined, null],
];
test.each(latencies)('latency %j', (latency, expected) => {
  expect(toLogEntry(raw(REQUESTS, { httpRequest: { latency, status: 200 } })).http?.latency).toBe(expected);
});

test('a request entry says method, route, status and its text', () => {
  const httpRequest = { requestMethod: 'POST', requestUrl: 'https://a.run.app/u/42?x=1', status: 503, latency: '0.1s' };
  const failed = toLogEntry(raw(REQUESTS, { httpRequest, textPayload: 'The request failed because …' }));
  expect(failed.message).toBe('POST /u/{id} 503 The request failed because …');
  expect(failed.http).toEqual({ method: 'POST', route: '/u/{id}', status: 503, latency: 0.1 });
  expect(toLogEntry(raw(REQUESTS, { httpRequest })).message).toBe('POST /u/{id} 503');
});

test('an application entry that mentions a request keeps its own message', () => {
  const entry = toLogEntry(raw('run.googleapis.com%2Fstdout', { httpRequest: { status: 500 }, textPayload: 'boom' }));
  expect(entry.message).toBe('boom');
  expect(entry.http?.status).toBe(500);
});
