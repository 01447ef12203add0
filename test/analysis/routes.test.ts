import { describe, expect, it } from 'vitest';
import { Routes } from '../../src/analysis/routes.ts';
import type { Tally } from '../../src/model.ts';
import { entry, healthy, MIN, S, T0 } from './build.ts';

const at = (minute: number, routes: [number, number][], revision = 'shop-2'): Tally =>
  healthy(minute * MIN, 10, { revision, routes: new Map(routes) });
const asked = (routes: number[], from = 0, to = 60, revision = (_: string) => true) => ({
  service: 'shop',
  routes: new Set(routes),
  revision,
  from: T0 + from * MIN,
  to: T0 + to * MIN,
});

describe('how often routes are called', () => {
  it('is counted by revision and time, of a minute that the span cuts by its share', () => {
    const routes = new Routes();
    routes.tally(at(0, [[7, 4]], 'shop-1'));
    routes.tally(at(5, [[7, 6]]));
    routes.tally(at(5, [[9, 2]]));
    expect(routes.count(asked([7]))).toBe(10);
    expect(routes.count(asked([7, 9], 5.5))).toBe(4);
    expect(routes.count(asked([7], 0, 60, (name) => name === 'shop-1'))).toBe(4);
    expect(routes.countAll(asked([]))).toBe(12);
    expect(routes.count(asked([8]))).toBe(0);
  });

  it('counts failed requests too, and knows their traces and names', () => {
    const routes = new Routes();
    const http = { method: 'POST', route: '/orders/{id}', status: 500, latency: 0.1 };
    routes.request(entry(S, 'POST /orders/{id} 500', { log: 'request', http, trace: 'abc' }));
    const route = routes.ofTrace('shop', 'abc')!;
    expect(routes.name(route)).toBe('POST /orders/{id}');
    expect(routes.count(asked([route]))).toBe(1);
    expect(routes.ofTrace('other', 'abc')).toBeNull();
    expect(routes.ofTrace('shop', '')).toBeNull();
  });

  it('is not known of routes beyond what is held, whichever came first', () => {
    const keys = Array.from({ length: 200 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) | 0);
    const held = (order: number[]) => {
      const routes = new Routes(50);
      for (const key of order) routes.tally(at(0, [[key, 1]]));
      return keys.filter((key) => routes.count(asked([key])) !== null);
    };
    const forwards = held(keys);
    expect(forwards.length).toBeGreaterThan(0);
    expect(forwards.length).toBeLessThanOrEqual(50);
    expect(held([...keys].reverse())).toEqual(forwards);
  });
});
