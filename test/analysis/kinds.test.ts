import { expect, it } from 'vitest';
import { entry, report, rule, S } from './build.ts';

const WORDS = 'amber birch cedar dune ember frost grove heath isle jade'.split(' ');

it('a filter of more kinds of text than are held does not depend on the order of entries', () => {
  const boom = rule('crash/boom', 'boom', { needles: ['boom'] });
  const items = WORDS.map((word, i) =>
    entry(i * S, `boom of the ${word}`, { raw: () => ({ textPayload: `boom of the ${word}` }) }),
  );
  const straight = report(items, [boom]);
  expect(straight.diagnoses[0]!.queries).toMatchObject([{ counted: 10, found: 10 }]);
  expect(report(items.toReversed(), [boom])).toEqual(straight);
});
