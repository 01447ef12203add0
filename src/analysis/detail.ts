import { type Bound, MEMBERS, type Roster } from './roster.ts';

/** Members that are held in detail over all clusters: some twenty megabytes. */
const ALL = 40_000;
/** Lines of traces: some minutes of a service that does nothing but fail. */
const LINES = 12_000;
/** Of each cluster at least so many, however many clusters there are. */
const LEAST = 128;

/** How much an analysis holds in detail. */
export interface DetailLimits {
  /** Of one cluster, where there is room. */
  members: number;
  /** Over all. */
  all: number;
  /** Of one cluster in any case. */
  least: number;
  /** Lines of traces that may still be put together with others; of more those are let go that no line came near to. */
  lines: number;
}

/** Of what is read once: all of it, up to the suspicious entries that an analysis is made for. */
export const WHOLE: DetailLimits = { members: 1_000_000, all: 1_000_000, least: 1_000_000, lines: 200_000 };

/** Of what does not end: as much as tells more, so that memory does not grow. */
export const ENDLESS: DetailLimits = { members: MEMBERS, all: ALL, least: LEAST, lines: LINES };

/**
 * How many members of each cluster are held in detail: it halves until those of all clusters together fit. As clusters only grow it
 * depends on nothing but how many members each has.
 */
export class Detail implements Bound {
  limit: number;
  readonly #limits: DetailLimits;
  readonly #rosters: () => Iterable<Roster>;
  #held = 0;

  constructor(rosters: () => Iterable<Roster>, limits: DetailLimits) {
    this.limit = limits.members;
    this.#limits = limits;
    this.#rosters = rosters;
  }

  /** A member was added to a roster. */
  added({ count }: Roster): void {
    if (count > this.limit || ++this.#held <= this.#limits.all) return;
    while (this.#held > this.#limits.all && this.limit > this.#limits.least) this.#lower();
  }

  #lower(): void {
    this.limit = Math.max(this.#limits.least, this.limit >> 1);
    this.#held = 0;
    for (const roster of this.#rosters()) {
      roster.fit();
      this.#held += Math.min(roster.count, this.limit);
    }
  }
}
