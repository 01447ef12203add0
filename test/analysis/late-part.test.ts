import { describe, expect, it } from 'vitest';
import { addedTo } from '../../src/analysis/late-part.ts';
import { recognise } from '../../src/analysis/recognise.ts';
import { bookOf, entry, S } from './build.ts';

const recognised = recognise(bookOf([]), entry(0, 'it broke'))!;
const part = (at: number, more = {}) => ({ entry: entry(at * S, 'it broke'), recognised, split: false, ...more });
const [a, b, c] = [part(1), part(2), part(3)];

describe('what was added to parts', () => {
  it('is what was not there, wherever it stands', () => {
    expect(addedTo([a, c], [a, b, c])).toEqual([b]);
    expect(addedTo([], [a])).toEqual([a]);
    expect(addedTo([a, b], [b, { ...a }])).toEqual([]);
    expect(addedTo([a], [a, a])).toEqual([a]);
  });

  it('is not known where a part is gone, or has become another', () => {
    expect(addedTo([a, b], [a])).toBeNull();
    expect(addedTo([a, a], [a, b])).toBeNull();
    expect(addedTo([a], [{ ...a, split: true }])).toBeNull();
    expect(addedTo([a], [{ ...a, entry: { ...a.entry, message: 'it broke again' } }])).toBeNull();
    expect(addedTo([a], [{ ...a, entry: { ...a.entry, time: 0 } }])).toBeNull();
  });

  it('takes two lines without an id for one only where they are', () => {
    const unnamed = { ...a, entry: { ...a.entry, id: '' } };
    expect(addedTo([unnamed], [unnamed, b])).toEqual([b]);
    expect(addedTo([unnamed], [{ ...unnamed, entry: { ...unnamed.entry } }])).toBeNull();
  });
});
