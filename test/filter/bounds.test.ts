import { expect, test } from 'vitest';
import { parseFilter, timeBounds } from '../../src/filter/index.ts';
import { parseTime } from '../../src/text/time.ts';
import { NOW } from './entries.ts';

test.each<[filter: string, from: string | null, to: string | null]>([
  ['', null, null],
  ['severity>=ERROR', null, null],
  ['timestamp>="2025-09-09T10:00:00Z"', '2025-09-09T10:00:00Z', null],
  [
    'x AND (timestamp>2025-09-09 AND timestamp<="2025-09-09T12:00:00Z")',
    '2025-09-09T00:00:00Z',
    '2025-09-09T12:00:00Z',
  ],
  [
    'timestamp>=2025-09-08 timestamp>=2025-09-09 timestamp<2025-09-11 timestamp<2025-09-10',
    '2025-09-09T00:00:00Z',
    '2025-09-10T00:00:00Z',
  ],
  ['timestamp="2025-09-09T10:00:00.5Z"', '2025-09-09T10:00:00.5Z', '2025-09-09T10:00:00.5Z'],
  ['timestamp>="now-1d" timestamp<"now"', '2025-09-09T00:00:00Z', '2025-09-10T00:00:00Z'],
  ['timestamp>=2025-09-09 OR x', null, null],
  ['NOT timestamp>=2025-09-09', null, null],
  ['timestamp!=2025-09-09', null, null],
  ['timestamp:*', null, null],
  ['receiveTimestamp>=2025-09-09', null, null],
])('%s', (filter, from, to) => {
  expect(timeBounds(parseFilter(filter), { now: NOW })).toEqual({
    from: from && parseTime(from),
    to: to && parseTime(to),
  });
});
