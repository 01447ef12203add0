import type { Interval } from '../model.ts';

/** log Γ(x) for x > 0, Lanczos (g = 7, n = 9): |relative error| < 1e-13. */
export function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  let sum = c[0]!;
  for (let i = 1; i < c.length; i++) sum += c[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (Numerical Recipes, 6.4). */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let n = 2; n <= 601; n++) {
    // Terms are even and odd by turns.
    const m = n >> 1;
    const even = n % 2 === 0;
    const term = even
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    fraction *= c * d;
    if (!even && Math.abs(c * d - 1) < 1e-12) break;
  }
  return front * fraction;
}

/** The p-quantile of Beta(a, b), by bisection: 60 halvings are exact to a double's last digits. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const mid = (low + high) / 2;
    if (betaCdf(mid, a, b) < p) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

/**
 * The ratio of two Poisson rates, after / before, with an exact interval: given their sum, the count after is binomial
 * (Przyborowski and Wilenski 1940), its share's interval is Clopper and Pearson's. `value` and `high` are null where nothing came before.
 *
 * @param exposures in the same unit, both > 0
 */
export function rateRatio(
  after: number,
  before: number,
  exposures: { after: number; before: number },
  alpha = 0.05,
): Interval {
  const scale = exposures.before / exposures.after;
  const odds = (share: number) => (share / (1 - share)) * scale;
  const low = after === 0 ? 0 : betaQuantile(alpha / 2, after, before + 1);
  if (before === 0) return { value: null, low: odds(low), high: null };
  return {
    value: (after / before) * scale,
    low: odds(low),
    high: odds(betaQuantile(1 - alpha / 2, after + 1, before)),
  };
}

/** One-sided p: so many or more after, were the rate the same before and after (binomial tail through the beta function). */
export function pExcess(after: number, before: number, exposures: { after: number; before: number }): number {
  if (after === 0) return 1;
  const share = exposures.after / (exposures.after + exposures.before);
  return betaCdf(share, after, before + 1);
}

/** One-sided p: so few or fewer after, were the rate the same before and after. */
export function pShortage(after: number, before: number, exposures: { after: number; before: number }): number {
  if (before === 0) return 1;
  const share = exposures.after / (exposures.after + exposures.before);
  return 1 - betaCdf(share, after + 1, before);
}

/**
 * Laplace's trend test: how far the times of events lie to the later end of [from, to], in standard deviations of what a steady rate
 * gives; above 0 the rate rises (Cox and Lewis 1966).
 */
export function laplaceTrend(times: readonly number[], from: number, to: number): number {
  // The first event is where watching began.
  const later = times.slice(1);
  if (later.length < 4 || to <= from) return 0;
  const mean = later.reduce((sum, time) => sum + time, 0) / later.length;
  return (mean - (from + to) / 2) / ((to - from) * Math.sqrt(1 / (12 * later.length)));
}
