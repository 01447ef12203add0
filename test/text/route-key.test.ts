import { describe, expect, it } from 'vitest';
import { routeOf } from '../../src/sources/entry-http.ts';
import { routeKey } from '../../src/text/route-key.ts';

const HOST = 'https://shop-x7k2-ew.a.run.app';
const URLS = [
  '',
  '/',
  '?next=/orders',
  '/orders',
  '/orders/48213',
  '/orders/48213/items?page=2',
  '/api/orders/8f14e45f-ceea-467f-9f6c-1d7e25ea2b11/items#top',
  '/users/lou@shop.example/mail',
  '/files/cus_1a2b3c4d5e',
  '/v1/reports/2025-09-09T19%3A00%3A00Z',
  `/${'long-word-without-an-end/'.repeat(9)}`,
  `/pages/${'x'.repeat(300)}`,
];

describe('the key of a route', () => {
  it.each(URLS)('is the same of the URL and of its masked route: %s', (path) => {
    expect(routeKey('GET', routeOf(`${HOST}${path}`))).toBe(routeKey('GET', `${HOST}${path}`));
  });

  it('is the same for all of a kind', () => {
    const one = routeKey('GET', `${HOST}/orders/48213/items?page=2`);
    expect(routeKey('GET', `${HOST}/orders/17/items`)).toBe(one);
    expect(routeKey('GET', 'http://other.example/orders/8f14e45fceea467f/items')).toBe(one);
  });

  it('differs by method and by path', () => {
    const keys = ['/', '/orders', '/orders/1', '/orders/items', '/admin', '/admin/users', '/users/admin'].flatMap(
      (path) => ['GET', 'POST'].map((method) => routeKey(method, HOST + path)),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is nothing without a URL', () => {
    expect(routeKey('GET', '')).toBe(0);
  });
});
