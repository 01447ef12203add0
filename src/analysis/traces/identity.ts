/** What stays the same of a stack trace when line numbers, builds and values change. */
import type { Frame, StackTrace } from '../../model.ts';

/** As many innermost frames tell two failures apart; Error Reporting takes five as well. */
const FRAMES = 5;

/**
 * The root exception's type and its innermost in-app frames (file and function, no line), innermost first. Where the root has
 * no in-app frame the next exception out that has one serves; where none has, the root's library frames. Of a
 * recursion the frames are sorted: where in its cycle the limit is hit differs from time to time.
 */
export function traceIdentity(trace: StackTrace): string {
  const root = trace.exceptions[0]!;
  const own = trace.exceptions.map((exception) => exception.frames.filter((frame) => frame.inApp));
  const frames = own.find((list) => list.length > 0) ?? root.frames;
  const places = frames.toReversed().map(place);
  const distinct = places.filter((name, i) => name !== places[i - 1]).slice(0, FRAMES);
  if (trace.folded > 0) distinct.sort();
  return [root.type, ...distinct].join(' < ');
}

function place(frame: Frame): string {
  return `${steady(frame.file)}:${steady(frame.function)}`;
}

/** Numbers and hashes of builds (`chunk-3f2a9c.js`, `$$Lambda$14/0x000`) made alike. */
function steady(name: string): string {
  return name.replace(/(?<=[-._$/])(?=[a-zA-Z]*\d)[\da-zA-Z]{6,}(?=[-._$/]|$)/g, '#').replace(/\d+/g, '#');
}
