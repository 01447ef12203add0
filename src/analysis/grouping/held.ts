/** The distinct messages that a grouper holds. When they become too many, room is made by merging them for good. */
import { copyOf } from '../../text/copy.ts';
import { mergeColumns, unite } from './columns.ts';
import { findHoles } from './families.ts';
import type { Item } from './item.ts';
import { mergeRareWords } from './rare-words.ts';
import { readSequence, replaceWords, VALUE } from './sequence.ts';
import { HoleHashes, Vocabulary } from './vocabulary.ts';

/** Characters of a message that are kept for its group's template. */
const SHOWN = 500;
/** Merging has to free so much of the limit: else it would be tried again and again for nothing. */
const ROOM = 0.1;
/** So much of the limit comes on top for messages that come again and again. */
const RESERVE = 0.25;
/** Holes learned when room was made. */
const LEARNED = 200_000;

interface Held extends Item {
  /** The first in order (shortest, then by characters) of the masked texts that read so. */
  text: string;
}

/** What became of a held message. */
export interface Merged {
  handle: number;
  text: string;
  lines: number;
  words: string[];
}

export class HeldMessages {
  readonly #limit: number;
  readonly #total: number;
  readonly #vocabulary = new Vocabulary();
  /** By handle; null once it became part of another one. */
  readonly #held: (Held | null)[] = [];
  /** By handle: the one that it became part of, itself where none. */
  readonly #parents: number[] = [];
  /** From the words of a live message to its handle. */
  readonly #handles = new Map<string, number>();
  /** Holes found to hold values when room was made: what comes later is read with them. */
  readonly #learned = new Set<number>();
  #isFull = false;
  #admitted = 0;

  constructor(limit: number, total: number) {
    this.#limit = limit;
    this.#total = total;
  }

  /** The live message that a handle became part of. */
  root(handle: number): number {
    let root = handle;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    return root;
  }

  count(handle: number, lines: number): void {
    this.#held[this.root(handle)]!.lines += lines;
  }

  /** The handle of a masked message; -1 where it is new and there is no room. */
  add(masked: string, lines: number): number {
    const { words, keyed } = readSequence(masked);
    const ids = words.map((word) => (this.#isFull ? this.#vocabulary.known(word) : this.#vocabulary.id(word)));
    const item = this.#reduce({ ids, keyed, lines });
    const known = this.#handles.get(item.ids.join());
    if (known !== undefined) return this.#join(known, item, masked);
    if (this.#handles.size >= this.#limit && !this.#isFull) {
      this.#makeRoom();
      return this.add(masked, lines);
    }
    return this.#isFull ? -1 : this.#hold(item, masked);
  }

  /** Holds a message although there is no room: one that came again and again. -1 where these are too many as well. */
  admit(masked: string, lines: number): number {
    if (this.#admitted >= this.#limit * RESERVE) return -1;
    this.#admitted++;
    const { words, keyed } = readSequence(masked);
    const item = { ids: words.map((word) => this.#vocabulary.id(word)), keyed, lines };
    const known = this.#handles.get(item.ids.join());
    return known === undefined ? this.#hold(item, masked) : this.#join(known, item, masked);
  }

  #hold(item: Item, masked: string): number {
    const handle = this.#held.length;
    const holes = findHoles(item.ids, this.#vocabulary);
    this.#held.push({ ...item, holes, text: copyOf(masked.slice(0, SHOWN)) });
    this.#parents.push(handle);
    this.#handles.set(item.ids.join(), handle);
    if (this.#held.length >= this.#total || this.#vocabulary.words.length >= this.#total) this.#isFull = true;
    return handle;
  }

  /** All live messages, and the words that merging leaves of them. */
  merged(): Merged[] {
    const live = this.#live();
    const items = this.#merge(
      live.map((handle) => this.#held[handle]!),
      null,
    );
    return live.map((handle, index) => {
      const { text, lines } = this.#held[handle]!;
      return { handle, text, lines, words: this.#wordsOf(items[index]!) };
    });
  }

  #live(): number[] {
    return this.#held.flatMap((held, handle) => (held ? [handle] : []));
  }

  #wordsOf({ ids }: Item): string[] {
    return ids.map((id) => this.#vocabulary.words[id]!);
  }

  #join(handle: number, item: Item, masked: string): number {
    const held = this.#held[handle]!;
    held.lines += item.lines;
    for (const place of item.keyed) if (!held.keyed.includes(place)) held.keyed.push(place);
    const text = masked.slice(0, SHOWN);
    if (comesFirst(text, held.text)) held.text = copyOf(text);
    return handle;
  }

  #rewrite = (item: Item, replacements: ReadonlyMap<number, string>): Item => {
    const { words, keyed } = replaceWords({ words: this.#wordsOf(item), keyed: item.keyed }, replacements);
    return { ids: words.map((word) => this.#vocabulary.id(word)), keyed, lines: item.lines };
  };

  #merge(items: Item[], learned: Set<number> | null): Item[] {
    const columns = mergeColumns(items, this.#vocabulary, this.#rewrite, learned);
    const { distinct, of } = unite(columns);
    const rare = mergeRareWords(distinct, this.#vocabulary, this.#rewrite);
    if (rare.size === 0) return columns;
    const merged = columns.map((item, index) => {
      const changed = rare.get(of[index]!);
      return changed ? { ...changed, lines: item.lines } : item;
    });
    return mergeColumns(merged, this.#vocabulary, this.#rewrite, learned);
  }

  /** Reads a message with the holes that were learned before. */
  #reduce(item: Item): Item {
    if (this.#learned.size === 0) return item;
    let reduced = item;
    for (let found = this.#findLearned(reduced); found >= 0; found = this.#findLearned(reduced)) {
      reduced = this.#rewrite(reduced, new Map([[found, VALUE]]));
    }
    return reduced;
  }

  #findLearned({ ids }: Item): number {
    const hashes = new HoleHashes(ids);
    return ids.findIndex((id, place) => id !== 0 && this.#learned.has(hashes.at([place], 0)));
  }

  #makeRoom(): void {
    const live = this.#live();
    const learned = new Set<number>();
    const items = this.#merge(
      live.map((handle) => this.#held[handle]!),
      learned,
    );
    for (const hash of learned) if (this.#learned.size < LEARNED) this.#learned.add(hash);
    this.#handles.clear();
    live.forEach((handle, index) => {
      const held = this.#held[handle]!;
      const item = { ...items[index]!, lines: held.lines };
      const root = this.#handles.get(item.ids.join());
      if (root === undefined) {
        this.#handles.set(item.ids.join(), handle);
        this.#held[handle] = { ...item, text: held.text };
      } else {
        this.#join(root, item, held.text);
        this.#parents[handle] = root;
        this.#held[handle] = null;
      }
    });
    this.#isFull ||= this.#handles.size > this.#limit * (1 - ROOM);
  }
}

/** Which of two texts shows a group: the shorter one, then the first by its characters, so that order plays no part. */
export function comesFirst(a: string, b: string): boolean {
  return a.length < b.length || (a.length === b.length && a < b);
}
