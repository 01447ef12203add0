/** Ruby backtraces, as the interpreter and as Rails print them. */
import type { TraceException } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';

const FRAME = /^\s*(?:from )?((?:[A-Za-z]:)?[^\s:][^:]*|<internal:[^>]+>):(\d+):in [`'](.+?)'(?:: (.*))?$/;
/** `message (Type)`, behind the first frame. */
const MESSAGE = /^(.*) \(((?:[A-Z]\w*::)*[A-Z]\w*)\)$/;
/** Rails: `Type (message):` or `Type: message`, above the frames. */
const ABOVE = /(?:^|\s)((?:[A-Z]\w*::)*[A-Z]\w*)(?: \((.*)\):?|: (.*))$/;

function parse(lines: string[]): Parsed | null {
  /** Outermost exception first, frames innermost first, both as printed. */
  const exceptions: TraceException[] = [];
  let above: string[] = [];
  for (const line of lines) {
    const frame = FRAME.exec(line);
    if (!frame) {
      above.push(line);
      continue;
    }
    const [, file, number, name, message] = frame;
    if (message !== undefined) exceptions.push(readMessage(message));
    else if (exceptions.length === 0 || findAbove(above)) exceptions.push(findAbove(above) ?? unnamed());
    exceptions.at(-1)!.frames.push(makeFrame('ruby', file!, number, name!));
    above = [];
  }
  if (exceptions.length === 0) return null;
  for (const exception of exceptions) exception.frames.reverse();
  return { exceptions: exceptions.reverse(), folded: 0 };
}

function unnamed(): TraceException {
  return { type: '', message: '', frames: [] };
}

function readMessage(text: string): TraceException {
  const named = MESSAGE.exec(text);
  return { type: named?.[2] ?? '', message: joinMessage([named?.[1] ?? text]), frames: [] };
}

function findAbove(above: string[]): TraceException | null {
  const line = above.findLast((text) => text.trim() !== '');
  const named = line ? ABOVE.exec(line) : null;
  return named && { type: named[1]!, message: joinMessage([named[2] ?? named[3] ?? '']), frames: [] };
}

export const ruby: Language = {
  language: 'ruby',
  looks: (text) => text.includes(':in `') || text.includes(":in '"),
  parse,
};
