import type { Family } from './families.ts';

/** Of larger sets only so many words are paired: those are open sets anyway. */
const PAIRED = 8;
/** Places at which two words have to stand together. */
const PLACES = 2;

/** Makes the question whether the words of a family stand together at other places too: then they are of one pool of values. */
export function findPools(families: readonly Family[]): (family: Family) => boolean {
  const places = new Map<string, number>();
  for (const family of families) for (const pair of pairsOf(family)) places.set(pair, (places.get(pair) ?? 0) + 1);
  return (family) => pairsOf(family).every((pair) => places.get(pair)! >= PLACES);
}

function pairsOf({ words }: Family): string[] {
  const sorted = [...words.keys()].sort((a, b) => a - b).slice(0, PAIRED);
  return sorted.flatMap((first, i) => sorted.slice(i + 1).map((second) => `${first},${second}`));
}
