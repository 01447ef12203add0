import { expect, it } from 'vitest';
import { untagged } from '../../src/analysis/tags.ts';
import { entry, report, S } from './build.ts';

const ID = '[a6d5c7ee-d82e-4715-a5e8-d6768dc1d373]';

it.each([
  ['a tag before every line', `${ID} one\n${ID}   two\n\n${ID} three`, 'one\n  two\n\nthree'],
  ['a tag before some lines', `${ID} one\ntwo`, `${ID} one\ntwo`],
  ['one line', `${ID} one`, `${ID} one`],
  ['a list', '[1, 2]\n[3, 4]', '[1, 2]\n[3, 4]'],
])('%s', (_, text, expected) => {
  expect(untagged(text)).toBe(expected);
});

it('tells a trace whose lines all bear the id of their request by its exception', () => {
  const trace = (id: string) =>
    [
      'Traceback (most recent call last):',
      '  File "/app/o.py", line 5, in make',
      "    x = body['sku']",
      "KeyError: 'sku'",
    ]
      .map((line) => `[${id}] ${line}`)
      .join('\n');
  const items = ['ec7d7486d2f1', '28fdfe2f04d8', 'a6d5c7eed82e'].map((id, i) => entry(i * S, trace(id)));
  const { signatures } = report(items, []);
  expect(signatures).toMatchObject([{ count: 3, title: "KeyError: 'sku'" }]);
});
