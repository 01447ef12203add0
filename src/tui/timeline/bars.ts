/** Counts as bars of one row's height. */
const BLOCKS = '▁▂▃▄▅▆▇█';

/** One character a count, the highest as high as the row; `none` stands for 0. */
export function bars(counts: readonly number[], none = ' '): string {
  const peak = counts.reduce((most, count) => Math.max(most, count), 0);
  let drawn = '';
  for (const count of counts) drawn += count > 0 ? BLOCKS[Math.ceil((count / peak) * BLOCKS.length) - 1] : none;
  return drawn;
}

/** Counts over time in a few columns; '' where there is none. Steps are counted together, the last column ends with the last step. */
export function sparkline(counts: readonly number[], columns: number): string {
  if (counts.length === 0) return '';
  const sums = new Array<number>(Math.min(columns, counts.length)).fill(0);
  const perStep = sums.length / counts.length;
  for (let step = 0; step < counts.length; step++) {
    const count = counts[step]!;
    if (count > 0) sums[Math.floor(step * perStep)]! += count;
  }
  return sums.every((count) => count === 0) ? '' : bars(sums, '.');
}
