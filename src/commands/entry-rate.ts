import type { Micros } from '../model.ts';

/** A rate is of this span: short enough to follow, long enough not to jump. */
const SPAN: Micros = 5_000_000;

/** How many entries a second come in. */
export class EntryRate {
  readonly #marks: { at: Micros; entries: number }[] = [];

  /** Entries a second over the last seconds, where `entries` came in until now. */
  at(now: Micros, entries: number): number {
    const marks = this.#marks;
    marks.push({ at: now, entries });
    while (marks.length > 2 && marks[1]!.at <= now - SPAN) marks.shift();
    const [first] = marks;
    const seconds = (now - first!.at) / 1e6;
    return seconds > 0 ? (entries - first!.entries) / seconds : 0;
  }
}
