import { expect, test } from 'vitest';
import { cutToWidth, displayWidth, padToWidth } from '../../src/text/width.ts';

test.each<[string, number]>([
  ['', 0],
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
])('displayWidth %j', (text, expected) => {
  expect(displayWidth(text)).toBe(expected);
});

test.each<[string, number, string]>([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['日本', 4, '日本'],
  ['日本語', 4, '日…'],
  ['日本語', 5, '日本…'],
  ['naïve café', 6, 'naïve…'],
  ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
  ['abc', 0, ''],
])('cutToWidth %j to %d', (text, columns, expected) => {
  expect(cutToWidth(text, columns)).toBe(expected);
});

test('a character under 300,000 combining marks does not grow the result', () => {
  const cut = cutToWidth(`ab${'\u0301'.repeat(300_000)}c`, 10);
  expect(cut.length).toBeLessThan(200);
  expect(displayWidth(cut)).toBeLessThanOrEqual(10);
});

test.each<[string, number, string]>([
  ['ab', 4, 'ab  '],
  ['日', 4, '日  '],
  ['abcde', 4, 'abc…'],
  ['日本語', 4, '日… '],
])('padToWidth %j to %d', (text, columns, expected) => {
  expect(padToWidth(text, columns)).toBe(expected);
});
