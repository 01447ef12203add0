import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCdf, laplaceTrend, logGamma, pExcess, pShortage, rateRatio } from '../../src/analysis/stats.ts';

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

  // Given the sum, the count after is binomial with the share of the exposure: R's pbinom(after, after + before, share).
  it.each([
    [0, 10, 1, 1, 0.5 ** 10],
    [2, 8, 1, 1, 56 / 1024],
    [1, 3, 1, 3, 0.73828125],
    [0, 5, 2, 1, (1 / 3) ** 5],
    [4, 0, 1, 1, 1],
  ])('p of so few: %d after, %d before, exposures %d and %d', (after, before, a, b, expected) => {
    expect(pShortage(after, before, { after: a, before: b })).toBeCloseTo(expected, 9);
  });

  it('so many or more, and so few or fewer, overlap in just what was seen', () => {
    const n = fc.integer({ min: 0, max: 40 });
    const exposure = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(n, n, exposure, exposure, (after, before, a, b) => {
        const exposures = { after: a, before: b };
        const more = after === 0 ? 0 : pShortage(after - 1, before + 1, exposures);
        // P(X >= k) + P(X <= k - 1) = 1, the sum being the same.
        expect(pExcess(after, before, exposures) + more).toBeCloseTo(1, 9);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  // Events at t, watched over [0, 100] from the first on: (mean - 50) / (100 / sqrt(12 n)).
  it.each([
    ['steady', [0, 20, 40, 60, 80], 0],
    ['all late', [0, 100, 100, 100, 100], 50 / (100 / Math.sqrt(48))],
    ['all early', [0, 1, 1, 1, 1], -49 / (100 / Math.sqrt(48))],
    ['too few to say', [0, 90, 95, 99], 0],
  ])('Laplace trend: %s', (_, times, expected) => expect(laplaceTrend(times, 0, 100)).toBeCloseTo(expected, 9));

  it('Laplace trend: nothing was watched', () => expect(laplaceTrend([5, 5, 5, 5, 5, 5], 5, 5)).toBe(0));
});
