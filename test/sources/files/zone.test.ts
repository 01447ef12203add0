import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { zoneShift } from '../../../src/sources/files/zone.ts';
import { formatTime, parseTime } from '../../../src/text/time.ts';

const rows: [string | null, string, string][] = [
  [null, '2025-09-09T19:09:34.5Z', '2025-09-09T19:09:34.500Z'],
  ['UTC', '2025-09-09T19:09:34Z', '2025-09-09T19:09:34Z'],
  ['+02:00', '2025-09-09T19:09:34Z', '2025-09-09T17:09:34Z'],
  ['-0730', '2025-09-09T19:09:34Z', '2025-09-10T02:39:34Z'],
  ['Europe/Berlin', '2025-09-09T19:09:34.000001Z', '2025-09-09T17:09:34.000001Z'],
  ['Europe/Berlin', '2025-01-09T19:09:34Z', '2025-01-09T18:09:34Z'],
  ['Asia/Kolkata', '2025-01-09T05:00:00Z', '2025-01-08T23:30:00Z'],
  // The clocks went forward at 01:00 UTC on 2025-03-30 and back at 01:00 UTC on 2025-10-26.
  ['Europe/Berlin', '2025-03-30T01:59:59Z', '2025-03-30T00:59:59Z'],
  ['Europe/Berlin', '2025-03-30T03:00:00Z', '2025-03-30T01:00:00Z'],
  ['Europe/Berlin', '2025-10-26T03:00:00Z', '2025-10-26T02:00:00Z'],
  ['local', '2025-09-09T19:09:34Z', '2025-09-09T19:09:34Z'],
];
// vitest.config.ts sets TZ=UTC, so `local` is that.
test.each(rows)('%s: %s is %s', (zone, naive, expected) => {
  expect(formatTime(zoneShift(zone)(parseTime(naive)!))).toBe(expected);
});

test('an unknown zone is a mistake', () => {
  expect(() => zoneShift('Mars/Base')).toThrow(UserError);
  expect(() => zoneShift('Mars/Base')).toThrow("unknown time zone 'Mars/Base'");
});
