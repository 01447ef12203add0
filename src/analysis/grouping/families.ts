/** Families: sequences that are alike but for one place (or for all places of one repeated word). */
import type { Holes, Item } from './item.ts';
import { HoleHashes, type Vocabulary } from './vocabulary.ts';

/** One sequence of a family and its open places. */
export interface Member {
  item: number;
  places: number[];
}

export interface Family {
  hash: number;
  members: Member[];
  /** Distinct words at the open place, with the lines that have them; the value (0) left out. */
  words: Map<number, number>;
  /** Lines that have a value there; 0 = none. */
  valueLines: number;
  /** Constant words in the rest. */
  context: number;
  /** The open place (of several the first) and the words around it, -1 at an end. */
  place: number;
  before: number;
  behind: number;
  /** In some member the word is the whole value of a key. */
  keyed: boolean;
}

/** Families of two or more. Both kinds of a repeated word: its single places, and all at once (`X … X` varies together). */
export function findFamilies(items: readonly Item[], vocabulary: Vocabulary): Family[] {
  const shared = sharedHashes(items, vocabulary);
  const families = new Map<number, Family>();
  const see = (hash: number, item: number, places: number[]) => {
    const family = families.get(hash) ?? open(hash, items[item]!, places, vocabulary);
    families.set(hash, family);
    join(family, items[item]!, item, places);
  };
  items.forEach((item, index) => {
    const { single, repeated } = holesOf(item, vocabulary);
    for (let place = 0; place < single.length; place++)
      if (shared.has(single[place]!)) see(single[place]!, index, [place]);
    for (const { hash, places } of repeated) if (shared.has(hash)) see(hash, index, places);
  });
  return [...families.values()].filter((family) => family.words.size + (family.valueLines > 0 ? 1 : 0) >= 2);
}

/** The hashes that more than one sequence has: found by sorting, which holds less than a map of all would. */
function sharedHashes(items: readonly Item[], vocabulary: Vocabulary): Set<number> {
  const hashes: number[] = [];
  for (const item of items) {
    const { single, repeated } = holesOf(item, vocabulary);
    for (let place = 0; place < single.length; place++) hashes.push(single[place]!);
    for (const { hash } of repeated) hashes.push(hash);
  }
  const sorted = Float64Array.from(hashes).sort();
  const shared = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) shared.add(sorted[i]!);
  return shared;
}

function holesOf(item: Item, vocabulary: Vocabulary): Holes {
  item.holes ??= findHoles(item.ids, vocabulary);
  return item.holes;
}

/** What `Item.holes` says of a sequence. */
export function findHoles(ids: readonly number[], vocabulary: Vocabulary): Holes {
  const hashes = new HoleHashes(ids);
  const repeated: Holes['repeated'] = [];
  ids.forEach((id, place) => {
    if (vocabulary.variable[id] || ids.indexOf(id) !== place || ids.indexOf(id, place + 1) < 0) return;
    const places = ids.flatMap((other, at) => (other === id ? [at] : []));
    repeated.push({ hash: hashes.at(places, 1), places });
  });
  return { single: Float64Array.from(ids, (_, place) => hashes.at([place], 0)), repeated };
}

function open(hash: number, { ids }: Item, places: number[], vocabulary: Vocabulary): Family {
  const place = places[0]!;
  const context = ids.filter((id, at) => !vocabulary.variable[id] && !places.includes(at)).length;
  return {
    hash,
    members: [],
    words: new Map(),
    valueLines: 0,
    context,
    place,
    before: ids[place - 1] ?? -1,
    behind: ids[place + 1] ?? -1,
    keyed: false,
  };
}

function join(family: Family, { ids, lines, keyed }: Item, item: number, places: number[]): void {
  const id = ids[places[0]!]!;
  if (id === 0) family.valueLines += lines;
  else family.words.set(id, (family.words.get(id) ?? 0) + lines);
  family.members.push({ item, places });
  if (keyed.includes(places[0]!)) family.keyed = true;
}
