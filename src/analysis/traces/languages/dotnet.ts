/** .NET stack traces: inner exceptions are named first and their frames printed first. */
import type { TraceException } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';

const FRAME = /^\s*at ([^\s(][^(]*)\([^)]*\)(?: in (.+?):line (\d+))?\s*$/;
const EXCEPTION = /(?:^|[\s:])((?:[A-Z]\w*\.)*[A-Z]\w*(?:Exception|Error))(?: \(0x[0-9A-F]+\))?(?::\s?(.*)|\s*$)/;
const INNER = / ?---> /;
const END_OF_INNER = /^\s*--- End of inner exception stack trace ---/;
/** An AggregateException repeats its members below its own trace. */
const MEMBER = /^\s*---> \(Inner Exception #\d+\)/;

function parse(lines: string[]): Parsed | null {
  /** Named and not yet ended, outermost first. */
  const open: TraceException[] = [];
  const done: TraceException[] = [];
  let frames = 0;
  for (const line of lines) {
    const frame = FRAME.exec(line);
    if (frame) {
      if (open.length === 0) open.push({ type: '', message: '', frames: [] });
      open.at(-1)!.frames.push(makeFrame('dotnet', frame[2] ?? '', frame[3], frame[1]!));
      frames++;
    } else if (END_OF_INNER.test(line)) {
      if (open.length > 1) done.push(open.pop()!);
    } else if (MEMBER.test(line) && frames > 0) break;
    else if (frames === 0) readNames(line, open);
  }
  if (frames === 0) return null;
  const exceptions = [...done, ...open.reverse()];
  for (const exception of exceptions) exception.frames.reverse();
  return { exceptions, folded: 0 };
}

/** The exceptions that a line above the frames names, or a further line of the last one's message. */
function readNames(line: string, open: TraceException[]): void {
  line.split(INNER).forEach((part, i) => {
    const named = i > 0 || open.length === 0 ? EXCEPTION.exec(part) : null;
    if (named) open.push({ type: named[1]!, message: joinMessage([named[2] ?? '']), frames: [] });
    else if (open.length > 0 && part.trim() !== '') {
      const last = open.at(-1)!;
      last.message = joinMessage([last.message, part]);
    }
  });
}

export const dotnet: Language = {
  language: 'dotnet',
  looks: (text) => /^[ \t]*at [\w.`<>+,[\] ]+\([^)\n]*\)(?: in .+:line \d+)?\s*$/m.test(text),
  parse,
};
