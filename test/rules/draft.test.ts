import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkPattern } from '../../src/rules/dialect.ts';
import { draftPattern } from '../../src/rules/draft.ts';
import { ruleText, scalar, specimensText } from '../../src/rules/draft-files.ts';
import { ruleFileSchema, specimensFileSchema } from '../../src/rules/schema.ts';

describe('a first pattern', () => {
  it.each<[text: string, pattern: string | null, needle: string | null]>([
    [
      'User staging-e2e-user-002 has reached the maximum number of managers (5)',
      '\\bUser [\\w-]+ has reached the maximum number of managers \\((?P<number>\\d+)\\)',
      'has reached the maximum number of managers (',
    ],
    [
      "can't open 'cart.json' or \"/srv/x\" after 3 tries of 5",
      "\\bcan't open '(?P<value>[^'\\n]*)' or \"(?P<value2>[^\"\\n]*)\" after (?P<number>\\d+) tries of (?P<number2>\\d+)",
      "can't open",
    ],
    [
      'connect ECONNREFUSED 10.0.0.7:5432 for https://a.example/x?y=1 in /app/src/db.ts',
      '\\bconnect ECONNREFUSED (?P<host>[\\d.:]+) for \\S+ in (?P<path>/\\S+)',
      'connect ECONNREFUSED',
    ],
    [
      'order 6f1c2a34-9b0e-4d2f-8a77-3c5d9e1f0b21 at 9f86d081884c is stuck since utf8 of [email]',
      '\\border (?P<id>[\\da-fA-F-]{36}) at [\\da-fA-F]+ is stuck since utf8 of (?:\\[[a-z ]+\\]|\\S+)',
      'is stuck since utf8 of',
    ],
    ['\n  [worker] cannot fork\n  details below', '\\[worker\\] cannot fork', '[worker] cannot fork'],
    ['slots\tleft: none at all', '\\bslots\\s+left: none at all', 'left: none at all'],
    ['1011 99', null, null],
    ['', null, null],
  ])('%s', (text, pattern, needle) => {
    const draft = draftPattern(text);
    expect([draft.pattern, draft.needle]).toEqual([pattern, needle]);
  });

  it('is short of a long line, and ends at a word', () => {
    const { pattern, needle } = draftPattern('word '.repeat(200));
    expect(pattern!.length).toBeLessThan(170);
    expect(pattern).toMatch(/ word$/);
    expect(needle).toMatch(/^(?:word ){11}word$/);
  });

  it('matches the text that it was made from, with its captures and its needle', () => {
    const words = fc.constantFrom(
      'Queue',
      "'orders'",
      '"a b"',
      'full (20/20)',
      '10.0.0.7:443',
      'staging-e2e-7',
      '/app/x.py',
      '\t',
      'ümlaut',
      '*.+?',
      '[email]',
      'C:\\temp',
      '$1',
      '3c5d9e1f0b21',
    );
    const texts = fc.oneof(
      fc.array(words, { minLength: 1 }).map((all) => all.join(' ')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { pattern, needle, captures } = draftPattern(text);
        if (pattern === null) return;
        expect(checkPattern(pattern)).toBeNull();
        const matcher = RE2JS.compile(pattern).matcher(text);
        expect(matcher.find(), pattern).toBe(true);
        expect(matcher.getNamedGroups()).toEqual(captures);
        if (needle !== null) expect(matcher.group()).toContain(needle);
      }),
      { seed: 1011, numRuns: 500 },
    );
  });
});

describe('the files of a new rule', () => {
  it('hold every text as it is', () => {
    const lines = fc
      .array(
        fc.constantFrom('a: b', '', '  ', '\tat x(y.js:1)', '# c', '- d', "'", '"', '\\', '\u001b[31m', 'ü', '😀', '%'),
      )
      .map((all) => all.join('\n'));
    fc.assert(
      fc.property(fc.oneof(lines, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const well = text.toWellFormed();
        expect(parse(`a:\n  - ${scalar(well, 4)}\n  - text: ${scalar(well, 6)}\n`)).toEqual({
          a: [well, { text: well }],
        });
      }),
      { seed: 1011, numRuns: 500 },
    );
  });

  it.each([
    ['nothing to begin with', [], null],
    ['one text', ['Queue 7 is full of it'], draftPattern('Queue 7 is full of it')],
    [
      'a trace and one more',
      ['Error: x\n    at f (/a.js:1)\n\tat g', 'Error: y'],
      draftPattern('Error: x is not there'),
    ],
  ])('are well formed with %s', (_, texts, draft) => {
    expect(ruleFileSchema.parse(parse(ruleText('limits', draft)))).toMatchObject({ role: 'cause' });
    expect(ruleFileSchema.parse(parse(ruleText('noise', draft)))).toMatchObject({ role: 'noise' });
    const specimens = specimensFileSchema.parse(parse(specimensText(texts, draft)));
    const found = specimens.matches.map((one) => (typeof one === 'string' ? one : one.text));
    expect(found.slice(0, texts.length)).toEqual(texts);
  });
});
