import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model.ts';
import { needlesToAsk } from '../../src/rules/ask.ts';

function rule(id: string, needles: string[], more: Partial<Rule> = {}): Rule {
  return { id, role: 'cause', logs: [], needles, patterns: needles, ...more } as Rule;
}

describe('what a server is asked for', () => {
  it('is the first needle of each rule, then the second', () => {
    expect(needlesToAsk([rule('a/a', ['one', 'two', 'three']), rule('b/b', ['four', 'five'])])).toEqual([
      'one',
      'four',
      'two',
      'five',
      'three',
    ]);
  });

  it('leaves out what error words find, and rules whose entries are read in any case', () => {
    const rules = [
      rule('a/a', ['Connection REFUSED by', 'gone away']),
      rule('b/b', ['probe'], { logs: ['system'] }),
      rule('c/c', ['hello'], { role: 'noise' }),
    ];
    expect(needlesToAsk(rules)).toEqual(['gone away']);
  });

  it('is no more than a query may have room for', () => {
    const needles = Array.from({ length: 5000 }, (_, i) => `needle ${i}`);
    expect(needlesToAsk([rule('a/a', needles)])).toHaveLength(1500);
  });
});
