import { expect, test } from 'vitest';
import type { Severity } from '../../src/model.ts';
import { parseSeverity, SEVERITIES, severityRank } from '../../src/text/severity.ts';

test('ranks are Cloud Logging numbers, in order', () => {
  expect(SEVERITIES.map(severityRank)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800]);
});

test('every severity reads back from its name and its number', () => {
  for (const severity of SEVERITIES) {
    expect(parseSeverity(severity)).toBe(severity);
    expect(parseSeverity(severityRank(severity))).toBe(severity);
  }
});

test.each<[unknown, Severity | null]>([
  ['warn', 'WARNING'],
  ['Warning', 'WARNING'],
  ['W', 'WARNING'],
  ['err', 'ERROR'],
  ['E', 'ERROR'],
  ['SEVERE', 'ERROR'],
  ['fatal', 'CRITICAL'],
  ['CRIT', 'CRITICAL'],
  ['panic', 'CRITICAL'],
  ['emerg', 'EMERGENCY'],
  ['trace', 'DEBUG'],
  ['SUCCESS', 'INFO'],
  [' info ', 'INFO'],
  ['ERROR+2', 'ERROR'],
  ['INFO-4', 'INFO'],
  [30, 'INFO'],
  [40, 'WARNING'],
  ['50', 'ERROR'],
  ['500', 'ERROR'],
  [60, 'CRITICAL'],
  [0, 'DEFAULT'],
  [35, null],
  ['errors', null],
  ['constructor', null],
  ['', null],
  [null, null],
  [{}, null],
  ['E'.repeat(300_000), null],
])('parseSeverity %j', (value, expected) => {
  expect(parseSeverity(value)).toBe(expected);
});
