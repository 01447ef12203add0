/** How well predicted groups agree with true ones. */

export interface GroupingScore {
  /** Group accuracy: the share of lines whose predicted group holds exactly the lines of their true one (Zhu et al., ICSE'19). */
  ga: number;
  /** F1 over groups that are exactly right (Jiang et al., ISSTA'24). */
  fga: number;
  trueGroups: number;
  predictedGroups: number;
}

/** Both lists name a group for each line, in the same order. Throws where they are not equally long. */
export function scoreGrouping(truth: readonly string[], predicted: readonly string[]): GroupingScore {
  if (truth.length !== predicted.length) throw new Error(`${truth.length} true lines, ${predicted.length} predicted`);
  const trueSizes = countEach(truth);
  const predictedSizes = countEach(predicted);
  const shared = new Map<string, { truth: string; predicted: string; lines: number }>();
  truth.forEach((group, line) => {
    const key = JSON.stringify([group, predicted[line]]);
    const both = shared.get(key) ?? { truth: group, predicted: predicted[line]!, lines: 0 };
    both.lines++;
    shared.set(key, both);
  });
  const right = [...shared.values()].filter(
    (both) => both.lines === trueSizes.get(both.truth) && both.lines === predictedSizes.get(both.predicted),
  );
  const precision = right.length / predictedSizes.size;
  const recall = right.length / trueSizes.size;
  return {
    ga: right.reduce((sum, { lines }) => sum + lines, 0) / truth.length,
    fga: right.length > 0 ? (2 * precision * recall) / (precision + recall) : 0,
    trueGroups: trueSizes.size,
    predictedGroups: predictedSizes.size,
  };
}

function countEach(groups: readonly string[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}
