import type { Frame } from '../../model.ts';
import { displayWidth } from '../../text/width.ts';
import { type Line, safe, span } from '../lines/line.ts';
import { section } from './sections.ts';

/** The own code's frames of a trace, outermost call first; the last one raised. */
export function traceFrames(frames: Frame[], columns: number): Line[] {
  const name = (frame: Frame) => safe(frame.function || '(top level)');
  const widest = Math.min(Math.max(0, ...frames.map((frame) => displayWidth(name(frame)))), columns >> 1);
  return section(
    'Trace, own code',
    frames.map((frame) => [
      span('  '),
      span(name(frame).padEnd(widest)),
      span('  '),
      span(frame.file, 'accent'),
      span(frame.line === null ? '' : `:${frame.line}`, 'accent'),
    ]),
  );
}
