import { describe, expect, it } from 'vitest';
import type { LogKind, Rule } from '../../src/model.ts';
import { reach } from '../../src/rules/beginnings.ts';
import type { Outcome } from '../../src/rules/explain.ts';
import { loadBuiltInRules } from '../../src/rules/load.ts';
import { createMatcher } from '../../src/rules/matcher.ts';
import { rule } from './build.ts';

type Said = [rule: string, outcome: Outcome, why: string];

describe('why a rule won or lost', () => {
  const only = 'the only rule that matches';
  const cases: [name: string, rules: Rule[], message: string, log: LogKind, said: Said[]][] = [
    ['alone', [rule('a/a', 'cause', 'boom')], 'a boom', 'stderr', [['a/a', 'won', only]]],
    [
      'by its role',
      [rule('a/s', 'symptom', 'boom'), rule('z/c', 'cause', 'boom late')],
      'boom boom late',
      'stderr',
      [
        ['z/c', 'won', 'role cause is above symptom, the role of a/s'],
        ['a/s', 'lost', 'lost to z/c: role symptom is below cause'],
      ],
    ],
    [
      'by its place',
      [rule('a/b', 'cause', 'second boom'), rule('z/a', 'cause', 'first boom')],
      'first boom, second boom',
      'stderr',
      [
        ['z/a', 'won', 'matches first, at 0; a/b at 12'],
        ['a/b', 'lost', 'lost to z/a: matches later, at 12 instead of at 0'],
      ],
    ],
    [
      'by its length',
      [rule('a/a', 'cause', 'boom'), rule('b/b', 'cause', 'boom \\w+')],
      'boom here',
      'stderr',
      [
        ['b/b', 'won', 'same place as a/a, but longer, 9 characters instead of 4'],
        ['a/a', 'lost', 'lost to b/b: same place, but shorter, 4 characters instead of 9'],
      ],
    ],
    [
      'by its id',
      [rule('b/b', 'cause', 'boom'), rule('a/a', 'cause', 'boom')],
      'boom',
      'stderr',
      [
        ['a/a', 'won', 'same place and length as b/b, and its id comes first'],
        ['b/b', 'lost', 'lost to a/a: same place and length, and its id comes after'],
      ],
    ],
    [
      'by its log',
      [rule('a/a', 'cause', 'boom', { logs: ['request', 'system'] }), rule('b/b', 'noise', 'boom')],
      'boom',
      'stderr',
      [
        ['b/b', 'won', only],
        ['a/a', 'other-log', 'reads only request, system; this is stderr'],
      ],
    ],
    [
      'by its pattern, the one that goes along furthest first',
      [rule('a/a', 'cause', '^boom$'), rule('b/b', 'cause', 'a great boom in \\d+ places')],
      'a great boom in many places',
      'stdout',
      [
        [
          'b/b',
          'no-pattern',
          'its needle "boom" stands in the text, but no pattern matches: patterns[0] goes along to 16, then wants `\\d+ places`',
        ],
        ['a/a', 'no-pattern', 'its needle "boom" stands in the text, but no pattern matches'],
      ],
    ],
  ];
  it.each(cases)('%s', (_, rules, message, log, said) => {
    const matcher = createMatcher(rules);
    const { winner, candidates } = matcher.explain(message, log);
    expect(candidates.map(({ rule, outcome, why }) => [rule, outcome, why])).toEqual(said);
    expect(winner).toEqual(matcher.match(message, log));
  });

  it('shows pattern, captures, needles and place', () => {
    const patterns = ['never', 'boom at (?P<place>\\w+)'];
    const { candidates } = createMatcher([rule('a/a', 'cause', '', { patterns, needles: ['boom', 'bang'] })]).explain(
      'a boom at dawn',
      'stdout',
    );
    expect(candidates[0]).toMatchObject({
      needles: ['boom'],
      pattern: { index: 1, text: 'boom at (?P<place>\\w+)' },
      captures: { place: 'dawn' },
      span: { start: 2, end: 14 },
    });
  });

  it.each([
    ['boom', 'patterns[0] matches, but none of its needles stands in the text'],
    ['bang', 'none of its needles stands in the text, and no pattern matches'],
  ])('says so of a rule asked about whose needle is missing: %s', (message, why) => {
    const matcher = createMatcher([rule('a/a', 'cause', 'boom', { needles: ['absent'] })]);
    expect(matcher.explain(message, 'stderr').candidates).toEqual([]);
    const { winner, candidates } = matcher.explain(message, 'stderr', ['a/a']);
    expect(candidates).toMatchObject([{ outcome: 'no-needle', why }]);
    expect(winner).toBeNull();
  });
});

describe('how far a pattern goes along with a text', () => {
  it.each<[name: string, pattern: string, text: string, reached: string, wants: string]>([
    ['word by word', 'cannot open file (?P<f>\\S+) now', 'it cannot open door', 'cannot open', ' file (?P<f>\\S+) now'],
    ['up to a group', 'limit \\((?P<n>\\d+)\\)', 'the limit (five)', 'limit (', '(?P<n>\\d+)\\)'],
    ['not to the end of a gap', 'timeout [^\\n]* after \\d+s', 'timeout while it waits', 'timeout ', ' after \\d+s'],
    ['over a quantifier', 'abc(?:d|e){2,3}? fghi x', 'abcdd fghi y', 'abcdd fghi', ' x'],
    ['over a class with a bracket', 'open[]()]+ fghi', 'open() fgh', 'open()', ' fghi'],
    ['inside a group around all', '(?i:Cannot Open (?P<f>\\w+) here)', 'CANNOT OPEN door', 'CANNOT OPEN door', ' here'],
    ['with flags before all', '(?i)Cannot Open \\d', 'CANNOT OPEN door', 'CANNOT OPEN ', '\\d'],
    ['the better of alternatives', 'door shut fast|door open \\d', 'a door open x', 'door open ', '\\d'],
  ])('%s', (_, pattern, text, reached, wants) => {
    const found = reach(pattern, text);
    expect([text.slice(found!.start, found!.end), found!.wants]).toEqual([reached, wants]);
  });

  it.each([
    ['cannot open', 'nothing of it'],
    ['can \\d', 'can x'],
  ])('nowhere, or for three letters only: %s', (pattern, text) => {
    expect(reach(pattern, text)).toBeNull();
  });

  it('of every pattern of the library', async () => {
    for (const { patterns } of await loadBuiltInRules()) {
      for (const pattern of patterns) expect(() => reach(pattern, 'Error: the connection was refused')).not.toThrow();
    }
  });
});
