import type { Micros } from '../../model.ts';
import type { ProtoEntry } from './to-raw.ts';

interface Generation {
  keys: Set<string>;
  /** Where the log was when the first and the last of them came. */
  from: Micros;
  to: Micros;
}

/** About 130 bytes each. At 1,000 entries/s that is more than four minutes and a gap of two. */
const MOST = 400_000;
const GENERATIONS = 8;

/**
 * Which entries came already, by tail or by list: Cloud Logging's own identity of an entry is its log, time and insertId. Remembered
 * until the log has moved on by `horizon` since they came, and so many at most; the oldest are forgotten first. An entry stamped further
 * ahead than that may be taken for new when a gap around its time is read.
 */
export class TailSeen {
  readonly #horizon: Micros;
  readonly #most: number;
  /** Log names are few and long. */
  readonly #logs = new Map<string, number>();
  #generations: Generation[] = [];

  constructor(horizon: Micros, most = MOST) {
    this.#horizon = horizon;
    this.#most = most;
  }

  get size(): number {
    return this.#generations.reduce((sum, { keys }) => sum + keys.size, 0);
  }

  /** Whether it is new; remembers it. `at`: how far the log is. */
  isNew(entry: ProtoEntry, at: Micros): boolean {
    const key = this.#keyOf(entry);
    if (this.#generations.some(({ keys }) => keys.has(key))) return false;
    const last = this.#generations.at(-1);
    if (last && last.keys.size < this.#most / GENERATIONS && at - last.from < this.#horizon / GENERATIONS) {
      last.keys.add(key);
      last.to = Math.max(last.to, at);
    } else this.#generations.push({ keys: new Set([key]), from: at, to: at });
    return true;
  }

  /** Forgets what lies beyond the horizon, but nothing that came since `needed`; beyond the number, whatever is oldest. */
  forget(at: Micros, needed: Micros | null): void {
    const before = Math.min(at - this.#horizon, needed ?? at);
    this.#generations = this.#generations.filter(({ to }) => to >= before);
    while (this.size > this.#most) this.#generations.shift();
  }

  #keyOf({ insertId, timestamp, logName }: ProtoEntry): string {
    const name = logName ?? '';
    let log = this.#logs.get(name);
    if (log === undefined) {
      log = this.#logs.size;
      this.#logs.set(name, log);
    }
    return `${insertId}\u0000${timestamp?.seconds ?? ''}.${timestamp?.nanos ?? ''}\u0000${log}`;
  }
}
