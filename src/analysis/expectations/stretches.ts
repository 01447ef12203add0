import type { Span } from '../question.ts';
import { inBaseline, type Window, within } from '../window.ts';
import type { Requests } from './step-store.ts';
import type { TracedRequest } from './types.ts';

/** A request whose last line lies so near to the end of what was read may go on behind it. */
const EDGE = 300_000;

/** The requests of the baseline and of the window; one that reaches from one into the other is of neither. */
export function stretchesOf({ all }: Requests, window: Window, span: Span | null): TracedRequest[] {
  const { baseline } = window;
  if (!baseline) return [];
  const read = span?.to ?? Number.POSITIVE_INFINITY;
  const found: TracedRequest[] = [];
  for (const { trace, lines } of all) {
    const own = lines();
    const [first, last] = [own[0]!.time, own.at(-1)!.time];
    const good = inBaseline(first, window);
    if (good ? within(last, window) : !within(first, window)) continue;
    const end = Math.min(good ? baseline.to : window.to, read);
    const cut = last > end - EDGE;
    found.push({
      trace,
      good,
      cut,
      get lines() {
        return lines();
      },
    });
  }
  return found;
}
