/**
 * Finds the places of messages where values stand that the mask could not know: names of users, hosts, queues. All sequences are
 * looked at as a whole, and all decisions of a pass are made on the same state and applied at once: order plays no part.
 * Column-wise merging as in Brain (Yu et al., TSC'23), with the sets of words judged instead of a depth or similarity setting.
 */
import { type Family, findFamilies } from './families.ts';
import type { Item } from './item.ts';
import { isDrawnIn, isFewNames, isNamed, isOpenSet, surroundings } from './judge.ts';
import { findPools } from './pools.ts';
import { VALUE } from './sequence.ts';
import type { Vocabulary } from './vocabulary.ts';

const PASSES = 5;

/** What becomes of a sequence: its words to replace, by place. */
type Plan = Map<number, Map<number, string>>;

/** Rewrites a sequence by what was decided of its places. */
export type Rewrite = (item: Item, replacements: ReadonlyMap<number, string>) => Item;

/**
 * The sequences that the given ones become, by index; equal ones are one group. `learned` gets the hashes of holes that were found to
 * hold values.
 */
export function mergeColumns(
  items: readonly Item[],
  vocabulary: Vocabulary,
  rewrite: Rewrite,
  learned: Set<number> | null = null,
): Item[] {
  let current = [...items];
  for (let pass = 0; pass < PASSES; pass++) {
    const { distinct, of } = unite(current);
    const plan = decide(distinct, vocabulary, learned);
    if (plan.size === 0) break;
    const next = distinct.map((item, index) => {
      const replacements = plan.get(index);
      return replacements ? rewrite(item, replacements) : item;
    });
    current = current.map((item, index) => ({ ...next[of[index]!]!, lines: item.lines }));
  }
  return current;
}

/** Equal sequences as one, with the lines of all. */
export function unite(items: readonly Item[]): { distinct: Item[]; of: number[] } {
  const known = new Map<string, number>();
  const distinct: Item[] = [];
  const of = items.map((item) => {
    const key = item.ids.join();
    const index = known.get(key);
    if (index === undefined) {
      known.set(key, distinct.length);
      distinct.push({ ...item });
      return distinct.length - 1;
    }
    const one = distinct[index]!;
    one.lines += item.lines;
    one.keyed = [...new Set([...one.keyed, ...item.keyed])];
    return index;
  });
  return { distinct, of };
}

function decide(items: readonly Item[], vocabulary: Vocabulary, learned: Set<number> | null): Plan {
  const plan: Plan = new Map();
  const namedPlaces = new Set<number>();
  const open: Family[] = [];
  const mark = (family: Family) => {
    learned?.add(family.hash);
    for (const { item, places } of family.members) for (const place of places) put(plan, item, place, VALUE);
  };
  for (const family of findFamilies(items, vocabulary)) {
    if (isOpenSet(family)) {
      mark(family);
      if (family.before >= 0) namedPlaces.add(surroundings(family));
    } else if (isDrawnIn(family, vocabulary)) mark(family);
    else open.push(family);
  }
  const isPool = findPools(open);
  for (const family of open) {
    if (isNamed(family, vocabulary, namedPlaces) || isFewNames(family, vocabulary, isPool)) mark(family);
    else if (family.context >= 2 && countStems(family, vocabulary) >= 2) markStems(family, items, vocabulary, plan);
    else joinStems(family, items, vocabulary, plan);
  }
  return plan;
}

function put(plan: Plan, item: number, place: number, word: string): void {
  const known = plan.get(item);
  if (!known) plan.set(item, new Map([[place, word]]));
  // A value wins over a stem.
  else if (known.get(place) !== VALUE) known.set(place, word);
}

function countStems({ words }: Family, vocabulary: Vocabulary): number {
  return [...words.keys()].filter((word) => vocabulary.variable[word]).length;
}

/** `alpha*` and `beta*` at one place: both are values. */
function markStems(family: Family, items: readonly Item[], vocabulary: Vocabulary, plan: Plan): void {
  for (const { item, places } of family.members) {
    const id = items[item]!.ids[places[0]!]!;
    if (vocabulary.variable[id]) for (const place of places) put(plan, item, place, VALUE);
  }
}

/** `core.xyz` stands where `core.*` does: it is one of them. */
function joinStems(family: Family, items: readonly Item[], vocabulary: Vocabulary, plan: Plan): void {
  const stems = [...family.words.keys()].map((word) => vocabulary.words[word]!).filter((word) => /[_.-]\*$/.test(word));
  if (stems.length === 0) return;
  stems.sort();
  for (const { item, places } of family.members) {
    const word = vocabulary.words[items[item]!.ids[places[0]!]!]!;
    const stem = stems.find((candidate) => word !== candidate && word.startsWith(candidate.slice(0, -1)));
    if (stem) for (const place of places) put(plan, item, place, stem);
  }
}
