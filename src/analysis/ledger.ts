import type { Loss } from '../model.ts';

/** What the analyzer itself leaves out. */
export const DUPLICATE = {
  reason: 'duplicate',
  detail: 'entries with the log, time and insertId of one read before',
} as const;
/** What nobody can tell any more whether it is a repeat. */
export const LATE = {
  reason: 'late',
  detail: 'suspicious entries that came too long after newer ones to tell whether they were read before',
} as const;
/** What there was no room for. */
export const TOO_MANY = { reason: 'over-cap', detail: 'entries of signatures beyond 100,000' } as const;

/** Different losses that are told apart: a source that runs for days has ever new ones. */
const MOST = 2000;

/** The loss ledger: what was dropped, sampled, suppressed, unreadable or not read, by reason. */
export class Ledger {
  readonly #losses = new Map<string, Loss>();

  add(added: Loss): void {
    const loss = this.#losses.size < MOST ? added : this.#plain(added);
    const key = `${loss.reason}\u0000${loss.detail}`;
    const known = this.#losses.get(key);
    if (known) known.count += loss.count;
    else this.#losses.set(key, { ...loss });
  }

  /** Of too many different ones those that are not known yet are told by their reason alone. */
  #plain(loss: Loss): Loss {
    if (this.#losses.has(`${loss.reason}\u0000${loss.detail}`)) return loss;
    return { ...loss, detail: 'and more of other kinds', from: undefined, to: undefined };
  }

  /** Largest first within a reason; reasons in alphabetical order. */
  list(): Loss[] {
    const order = (a: Loss, b: Loss) => (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : b.count - a.count);
    return [...this.#losses.values()]
      .sort((a, b) => order(a, b) || (a.detail < b.detail ? -1 : 1))
      .map((loss) => ({ ...loss }));
  }
}
