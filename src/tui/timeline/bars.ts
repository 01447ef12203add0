/** Counts as bars of one row's height. */
const BLOCKS = '▁▂▃▄▅▆▇█';

/** One character a count, the highest as high as the row; `none` stands for 0. */
export function bars(counts: readonly number[], none = ' '): string {
  const peak = counts.reduce((most, count) => Math.max(most, count), 0);
  let drawn = '';
  for (const count of counts) drawn += count > 0 ? BLOCKS[Math.ceil((count / peak) * BLOCKS.length) - 1] : none;
  return drawn;
}

/** How often over time in a few columns, each the mean of its steps; '' where there is none. The last column ends with the last step. */
export function sparkline(counts: readonly number[], columns: number): string {
  const shown = Math.min(columns, counts.length);
  const means: number[] = [];
  let step = 0;
  let sum = 0;
  for (let column = 0; column < shown; column++) {
    const begin = step;
    const end = Math.round(((column + 1) * counts.length) / shown);
    let own = 0;
    while (step < end) own += counts[step++]!;
    means.push(own / (end - begin));
    sum += own;
  }
  return sum === 0 ? '' : bars(means, '.');
}
