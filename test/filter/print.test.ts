import { expect, test } from 'vitest';
import { and, anyOf, or, parseFilter, printFilter, printPath, quote } from '../../src/filter/index.ts';

test.each([
  ['', ''],
  ['a', '"a"'],
  ['"a" OR NOT "b" AND NOT "c" OR "d"', '("a" OR NOT "b") AND (NOT "c" OR "d")'],
  ['severity >= error text_payload:(a OR b)', 'severity>="error" AND textPayload:("a" OR "b")'],
  ['(a AND b) AND (c (d))', '"a" AND "b" AND "c" AND "d"'],
  ['-(a b)', 'NOT ("a" AND "b")'],
  ['labels.commit-sha=x', 'labels."commit-sha"="x"'],
  ['jsonPayload."AND":*', 'jsonPayload."AND":*'],
  ['jsonPayload.a=(1 OR NOT NULL_VALUE)', 'jsonPayload.a="1" OR NOT jsonPayload.a=NULL_VALUE'],
  ['textPayload=~"\\d\\.\\\\\\"\\n\\x41\\101\\u0041"', 'textPayload=~"\\\\d\\\\.\\\\\\"\\nAAA"'],
  ['search(text_payload,"a b") sample(insertId,.5)', 'SEARCH(textPayload, "a b") AND sample(insertId, 0.5)'],
  ['-- note\nlog_id("a") -- more', 'log_id("a")'],
])('%s', (filter, printed) => {
  expect(printFilter(parseFilter(filter))).toBe(printed);
});

test.each([
  ['plain', '"plain"'],
  ['say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"'],
  ['line\nend\u0001', '"line\\nend\\001"'],
])('quote %j', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
  expect(parseFilter(quoted)).toEqual({ kind: 'text', text });
});

test('printPath quotes what is no plain name', () => {
  expect(printPath(['labels', 'run.googleapis.com/base'])).toBe('labels."run.googleapis.com/base"');
  expect(printPath(['jsonPayload', 'a', '1b', '', 'NOT'])).toBe('jsonPayload.a."1b"."".' + '"NOT"');
});

test.each([
  ['nothing', and(), ''],
  ['one part stays as it is', and('', 'a OR b'), 'a OR b'],
  ['parts are enclosed unless they are one comparison', and('severity>=ERROR', 'a b'), 'severity>=ERROR AND (a b)'],
  ['a comment does not swallow the parenthesis', and('a -- note', 'b="1"'), '(a -- note\n) AND b="1"'],
  ['or', or('a="1"', 'b c'), 'a="1" OR (b c)'],
  ['or with everything is everything', or('a="1"', ' '), ''],
  ['anyOf one', anyOf('a', ['x"y']), 'a="x\\"y"'],
  ['anyOf many', anyOf('severity', ['A', 'B'], '!='), 'severity!=("A" OR "B")'],
])('%s', (_, built, expected) => {
  expect(built).toBe(expected);
});

test('a filter built from a filter that ends in a comment can be read', () => {
  const filter = and(anyOf('resource.labels.service_name', ['a', 'b']), 'x OR y -- mine', 'timestamp>="2025-09-09"');
  expect(printFilter(parseFilter(filter))).toBe(
    'resource.labels.service_name=("a" OR "b") AND ("x" OR "y") AND timestamp>="2025-09-09"',
  );
});

test('anyOf needs a value', () => {
  expect(() => anyOf('a', [])).toThrow('no values to compare a with');
});
