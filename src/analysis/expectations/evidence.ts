/** Numbers of requests on one side: how many reach a place, and how many of them deviate there. */
export interface Share {
  traces: number;
  deviating: number;
}

/**
 * How much likelier the two shares are as two than as one, in natural logarithms; 0 where the share did not rise. Half a request on top
 * of either side keeps few of them from saying too much.
 */
export function logLikelihoodRatio(before: Share, after: Share): number {
  const [m, n] = [after.traces + 0.5, before.traces + 0.5];
  const [k, k0] = [after.deviating, before.deviating];
  if (k / m <= k0 / n) return 0;
  const pooled = (k + k0) / (m + n);
  return side(k, m, pooled) + side(k0, n, pooled);
}

function side(hits: number, total: number, pooled: number): number {
  const part = (count: number, expected: number) => (count === 0 ? 0 : count * Math.log(count / total / expected));
  return part(hits, pooled) + part(total - hits, 1 - pooled);
}
