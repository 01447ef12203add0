import { logGamma } from '../stats.ts';

/** The regularised lower incomplete gamma function P(a, x), by series or continued fraction (Numerical Recipes, 6.2). */
export function gammaCdf(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x);
}

const STEPS = 100_000;
const PRECISION = 1e-14;

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < STEPS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's method. */
function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < STEPS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b || tiny);
    c = b + an / c || tiny;
    h *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return h;
}

/**
 * The exact one-sided upper bound on a Poisson mean of which `count` were seen (Garwood 1936): the mean at which so few or fewer come
 * with probability `alpha`. For none it is ln(1 / alpha): the rule of three.
 */
export function poissonUpper(count: number, alpha = 0.05): number {
  if (count === 0) return -Math.log(alpha);
  let low = count;
  let high = count + 10 * Math.sqrt(count + 1) + 10;
  for (let i = 0; i < 60; i++) {
    const mid = (low + high) / 2;
    // P(X <= count | mid) = 1 - P(count + 1, mid)
    if (1 - gammaCdf(count + 1, mid) > alpha) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}
