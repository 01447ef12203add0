/** Python tracebacks: chained, grouped, cut, and as loguru decorates them. */
import type { TraceException } from '../../../model.ts';
import { readHeader } from '../../../text/header.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';

const START = /Traceback \(most recent call last\):\s*$/;
const GROUP = /^\s*\+ Exception Group Traceback/;
const CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/;
const FRAME = /^[>\s]*File "(.+?)", line (\d+)(?:, in (.+?))?\s*$/;
const REPEATED = /\[Previous line repeated (\d+) more times?\]/;
const EXCEPTION = /^((?:[A-Za-z_]\w*\.)+\w+|[A-Z_]\w*)(?::\s?(.*))?$/;
/** The bars and rules that an exception group draws around its parts. */
const SEPARATOR = /^\s*\+[-+]+(?: (?:\d+|\.\.\.) -+)?$/;
const BAR = /^\s*[|+] ?/;

/** One traceback of a chain. */
interface Part {
  exception: TraceException;
  message: string[];
  /** The message goes on line by line until a blank one. */
  open: boolean;
}

class Reader {
  parts: Part[] = [];
  current: Part | null = null;
  folded = 0;
  /** Where the group itself is among the parts: its members are put before it, as its causes. */
  group = -1;

  begin(member: boolean): void {
    this.current = { exception: { type: '', message: '', frames: [] }, message: [], open: false };
    if (member && this.group >= 0) this.parts.splice(this.group++, 0, this.current);
    else this.parts.push(this.current);
  }

  read(line: string, barred: boolean): void {
    const frame = FRAME.exec(line);
    if (frame) this.readFrame(frame, barred);
    else if (START.test(line)) this.begin(barred);
    else if (CHAIN.test(line)) this.current = null;
    else if (this.current) this.readOther(this.current, line);
  }

  readFrame([, file, line, name]: RegExpExecArray, barred: boolean): void {
    if (this.current?.exception.type !== '') this.begin(barred);
    this.current!.exception.frames.push(makeFrame('python', file!, line, name ?? ''));
  }

  readOther(part: Part, line: string): void {
    const repeated = REPEATED.exec(line);
    if (repeated) this.folded += Number(repeated[1]);
    else if (part.exception.type === '') {
      const exception = EXCEPTION.exec(line);
      // Another thread's `INFO: …` may come in between.
      if (!exception || readHeader(line).level !== null) return;
      part.exception.type = exception[1]!;
      part.message.push(exception[2] ?? '');
      part.open = true;
    } else if (part.open) {
      part.open = line.trim() !== '' && readHeader(line).level === null;
      if (part.open) part.message.push(line);
    }
  }
}

function parse(lines: string[]): Parsed | null {
  const reader = new Reader();
  let grouped = false;
  for (const line of lines) {
    if (GROUP.test(line)) {
      grouped = true;
      reader.begin(false);
      reader.group = reader.parts.length - 1;
    } else if (grouped && SEPARATOR.test(line)) {
      if (/\d/.test(line)) reader.begin(true);
      else reader.current = null;
    } else {
      const barred = grouped && /^\s*\|/.test(line);
      reader.read(barred ? line.replace(BAR, '') : line, barred);
    }
  }
  const exceptions = reader.parts
    .map(({ exception, message }) => ({ ...exception, message: joinMessage(message) }))
    .filter((exception) => exception.type !== '' || exception.frames.length > 0);
  return exceptions.length > 0 ? { exceptions, folded: reader.folded } : null;
}

export const python: Language = {
  language: 'python',
  looks: (text) => text.includes('Traceback (most recent call last)') || text.includes('File "'),
  parse,
};
