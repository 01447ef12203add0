import type { Loss } from '../model.ts';

/** The loss ledger: what was dropped, sampled, suppressed, unreadable or not read, by reason. */
export class Ledger {
  readonly #losses = new Map<string, Loss>();

  add(loss: Loss): void {
    const key = `${loss.reason}\u0000${loss.detail}`;
    const known = this.#losses.get(key);
    if (known) known.count += loss.count;
    else this.#losses.set(key, { ...loss });
  }

  /** Largest first within a reason; reasons in alphabetical order. */
  list(): Loss[] {
    const order = (a: Loss, b: Loss) => (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : b.count - a.count);
    return [...this.#losses.values()]
      .sort((a, b) => order(a, b) || (a.detail < b.detail ? -1 : 1))
      .map((loss) => ({ ...loss }));
  }
}
