import type { Micros } from '../../model.ts';
import type { LineKind, TracedRequest } from './types.ts';

/** So often two lines have to be neighbours, and so many gaps between two tell something. */
const LEAST = 3;
/** Gaps that are held of two kinds of lines. */
const MOST = 200;

/** Kinds of lines of different services that stand next to each other in some request. */
export class Neighbours {
  readonly #pairs = new Map<number, Map<number, number>>();

  add(from: number, to: number): void {
    const after = this.#pairs.get(from) ?? new Map<number, number>();
    this.#pairs.set(from, after.set(to, (after.get(to) ?? 0) + 1));
  }

  has(from: number, to: number): boolean {
    return this.#pairs.get(from)?.has(to) ?? false;
  }

  /** What often stands right after a line. */
  after(from: number): number[] {
    return [...(this.#pairs.get(from) ?? [])].filter(([, count]) => count >= LEAST).map(([to]) => to);
  }
}

export function neighboursOf(requests: readonly TracedRequest[], kinds: readonly LineKind[]): Neighbours {
  const found = new Neighbours();
  for (const { lines } of requests)
    lines.forEach(({ kind }, i) => {
      const before = lines[i - 1]?.kind;
      if (before !== undefined && kinds[before]!.service !== kinds[kind]!.service) found.add(before, kind);
    });
  return found;
}

/** Times between neighbours, in requests where both occur equally often: the n-th of the one belongs to the n-th of the other. */
export class Gaps {
  readonly #gaps = new Map<string, { from: number; to: number; gaps: Micros[] }>();

  constructor(requests: readonly TracedRequest[], neighbours: Neighbours) {
    for (const { lines } of requests) {
      const times = new Map<number, Micros[]>();
      for (const { kind, time } of lines) times.set(kind, [...(times.get(kind) ?? []), time]);
      for (const [from, starts] of times)
        for (const to of neighbours.after(from)) {
          const ends = times.get(to);
          if (ends?.length === starts.length) this.#add(from, to, starts, ends);
        }
    }
  }

  #add(from: number, to: number, starts: readonly Micros[], ends: readonly Micros[]): void {
    const key = `${from} ${to}`;
    const known = this.#gaps.get(key) ?? { from, to, gaps: [] };
    this.#gaps.set(key, known);
    if (known.gaps.length < MOST) known.gaps.push(...starts.map((start, i) => ends[i]! - start));
  }

  of(from: number, to: number): Micros[] | null {
    const gaps = this.#gaps.get(`${from} ${to}`)?.gaps;
    return gaps && gaps.length >= LEAST ? gaps : null;
  }

  all(): { from: number; to: number; gaps: Micros[] }[] {
    return [...this.#gaps.values()].filter(({ gaps }) => gaps.length >= LEAST);
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
