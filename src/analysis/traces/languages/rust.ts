/** Rust panics, with or without their backtrace. */
import type { Frame } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';

/** Since Rust 1.73 the message stands on the next line; before, in quotes in front of the place. */
const PANIC = /thread '[^']*'(?: \(\d+\))? panicked at (?:'(.*)', )?([^\s':]+):(\d+):\d+:?\s*$/;
const FUNCTION = /^\s*\d+: (?:0x[0-9a-f]+ - )?(.+?)(?:::h[0-9a-f]{16})?\s*$/;
const PLACE = /^\s+at (.+?):(\d+)(?::\d+)?\s*$/;
const END = /^(?:stack backtrace:|note: )/;

function parse(lines: string[]): Parsed | null {
  const at = lines.findIndex((line) => PANIC.test(line));
  if (at < 0) return null;
  const [, quoted, file, line] = PANIC.exec(lines[at]!)!;
  const end = lines.findIndex((text, i) => i > at && (END.test(text) || text.trim() === ''));
  const below = lines.slice(at + 1, end < 0 ? at + 2 : end);
  const frames = readFrames(lines.slice(at + 1));
  // Without a backtrace the place of the panic is all there is.
  if (frames.length === 0) frames.push(makeFrame('rust', file!, line, ''));
  const message = joinMessage(quoted === undefined ? below : [quoted]);
  return { exceptions: [{ type: 'panic', message, frames }], folded: 0 };
}

/** Outermost call first. */
function readFrames(lines: string[]): Frame[] {
  const frames: Frame[] = [];
  lines.forEach((text, i) => {
    const name = FUNCTION.exec(text)?.[1];
    if (name === undefined) return;
    const place = PLACE.exec(lines[i + 1] ?? '');
    frames.push(makeFrame('rust', place?.[1] ?? '', place?.[2], name));
  });
  return frames.reverse();
}

export const rust: Language = {
  language: 'rust',
  looks: (text) => text.includes(' panicked at '),
  parse,
};
