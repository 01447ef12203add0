import { END, START, type Transition } from './types.ts';

interface Row<T> {
  total: number;
  by: Map<T, number>;
}

/** How often what followed in which context. */
class Table<T> {
  readonly #rows = new Map<string, Row<T>>();

  count(key: string, value: T): void {
    let row = this.#rows.get(key);
    if (!row) {
      row = { total: 0, by: new Map() };
      this.#rows.set(key, row);
    }
    row.total++;
    row.by.set(value, (row.by.get(value) ?? 0) + 1);
  }

  total(key: string): number {
    return this.#rows.get(key)?.total ?? 0;
  }

  of(key: string, value: T): number {
    return this.#rows.get(key)?.by.get(value) ?? 0;
  }

  values(key: string): ReadonlyMap<T, number> | undefined {
    return this.#rows.get(key)?.by;
  }
}

/** Less than that and a step is held for one that was never taken there. */
export const NOVEL = 0.06;
/** What a step has that was never seen, of the one observation that stands for all unseen ones. */
const UNSEEN = 0.05;

/** What follows what in the requests of a stretch, by contexts of growing length. */
export class Habits {
  readonly #next = new Table<number>();
  /** Calls between two lines, and after a line whatever comes then. */
  readonly #calls = new Table<string>();
  readonly #onward = new Table<string>();
  readonly #entries = new Table<string>();
  readonly #firsts = new Set<number>();

  /** `cut`: the request's ends are not known. */
  learn(steps: readonly Transition[], cut: boolean): void {
    for (const step of steps) {
      if (step.at === 0 && step.from === START) this.#firsts.add(step.to);
      if (!isSaid(step, cut)) continue;
      if (step.entered !== '') this.#entries.count(step.entered, '');
      const calls = excursion(step);
      for (const context of step.contexts) {
        this.#next.count(context, step.to);
        this.#calls.count(`${context}>${step.to}`, calls);
        this.#onward.count(context, calls);
      }
    }
  }

  /** Whether some request began with this line. */
  begins(kind: number): boolean {
    return this.#firsts.has(kind);
  }

  /** How likely the step is; null where nothing is known: its line before was never seen, or no such line called this service. */
  next(step: Transition, own: Habits | null): number | null {
    const of = (count: (habits: Habits) => number) => count(this) - (own ? count(own) : 0);
    if (step.from === START && of((habits) => habits.#entries.total(step.entered)) <= 0) return null;
    if (of((habits) => habits.#next.total(step.contexts[0]!)) <= 0) return null;
    return chance(this.#next, own ? own.#next : null, step.contexts, step.to);
  }

  /** How likely the calls are, given the two lines that they lie between. */
  call(step: Transition, own: Habits | null): number {
    const keys = step.contexts.map((context) => `${context}>${step.to}`);
    return chance(this.#calls, own ? own.#calls : null, keys, excursion(step));
  }

  /** The line that most often follows, in the longest context that is known. */
  expected(step: Transition): number {
    return usual(this.#next, step.contexts) ?? END;
  }

  /** The services that are most often called here: between the two lines, or after the first of them, wherever it led. */
  usualCalls(step: Transition, kind: 'next' | 'call'): string[] {
    const keys = step.contexts.map((context) => (kind === 'call' ? `${context}>${step.to}` : context));
    const calls = usual(kind === 'call' ? this.#calls : this.#onward, keys) ?? '';
    return calls === '' ? [] : calls.split(' ');
  }
}

/** Whether a step says something of its service: a request's own beginning does not, nor where it was cut off. */
export function isSaid(step: Transition, cut: boolean): boolean {
  return step.from === START ? step.entered !== '' : !(cut && step.to === END);
}

function excursion({ called }: Transition): string {
  return called.join(' ');
}

/**
 * Estimates by contexts of growing length, each leaning on the shorter one where it was seldom seen. What `own`, a request of the good
 * stretch itself, counted is left out.
 */
function chance<T>(table: Table<T>, own: Table<T> | null, contexts: readonly string[], value: T): number {
  let estimate = 0;
  contexts.forEach((context, i) => {
    const hits = table.of(context, value) - (own?.of(context, value) ?? 0);
    const total = table.total(context) - (own?.total(context) ?? 0);
    estimate = (hits + (i === 0 ? UNSEEN : estimate)) / (total + 1);
  });
  return estimate;
}

function usual<T extends string | number>(table: Table<T>, contexts: readonly string[]): T | null {
  const values = contexts.map((context) => table.values(context)).findLast((found) => found !== undefined);
  if (!values) return null;
  return [...values].sort(([a, often], [b, seldom]) => seldom - often || (a < b ? -1 : 1))[0]![0];
}
