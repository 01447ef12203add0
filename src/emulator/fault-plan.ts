/** The faults of one emulator as the parts of it ask for them. All of it depends on counts and names alone, never on chance. */
import type { Micros } from '../model.ts';
import type { ApiFault, CountFault, Fault } from './fault.ts';
import type { Api } from './google-errors.ts';
import type { StoredEntry } from './stored-entry.ts';

const SECOND = 1_000_000;

export class FaultPlan {
  readonly #amounts = new Map<CountFault, number>();
  readonly #refused: Record<ApiFault, Set<Api>> = { 'permission-denied': new Set(), 'api-disabled': new Set() };
  #unavailableLeft: number;

  /** The last of several faults with the same name holds. */
  constructor(faults: Fault[]) {
    for (const fault of faults) {
      if ('amount' in fault) this.#amounts.set(fault.name, fault.amount);
      else this.#refused[fault.name].add(fault.api);
    }
    this.#unavailableLeft = this.amount('unavailable') ?? 0;
  }

  /** The argument of a fault, null where it was not asked for. */
  amount(name: CountFault): number | null {
    return this.#amounts.get(name) ?? null;
  }

  isRefused(name: ApiFault, api: Api): boolean {
    return this.#refused[name].has(api);
  }

  get emptyPages(): number {
    return Math.floor(this.amount('empty-pages') ?? 0);
  }

  /** How long after they were written entries show. */
  get delay(): Micros {
    return (this.amount('late') ?? 0) * SECOND;
  }

  /** Whether this call is one of the first that fail. */
  takeUnavailable(): boolean {
    return this.#unavailableLeft-- > 0;
  }

  /** How many different entries a page of `limit` has room for beside their repeats. */
  withoutRepeats(limit: number): number {
    return Math.max(1, limit - Math.floor((limit * this.#repeated) / 100));
  }

  /** The entries with the chosen ones twice, `limit` at most. */
  repeat(entries: StoredEntry[], limit: number): StoredEntry[] {
    if (this.#repeated === 0) return entries;
    let room = limit - entries.length;
    return entries.flatMap((entry) =>
      hash(entry.insertId) % 100 < this.#repeated && room-- > 0 ? [entry, entry] : [entry],
    );
  }

  get #repeated(): number {
    return this.amount('duplicate') ?? 0;
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
