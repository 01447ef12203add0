import type { Frame } from '../../model.ts';
import type { Tone } from '../lines/line.ts';

/** What frames look like in every language: indented, or numbered from 0 as PHP does. */
const PART = /^(?:\s+\S|#\d+ )/;
/** Python prints the line of code below its place. */
const PYTHON_PLACE = /^\s*File "/;
/** Go prints the place of a call in the line below it. */
const GO_PLACE = /^\s+\S+\.go:\d+/;

/**
 * The tone of each line of a message with a stack trace: own code's frames bright, libraries' and the runtime's dim. Another trace of the
 * same signature may have other line numbers: they do not count.
 *
 * @param frames of own code; where there are none, every line is plain
 */
export function tonesOf(lines: string[], frames: Frame[]): Tone[] {
  const own = (text: string) => frames.some((frame) => isOf(frame, text));
  let below: Tone | null = null;
  return lines.map((text, i) => {
    if (below !== null) {
      const tone = below;
      below = null;
      return tone;
    }
    const next = lines[i + 1] ?? '';
    if (frames.length === 0) return 'plain';
    if (GO_PLACE.test(next) && !/^\s/.test(text)) {
      below = own(`${next} ${text}`) ? 'strong' : 'dim';
      return below;
    }
    if (!PART.test(text)) return 'plain';
    const tone = own(text) ? 'strong' : 'dim';
    if (PYTHON_PLACE.test(text) && /^\s{3,}/.test(next) && !PYTHON_PLACE.test(next)) below = tone;
    return tone;
  });
}

/** Whether a line names the frame's place: a path, or where the trace has none (Java) its function. */
function isOf({ file, function: name }: Frame, text: string): boolean {
  return /[/\\]/.test(file) ? text.includes(file) : name !== '' && text.includes(name);
}
