import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../../src/filter/index.ts';
import {
  changesFilter,
  narrowFilter,
  requestsFilter,
  rolloutsFilter,
  scopeFilter,
  suspiciousFilters,
  tailScope,
  windowScope,
} from '../../../src/sources/cloud/filters.ts';
import { escapePattern, minimal } from '../../../src/sources/cloud/words.ts';
import { WINDOW } from './setup.ts';

const NOTHING = { services: [], regions: [], filter: null };

describe('scope', () => {
  test.each([
    [{ services: [], regions: [] }, ''],
    [{ services: ['api'], regions: [] }, 'resource.labels.service_name="api" OR resource.labels.job_name="api"'],
    [
      { services: ['api', 'web'], regions: ['us-central1'] },
      '((resource.labels.service_name=("api" OR "web")) OR (resource.labels.job_name=("api" OR "web"))) AND resource.labels.location="us-central1"',
    ],
  ])('%j', (scope, text) => {
    expect(scopeFilter(scope)).toBe(text);
  });

  test("the user's filter is enclosed: OR binds tighter than AND", () => {
    const filter = parseFilter('trace="1" OR spanId="2"');
    expect(windowScope({ ...NOTHING, filter }, WINDOW)).toContain(' AND (trace="1" OR spanId="2")');
  });

  test('every query has both bounds', () => {
    const scope = windowScope(NOTHING, WINDOW);
    for (const filter of [
      changesFilter(NOTHING, WINDOW),
      rolloutsFilter(NOTHING, WINDOW),
      requestsFilter(scope),
      ...suspiciousFilters(scope, []).filters,
    ]) {
      expect(filter).toContain('timestamp>="2025-09-09T19:00:00Z" AND timestamp<"2025-09-09T20:00:00Z"');
      expect(() => parseFilter(filter)).not.toThrow();
    }
  });
});

describe('length', () => {
  const long = {
    ...NOTHING,
    filter: parseFilter(Array.from({ length: 200 }, (_, i) => `labels.key${i}="${'v'.repeat(20)}"`).join(' OR ')),
  };
  const needles = Array.from({ length: 2000 }, (_, i) => `needle ${i} (\\^"x")`);

  test.each([
    ['no needles', NOTHING, [], 1],
    ['some', NOTHING, needles.slice(0, 20), 1],
    ['too many for one', NOTHING, needles.slice(0, 300), 2],
    ['too many for two', NOTHING, needles, 2],
    ['a long filter of the user', long, needles, 2],
  ])('%s: each below 18,000 characters, and every needle is asked for or left', (_, options, some, count) => {
    const { filters, left } = suspiciousFilters(windowScope(options, WINDOW), some);
    expect(filters).toHaveLength(count);
    for (const filter of filters) {
      expect(filter.length).toBeLessThan(18_000);
      expect(() => parseFilter(filter)).not.toThrow();
    }
    const asked = some.filter((needle) =>
      filters.some((filter) => filter.includes(JSON.stringify(escapePattern(needle)).slice(1, -1))),
    );
    expect(asked.length + left.length).toBe(some.length);
  });

  test.each([
    ['some', NOTHING, needles.slice(0, 20), false],
    ['too many', NOTHING, needles, true],
    ['a long filter of the user', long, needles, true],
  ])(
    'of a tail that asks for less, %s: one filter, and every needle is asked for or left',
    (_, options, some, over) => {
      const { filter, left } = narrowFilter(tailScope(options), some);
      expect(filter.length).toBeLessThan(18_000);
      expect(() => parseFilter(filter)).not.toThrow();
      expect(filter).not.toContain('timestamp');
      const asked = some.filter((needle) => filter.includes(JSON.stringify(escapePattern(needle)).slice(1, -1)));
      expect([asked.length + left.length, left.length > 0]).toEqual([some.length, over]);
    },
  );
});

test.each([
  ['a.b*c', 'a[.]b[*]c'],
  ['x (y) [z] {1} a|b $ + ?', 'x [(]y[)] [[]z] [{]1[}] a[|]b [$] [+] [?]'],
  ['C:\\temp^1', 'C:\\\\temp\\^1'],
])('%s as a pattern', (text, pattern) => {
  expect(escapePattern(text)).toBe(pattern);
  expect(new RegExp(pattern).test(text)).toBe(true);
});

test('words that contain another word are left out', () => {
  expect(minimal(['Error', 'RecursionError', 'limit', 'LIMIT', 'over limit'])).toEqual(['error', 'limit']);
});
