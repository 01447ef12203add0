/** So many of so many. */
export interface Share {
  hits: number;
  of: number;
}

/** The 95 % interval of a share (Wilson 1927), null where there was nothing to count. */
export function wilson({ hits, of }: Share): { low: number; high: number } | null {
  if (of === 0) return null;
  const z = 1.959964;
  const p = hits / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export function shareText(share: Share): string {
  const interval = wilson(share);
  if (!interval) return '–';
  const { hits, of } = share;
  return `${(hits / of).toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`;
}
