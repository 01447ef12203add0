/**
 * Messages with several unknown values at once, in any number: words that few messages have are taken for values, and where many messages
 * agree in all the rest they are one. Needs no column to be found first.
 */
import type { Rewrite } from './columns.ts';
import type { Item } from './item.ts';
import { comesAgain, OPEN_SET } from './judge.ts';
import { VALUE } from './sequence.ts';
import type { Vocabulary } from './vocabulary.ts';

const LEVELS = [1, 2, 4, 8, 16, 32, 64];
/** Messages that must agree, and the words in which they do. */
const MEMBERS = 5;
const KEPT = 3;

/** For each place of a sequence whether a value stands there. */
type Holes = boolean[];

/** The sequences that the given distinct ones become, by index; those that do not change are left out. */
export function mergeRareWords(items: readonly Item[], vocabulary: Vocabulary, rewrite: Rewrite): Map<number, Item> {
  const merged = new Map<number, Item>();
  const spread = countSpread(items);
  const spreads = [...new Set(spread.values())];
  let [before, mergedBefore] = [0, 0];
  for (const level of LEVELS) {
    // With the same words rare, and the same messages left, the families are those of the level before.
    const isNew = merged.size > mergedBefore || spreads.some((count) => count > before && count <= level);
    [before, mergedBefore] = [level, merged.size];
    if (!isNew) continue;
    const families = new Map<string, number[]>();
    const holes = new Map<number, Holes>();
    items.forEach((item, index) => {
      if (merged.has(index)) return;
      const found = findHoles(item.ids, vocabulary, (id) => spread.get(id)! <= level);
      if (!found) return;
      holes.set(index, found);
      const key = skeleton(item.ids, found);
      const family = families.get(key);
      if (family) family.push(index);
      else families.set(key, [index]);
    });
    for (const members of families.values()) judge(items, members, holes, rewrite, merged);
  }
  return merged;
}

/** In how many sequences each word stands. */
function countSpread(items: readonly Item[]): Map<number, number> {
  const spread = new Map<number, number>();
  for (const { ids } of items) for (const id of new Set(ids)) spread.set(id, (spread.get(id) ?? 0) + 1);
  return spread;
}

/** null where too little of the message would be left. */
function findHoles(ids: readonly number[], vocabulary: Vocabulary, isRare: (id: number) => boolean): Holes | null {
  let [removed, kept] = [0, 0];
  const isHole = (id: number, place: number) => id === 0 || (place > 0 && !vocabulary.constant[id] && isRare(id));
  for (let place = 0; place < ids.length; place++) {
    if (!isHole(ids[place]!, place)) kept++;
    else if (ids[place] !== 0) removed++;
  }
  return removed > 0 && kept >= KEPT && kept >= removed ? ids.map(isHole) : null;
}

function skeleton(ids: readonly number[], holes: Holes): string {
  const kept: number[] = [];
  ids.forEach((id, place) => {
    const word = holes[place] ? 0 : id;
    if (word !== 0 || kept.at(-1) !== 0) kept.push(word);
  });
  return kept.join();
}

/** What stands in each run of holes. */
function contents(ids: readonly number[], holes: Holes): string[] {
  const runs: string[] = [];
  let run: number[] = [];
  ids.forEach((id, place) => {
    if (holes[place]) run.push(id);
    else if (run.length > 0) {
      runs.push(run.join());
      run = [];
    }
  });
  if (run.length > 0) runs.push(run.join());
  return runs;
}

function judge(
  items: readonly Item[],
  members: number[],
  holes: Map<number, Holes>,
  rewrite: Rewrite,
  merged: Map<number, Item>,
): void {
  if (members.length < MEMBERS) return;
  const runs = members.map((index) => contents(items[index]!.ids, holes.get(index)!));
  const kinds = runs[0]!.map((_, run) => {
    const lines = new Map<string, number>();
    members.forEach((index, i) => {
      lines.set(runs[i]![run]!, (lines.get(runs[i]![run]!) ?? 0) + items[index]!.lines);
    });
    return lines;
  });
  if (kinds.every((kind) => kind.size === 1)) return;
  const closed = kinds.findIndex(isClosed);
  if (closed >= 0) {
    for (const kind of kinds[closed]!.keys()) {
      const part = members.filter((_, i) => runs[i]![closed] === kind);
      const narrowed = new Map(part.map((index) => [index, closeRun(items[index]!.ids, holes.get(index)!, closed)]));
      judge(items, part, narrowed, rewrite, merged);
    }
    return;
  }
  for (const index of members) {
    const values = holes.get(index)!.flatMap((hole, place) => (hole ? [[place, VALUE] as const] : []));
    merged.set(index, rewrite(items[index]!, new Map(values)));
  }
}

/** Whether the contents of a run of holes, with the lines that have each, tell kinds apart. */
function isClosed(contents: ReadonlyMap<string, number>): boolean {
  if (contents.size < 2 || contents.has('0')) return false;
  return contents.size < OPEN_SET || comesAgain([...contents.values()]);
}

/** The holes without the words of one run: they are constants after all. */
function closeRun(ids: readonly number[], holes: Holes, closed: number): Holes {
  let run = -1;
  return holes.map((hole, place) => {
    if (hole && !holes[place - 1]) run++;
    return hole && (run !== closed || ids[place] === 0);
  });
}
