import { expect, test } from 'vitest';
import { FilterError, parseFilter } from '../../src/filter/index.ts';

function failure(text: string): FilterError {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error(`no error for ${text}`);
}

const FIELD_OR_TEXT = 'a field, a function or text to search for';
const QUOTE = 'Put text with spaces or special characters in double quotes.';
const COMPLETE = 'Complete what precedes, or remove it.';

test.each<[filter: string, position: number, what: string, hint: string]>([
  // structure
  ['insertId="A" OR', 15, `the filter ends where ${FIELD_OR_TEXT} should be`, COMPLETE],
  ['a AND', 5, `the filter ends where ${FIELD_OR_TEXT} should be`, COMPLETE],
  ['NOT', 3, `the filter ends where ${FIELD_OR_TEXT} should be`, COMPLETE],
  [
    'a AND OR b',
    6,
    `there is "OR" where ${FIELD_OR_TEXT} should be`,
    'OR needs an operand on either side; to search for the word, quote it.',
  ],
  [
    'AND a',
    0,
    `there is "AND" where ${FIELD_OR_TEXT} should be`,
    'AND needs an operand on either side; to search for the word, quote it.',
  ],
  ['()', 1, `there is ")" where ${FIELD_OR_TEXT} should be`, COMPLETE],
  ['(a', 0, 'this "(" is never closed', 'Close it with ")".'],
  ['a OR b)', 6, 'this ")" closes nothing', 'Remove it, or open a "(" before it.'],
  ['severity=(ERROR AND)', 19, 'there is ")" where a value after "=" should be', COMPLETE],
  ['severity=(ERROR OR NOT)', 22, 'there is ")" where a value after "=" should be', COMPLETE],
  ['severity=', 9, 'the filter ends where a value after "=" should be', COMPLETE],
  [
    'severity= AND x',
    10,
    'there is "AND" where a value after "=" should be',
    'AND needs an operand on either side; to search for the word, quote it.',
  ],
  [
    '= 5',
    0,
    `there is "=" where ${FIELD_OR_TEXT} should be`,
    "Write a field's name before an operator and a value after it.",
  ],
  [
    'severity==ERROR',
    9,
    'there is "=" where a value after "=" should be',
    "Write a field's name before an operator and a value after it.",
  ],
  ['a - b', 2, '"-" has nothing directly after it', 'Write it right before what it negates.'],
  // words and strings
  [
    'textPayload:"never',
    12,
    'this quote is never closed',
    'Close it with ", and write a quote inside a string as \\".',
  ],
  ['insertId = abc:def', 14, 'text with ":" in it must be quoted', QUOTE],
  ['fail*', 4, 'text with "*" in it must be quoted', QUOTE],
  ['a,b', 1, 'text with "," in it must be quoted', QUOTE],
  ['\\d', 0, `there is "\\\\" where ${FIELD_OR_TEXT} should be`, QUOTE],
  ['.5', 0, `there is "." where ${FIELD_OR_TEXT} should be`, QUOTE],
  ['a..b', 2, 'a name is missing after "."', QUOTE],
  ["'single'", 0, "text cannot begin with '", 'Put it in double quotes.'],
  ['+5', 0, 'text cannot begin with +', 'Put it in double quotes.'],
  ['insertId=-abc', 9, 'text cannot begin with -', 'Put it in double quotes.'],
  [
    '"a"."b"',
    0,
    'this name is compared with nothing',
    'Write an operator and a value after it, or quote the whole text.',
  ],
  ['jsonPayload.a=*', 14, '"*" is no value', 'To test that the field is there write field:* instead.'],
  ['jsonPayload.a:*b', 14, '"*" is no value', QUOTE],
  // fields
  ['message:"x"', 0, 'a log entry has no field "message"', 'Write textPayload or jsonPayload.message.'],
  ['x AND STATUS>=500', 6, 'a log entry has no field "STATUS"', 'Write httpRequest.status.'],
  ['operation.thud=1', 10, 'operation has no field "thud"', 'There are: id, producer, first, last.'],
  ['textPayload.thud=1', 12, 'textPayload has no fields inside', 'Compare textPayload itself.'],
  ['labels.a.b=1', 9, 'a label of labels has no fields inside', `Quote a label's name that has dots: labels."a.b"`],
  [
    'jsonPayload="x"',
    11,
    'jsonPayload is a group of fields; "=" compares one',
    'Name a field inside it, or search it all with jsonPayload:"…".',
  ],
  [
    'resource!=x',
    8,
    'resource is a group of fields; "!=" compares one',
    'Name a field inside it, or search it all with resource:"…".',
  ],
  // values
  ['severity>=WARN', 10, '"WARN" is not a severity', 'Write WARNING.'],
  [
    'severity=(ERROR OR bad)',
    19,
    '"bad" is not a severity',
    'Use DEFAULT, DEBUG, INFO, NOTICE, WARNING, ERROR, CRITICAL, ALERT, EMERGENCY or its number, 0 to 800.',
  ],
  ['severity=~"E.*"', 8, 'severity is not text; "=~" searches text only', 'Compare it with =, !=, <, <=, > or >=.'],
  [
    'timestamp>=yesterday',
    11,
    '"yesterday" is not a time',
    'Write it like "2025-09-09T19:00:00Z", "2025-09-09" or "now-1d".',
  ],
  [
    'timestamp>="2016-06-27 17:39:00-04:00"',
    11,
    '"2016-06-27 17:39:00-04:00" is not a time',
    'Write it like "2025-09-09T19:00:00Z", "2025-09-09" or "now-1d".',
  ],
  ['timestamp>=now()', 11, 'a value cannot be a function', 'Write the value itself, in double quotes.'],
  ['httpRequest.status=5xx', 19, '"5xx" is not a number', 'Write a number, like 500.'],
  ['httpRequest.latency>2', 20, '"2" is not a duration', 'Write a number and a unit, like "1.5s" or "200ms".'],
  ['traceSampled=yes', 13, '"yes" is not true or false', 'Write true or false.'],
  ['textPayload=NULL_VALUE', 12, 'textPayload is never NULL_VALUE', 'Test for a missing field with NOT textPayload:*'],
  ['jsonPayload.a<NULL_VALUE', 14, '"<" cannot compare with NULL_VALUE', 'Use = NULL_VALUE or != NULL_VALUE.'],
  [
    'textPayload=~"a(b"',
    13,
    'this is not a regular expression: missing closing ): `a(b`',
    'Write it in RE2 syntax (no look-around, no back-references), or search for plain text with ":".',
  ],
  [
    'textPayload=~("ok" OR "(?=x)")',
    22,
    'this is not a regular expression: invalid or unsupported Perl syntax: `(?=`',
    'Write it in RE2 syntax (no look-around, no back-references), or search for plain text with ":".',
  ],
  // functions
  [
    'cast(timestamp, STRING)',
    0,
    'rca knows no function "cast"',
    'There are: log_id("run.googleapis.com/stdout"), SEARCH("words"), sample(insertId, 0.1), ip_in_net(httpRequest.remoteIp, "10.0.0.0/8").',
  ],
  ['log_id()', 7, 'an argument is missing here', 'Write log_id("run.googleapis.com/stdout").'],
  ['log_id("a", "b")', 0, 'log_id takes other arguments', 'Write log_id("run.googleapis.com/stdout").'],
  ['log_id("a"', 6, 'this "(" is never closed', 'Write log_id("run.googleapis.com/stdout").'],
  ['log_id("a" "b")', 11, 'unexpected "\\"" among the arguments', 'Write log_id("run.googleapis.com/stdout").'],
  ['SEARCH(hello)', 7, 'this has to be in double quotes', 'Write SEARCH("words") or SEARCH(field, "words").'],
  ['SEARCH(" - ")', 7, 'there is no word to search for', 'Name at least one word.'],
  ['SEARCH(severity, "x")', 7, 'severity is not text', 'SEARCH looks into text fields and payloads.'],
  ['SEARCH(body, "x")', 7, 'a log entry has no field "body"', expect.stringContaining('There are: logName,') as string],
  ['sample(insertId, 0)', 17, 'the fraction has to be above 0 and at most 1', 'Write 0.1 for a tenth.'],
  ['sample(timestamp, 0.5)', 7, 'sample cannot work on timestamp', 'Write sample(insertId, 0.1).'],
  [
    'ip_in_net(httpRequest.remoteIp, "10.0.0.0/33")',
    32,
    'this is no IP address or range',
    'Write "10.0.0.0/8", "1:2::/48" or one address.',
  ],
  [
    'ip_in_net(jsonPayload, "::/0")',
    10,
    'ip_in_net cannot work on jsonPayload',
    'Write ip_in_net(httpRequest.remoteIp, "10.0.0.0/8").',
  ],
])('%s', (filter, position, what, hint) => {
  const error = failure(filter);
  expect({ position: error.position, what: error.what, hint: error.hint }).toEqual({ position, what, hint });
});

test('the message shows the line of the filter and a caret under the position', () => {
  expect(failure('severity>=ERROR\n  AND insertId=abc:def -- note\n').message).toBe(
    'Filter: text with ":" in it must be quoted\n    AND insertId=abc:def -- note\n                    ^',
  );
});

test('of a long line only the part around the position is shown', () => {
  const message = failure(`${'a '.repeat(100)}x:y ${'b '.repeat(100)}`).message;
  const [what, line, caret] = message.split('\n');
  expect(what).toBe('Filter: a log entry has no field "x"');
  expect(line).toBe(`  …${'a '.repeat(30)}x:y ${'b '.repeat(28)}…`);
  expect(caret).toBe(`   ${' '.repeat(60)}^`);
});

test('controls in a filter do not reach the message', () => {
  expect(failure('"\u001b[2J\u202e').message).toBe('Filter: this quote is never closed\n  " [2J \n  ^');
});

test.each([
  ['parentheses', `${'('.repeat(101)}a${')'.repeat(101)}`, 100],
  ['negations', `${'NOT '.repeat(101)}a`, 400],
  ['values', `insertId=${'('.repeat(101)}a${')'.repeat(101)}`, 109],
])('nesting is bounded: %s', (_, filter, position) => {
  expect(failure(filter)).toMatchObject({ position, what: 'more than 100 levels of nesting' });
});

test('a filter of 20000 characters is the longest', () => {
  expect(parseFilter('a'.repeat(20_000))).toEqual({ kind: 'text', text: 'a'.repeat(20_000) });
  expect(failure('a'.repeat(20_001))).toMatchObject({
    position: 20_000,
    what: 'a filter has at most 20000 characters, this one has 20001',
  });
});
