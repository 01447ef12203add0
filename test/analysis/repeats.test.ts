import { describe, expect, it } from 'vitest';
import { HORIZON, Repeats } from '../../src/analysis/repeats.ts';
import { hash53, SeenKeys } from '../../src/analysis/seen-keys.ts';
import { entry, S } from './build.ts';

describe('repeats', () => {
  it('are told among the first ones, however long ago', () => {
    const repeats = new Repeats(2);
    const [a, b] = [entry(0, 'a'), entry(1, 'b')];
    expect([a, b, a, b].map((one) => repeats.look(one))).toEqual(['fresh', 'fresh', 'repeat', 'repeat']);
    expect(repeats.look(entry(10 * HORIZON, 'c'))).toBe('fresh');
    expect(repeats.look(a)).toBe('repeat');
  });

  it('are told beyond these within a horizon of the newest, and what is older is late', () => {
    const repeats = new Repeats(1000);
    for (let i = 0; i < 1000; i++) repeats.look(entry(i, 'first'));
    const all = Array.from({ length: 200 }, (_, i) => entry(500 * S + i * 3 * S, `late ${i}`));
    for (const [i, one] of all.entries()) {
      expect(repeats.look(one)).toBe('fresh');
      for (const back of [0, 1, 20, 40]) {
        const before = all[i - back];
        if (before) expect(repeats.look(before)).toBe('repeat');
      }
    }
    expect(repeats.look(entry(500 * S, 'older'))).toBe('late');
    expect(repeats.look({ ...entry(500 * S, 'without an id'), id: '' })).toBe('fresh');
  });

  it('has a shorter horizon where more comes than is held, and takes nothing for new that was there', () => {
    const repeats = new Repeats(40);
    const all = Array.from({ length: 400 }, (_, i) => entry(i * 1000, `dense ${i}`));
    for (const one of all) expect(repeats.look(one)).toBe('fresh');
    for (const one of all) expect(repeats.look(one)).not.toBe('fresh');
  });
});

describe('a set of hashes', () => {
  it('holds what was added, and nothing else', () => {
    const keys = new SeenKeys();
    for (let i = 0; i < 5000; i++) expect(keys.add(hash53(`key ${i}`))).toBe(true);
    expect(keys.size).toBe(5000);
    for (let i = 0; i < 5000; i++) expect(keys.add(hash53(`key ${i}`))).toBe(false);
    for (let i = 0; i < 5000; i++) expect(keys.has(hash53(`other ${i}`))).toBe(false);
  });
});
