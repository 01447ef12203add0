import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { readRuleFolder } from '../../src/rules/folder.ts';
import { requiredLiterals } from '../../src/rules/literals.ts';

describe('what every match of a pattern contains', () => {
  it.each<[string, string[] | null]>([
    ['cannot import name', ['cannot import name']],
    ["\\bcannot import name '(?P<name>\\w+)' from", ["cannot import name '"]],
    ['a\\.b\\(c\\)', ['a.b(c)']],
    ['colou?rless', ['colorless', 'colourless']],
    ['[Cc]onnection (?:lost|reset)', ['Connection lost', 'Connection reset', 'connection lost', 'connection reset']],
    ['\\bnew (?:\\d+ )?door-bell', ['door-bell']],
    ['x{2}y*(?:wall|roof)-paint+', ['wall-pain', 'roof-pain']],
    ['could not (?:open|close) \\d', ['could not open ', 'could not close ']],
    ['(?:open the door|close the gate)\\d', ['open the door', 'close the gate']],
    ['(?:open the door)?\\d', null],
    ['first one|the other', ['first one', 'the other']],
    ['(?:first one|the other)', ['first one', 'the other']],
    ['(?P<whole>abcd\\d)', ['abcd']],
    ['abcd{2}', ['abc']],
    ['abc*', null],
    ['first|\\d+', null],
    ['(?i:case)', null],
    ['(?i)case', null],
    ['\\d+', null],
  ])('%s', (pattern, literals) => expect(requiredLiterals(pattern)).toEqual(literals));
});

describe('the patterns of the library', async () => {
  const { rules } = await readRuleFolder('rules', true);
  const patterns = rules.flatMap(({ rule, specimens }) => {
    const texts = (specimens?.matches ?? []).map((one) => (typeof one === 'string' ? one : one.text));
    return rule.patterns.map((pattern) => ({ pattern, texts }));
  });

  it('never match a text without one', () => {
    for (const { pattern, texts } of patterns) {
      const literals = requiredLiterals(pattern);
      if (!literals) continue;
      const compiled = RE2JS.compile(pattern);
      for (const text of texts) {
        const found = compiled.exec(text)?.[0] as string | undefined;
        if (found !== undefined)
          expect(
            literals.some((literal) => found.includes(literal)),
            `${pattern}: ${found}`,
          ).toBe(true);
      }
    }
  });

  it('nearly all have one', () => {
    const without = patterns.filter(({ pattern }) => requiredLiterals(pattern) === null);
    expect(without.length / patterns.length).toBeLessThan(0.25);
  });

  it('nor any text that is made from one', () => {
    const plain = patterns.map(({ pattern }) => pattern).filter((pattern) => !/[([.]/.test(pattern));
    for (const pattern of plain.slice(0, 100)) {
      const literals = requiredLiterals(pattern);
      if (!literals) continue;
      const sampler = new RegExp(`^${pattern.replaceAll('\\b', '').replaceAll('\\z', '')}$`, 'u');
      fc.assert(
        fc.property(fc.stringMatching(sampler), (text) => literals.some((literal) => text.includes(literal))),
        { seed: 7, numRuns: 5 },
      );
    }
  });
});
