import type { Progress } from '../model.ts';
import { formatClock } from '../text/time.ts';
import type { Output } from './io.ts';

/** Shown at most so often: microseconds. */
const EVERY = 100_000;

function describe({ entries, done, total, unit, from, to, waiting }: Progress): string {
  const parts = [`${entries.toLocaleString('en-US')} entries`];
  if (unit === 'pages') parts.push(total === null ? `${done} pages` : `${done} of ${total} pages`);
  else parts.push(total ? `${Math.floor((100 * done) / total)} %` : `${Math.round(done / 1e6)} MB`);
  if (from !== null && to !== null) parts.push(`${formatClock(from)}-${formatClock(to)}`);
  if (waiting) parts.push(waiting);
  return parts.join(', ');
}

/** A line on stderr that is written over as reading goes on, where stderr is a terminal; nothing else anywhere. */
export class ProgressLine {
  readonly #stream: Output;
  readonly #now: () => number;
  #last = 0;
  #shown = false;

  constructor(stream: Output, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  show(progress: Progress | null): void {
    if (progress === null || this.#stream.isTTY !== true) return;
    const now = this.#now();
    if (now - this.#last < EVERY && progress.waiting === null) return;
    this.#last = now;
    this.#shown = true;
    this.#stream.write(`\r\u001b[K${describe(progress).slice(0, (this.#stream.columns || 80) - 1)}`);
  }

  /** Takes the line away, so that what follows starts on a clean one. */
  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
    this.#shown = false;
  }
}
