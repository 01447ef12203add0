import { describe, expect, it } from 'vitest';
import { betaCdf, logGamma, pExcess, rateRatio } from '../../src/analysis/stats.ts';

describe('statistics', () => {
  it.each([
    [1, 0],
    [5, Math.log(24)],
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [101, 363.7393755556],
  ])('log gamma of %d', (x, expected) => expect(logGamma(x)).toBeCloseTo(expected, 9));

  // Binomial tails: I_p(k, n-k+1) = P(X >= k).
  it.each([
    [0.5, 1, 1, 0.5],
    [0.5, 3, 1, 0.125],
    [0.3, 2, 4, 0.47178],
    [0.02, 8, 10, 5.3e-10],
  ])('beta cdf at %d (%d, %d)', (x, a, b, expected) => expect(betaCdf(x, a, b)).toBeCloseTo(expected, 6));

  it('gives the ratio of two rates with an interval that holds it', () => {
    const ratio = rateRatio(40, 10, { after: 1000, before: 1000 });
    expect(ratio.value).toBeCloseTo(4, 9);
    // Clopper-Pearson of 40 in 50: 0.6628 to 0.8997.
    expect(ratio.low).toBeCloseTo(0.6628 / 0.3372, 2);
    expect(ratio.high).toBeCloseTo(0.8997 / 0.1003, 1);
  });

  it('is unbounded above where nothing came before, and 0 where nothing came after', () => {
    expect(rateRatio(5, 0, { after: 10, before: 10 })).toMatchObject({ value: null, high: null });
    expect(rateRatio(5, 0, { after: 10, before: 10 }).low).toBeGreaterThan(0.5);
    expect(rateRatio(0, 5, { after: 10, before: 10 })).toMatchObject({ value: 0, low: 0 });
  });

  it('takes exposure into account', () => {
    expect(pExcess(3, 0, { after: 1, before: 1 })).toBeCloseTo(0.125, 9);
    expect(pExcess(3, 0, { after: 1, before: 9 })).toBeCloseTo(0.001, 9);
    expect(pExcess(0, 3, { after: 1, before: 9 })).toBe(1);
  });
});
