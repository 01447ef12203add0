import { type Bound, MEMBERS, type Roster } from './roster.ts';

/** Members that are held in detail over all clusters: some twenty megabytes. */
const ALL = 40_000;
/** Of each cluster at least so many, however many clusters there are. */
const LEAST = 128;

/** What the rosters of an analysis are bound by. */
export interface DetailLimits {
  /** Of one cluster, where there is room. */
  members: number;
  /** Over all. */
  all: number;
  /** Of one cluster in any case. */
  least: number;
}

export const DETAIL: DetailLimits = { members: MEMBERS, all: ALL, least: LEAST };

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
