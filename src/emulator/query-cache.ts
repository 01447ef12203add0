/** The last queries, so that a filter is compiled once and not for every page, and `now` in it stays the same on all pages. */
import type { EntryQuery } from './entry-query.ts';

const KEPT = 16;

export class QueryCache {
  readonly #queries = new Map<string, EntryQuery>();

  get(key: string, make: () => EntryQuery): EntryQuery {
    const known = this.#queries.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (this.#queries.size >= KEPT) this.#queries.delete(this.#queries.keys().next().value!);
    this.#queries.set(key, made);
    return made;
  }
}
