import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatClock, formatLag, formatTime, parseDuration, parseNanos, parseTime } from '../../src/text/time.ts';

const utc = (text: string) => Date.parse(text) * 1000;

describe('parseTime', () => {
  test.each<[string, string, number | null]>([
    ['seconds', '2025-09-09T19:09:34Z', utc('2025-09-09T19:09:34Z')],
    ['one digit', '2025-09-09T19:09:34.5Z', utc('2025-09-09T19:09:34.500Z')],
    ['milliseconds', '2025-09-09T19:09:34.012Z', utc('2025-09-09T19:09:34.012Z')],
    ['microseconds', '2025-09-08T23:01:18.806456Z', utc('2025-09-08T23:01:18.806Z') + 456],
    ['nanoseconds are cut, not rounded', '2025-09-08T23:01:18.999999999Z', utc('2025-09-08T23:01:18.999Z') + 999],
    ['offset west', '2025-09-09T12:09:34-07:00', utc('2025-09-09T19:09:34Z')],
    ['offset east, with a half hour', '2025-09-10T00:39:34.25+05:30', utc('2025-09-09T19:09:34.250Z')],
    ['lower case', '2025-09-09t19:09:34z', utc('2025-09-09T19:09:34Z')],
    ['a space between', '2025-09-09 19:09:34+00:00', utc('2025-09-09T19:09:34Z')],
    ['leap day', '2024-02-29T00:00:00Z', utc('2024-02-29T00:00:00Z')],
    ['leap second', '2016-12-31T23:59:60Z', utc('2017-01-01T00:00:00Z')],
    ['before 1970', '1969-12-31T23:59:59.999999Z', -1],
    ['no leap day', '2025-02-29T00:00:00Z', null],
    ['no leap century', '1900-02-29T00:00:00Z', null],
    ['31 June', '2025-06-31T00:00:00Z', null],
    ['month 13', '2025-13-01T00:00:00Z', null],
    ['day 0', '2025-01-00T00:00:00Z', null],
    ['hour 24', '2025-01-01T24:00:00Z', null],
    ['minute 60', '2025-01-01T00:60:00Z', null],
    ['second 61', '2025-01-01T00:00:61Z', null],
    ['no offset', '2025-09-09T19:09:34.123456', null],
    ['offset without a colon', '2025-09-09T19:09:34+0000', null],
    ['offset hour 24', '2025-09-09T19:09:34+24:00', null],
    ['ten digits', '2025-09-09T19:09:34.1234567890Z', null],
    ['a point and no digit', '2025-09-09T19:09:34.Z', null],
    ['text after', '2025-09-09T19:09:34Z ', null],
    ['a letter among the digits', '2025-09-O9T19:09:34Z', null],
    ['comma', '2025-09-09T19:09:34,123Z', null],
    ['Go zero time is beyond what a double holds', '0001-01-01T00:00:00Z', null],
    ['empty', '', null],
  ])('%s', (_name, text, expected) => {
    expect(parseTime(text)).toBe(expected);
  });

  it('agrees with Date on every day and second', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1700-01-01'), max: new Date('2254-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseTime(date.toISOString())).toBe(date.getTime() * 1000);
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('reads back what formatTime writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 9e15 }), (time) => {
        expect(parseTime(formatTime(time))).toBe(time);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});

test.each<[string, number]>([
  ['2025-09-09T19:09:34Z', 0],
  ['2025-09-09T19:09:34.123456Z', 0],
  ['2025-09-09T19:09:34.1234567Z', 700],
  ['2025-09-09T19:09:34.123456789Z', 789],
  ['2025-09-09T19:09:34.123456009+02:00', 9],
  ['nonsense', 0],
])('parseNanos %s', (text, expected) => {
  expect(parseNanos(text)).toBe(expected);
});

test.each<[string, string]>([
  ['2025-09-09T19:09:34.000000Z', '2025-09-09T19:09:34Z'],
  ['2025-09-09T19:09:34.120000Z', '2025-09-09T19:09:34.120Z'],
  ['2025-09-09T19:09:34.000120Z', '2025-09-09T19:09:34.000120Z'],
  ['1969-12-31T23:59:59.500Z', '1969-12-31T23:59:59.500Z'],
])('formatTime %s', (text, expected) => {
  expect(formatTime(parseTime(text)!)).toBe(expected);
});

test('formatClock', () => {
  expect(formatClock(parseTime('2025-09-09T19:09:36.012999Z')!)).toBe('19:09:36.012');
});

test.each<[number, string]>([
  [0, '0 ms'],
  [-0.2, '0 ms'],
  [3.854, '4 ms'],
  [999.6, '1.0 s'],
  [2000, '2.0 s'],
  [-1234, '-1.2 s'],
  [9960, '10 s'],
  [41_000, '41 s'],
  [59_600, '1 min 00 s'],
  [200_000, '3 min 20 s'],
  [3_599_700, '1 h 00 min'],
  [7_500_000, '2 h 05 min'],
  [273_600_000, '3 d 04 h'],
])('formatLag %d', (ms, expected) => {
  expect(formatLag(ms)).toBe(expected);
});

test.each<[string, number | null]>([
  ['90m', 90 * 60e6],
  ['2h', 2 * 3600e6],
  ['3d', 3 * 86400e6],
  ['30s', 30e6],
  ['0s', 0],
  ['15', null],
  ['m', null],
  ['-2h', null],
  ['1.5h', null],
  ['2h ', null],
  ['999999999d', null],
])('parseDuration %s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});
