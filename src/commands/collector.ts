/** Memory given back while logs without an end are followed. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Entries that leave enough behind to be worth a pause, and milliseconds between two pauses: a tenth of a second in five. */
const ENTRIES = 100_000;
const PAUSE = 5_000;

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * Collects garbage now and then, and gives the memory back. V8 lets the heap grow several times beyond what is held before it looks, and
 * sees no reason to shrink it: a watch of some hours would take twice what it needs. Asked for as `--expose-gc` does, since a program that
 * is started by name gets no flags.
 */
export class Collector {
  readonly #collect: Collect;
  #entries = 0;
  #at = performance.now();

  constructor(collect: Collect = exposed()) {
    this.#collect = collect;
  }

  /** Called now and then with how many entries came so far. */
  note(entries: number): void {
    const now = performance.now();
    if (entries - this.#entries < ENTRIES || now - this.#at < PAUSE) return;
    this.#collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    this.#entries = entries;
    this.#at = performance.now();
  }
}

function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
