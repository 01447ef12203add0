import { describe, expect, it } from 'vitest';
import { gammaCdf, poissonUpper } from '../../../src/analysis/verify/poisson.ts';

describe('poissonUpper', () => {
  // Half the chi-square quantiles of 2 (k + 1) degrees of freedom, from published tables.
  it.each([
    [0, 2.9957],
    [1, 4.7439],
    [2, 6.2958],
    [3, 7.7537],
    [5, 10.513],
    [10, 16.962],
    [20, 29.062],
    [50, 63.287],
  ])('of %i is %f', (count, bound) => {
    expect(poissonUpper(count)).toBeCloseTo(bound, 3);
  });

  it('is the mean at which so few come with a chance of one in twenty', () => {
    for (const count of [1, 7, 300, 40_000]) {
      expect(1 - gammaCdf(count + 1, poissonUpper(count))).toBeCloseTo(0.05, 9);
    }
  });

  it('takes another chance', () => {
    expect(poissonUpper(0, 0.01)).toBeCloseTo(4.6052, 4);
  });
});

describe('gammaCdf', () => {
  it.each([
    [1, 1, 0.632_120_558_8],
    [3, 2.5, 0.456_186_884_4],
    [10, 20, 0.995_004_587_7],
    [0.5, 0, 0],
  ])('P(%f, %f)', (a, x, p) => {
    expect(gammaCdf(a, x)).toBeCloseTo(p, 9);
  });
});
