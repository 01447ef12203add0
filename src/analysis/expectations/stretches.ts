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
  return all.filter((request) => {
    const { lines } = request;
    const [first, last] = [lines[0]!.time, lines.at(-1)!.time];
    request.good = inBaseline(first, window);
    if (request.good ? within(last, window) : !within(first, window)) return false;
    request.cut = last > Math.min(request.good ? baseline.to : window.to, read) - EDGE;
    return true;
  });
}
