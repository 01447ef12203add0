/** PHP stack traces: the previous exception is printed first, and a frame names the function that it calls. */
import type { Frame, TraceException } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';

const STACK = /^(?:Stack trace:|\[(?:stacktrace|previous exception)\].*)$/;
const CALL = /^#\d+ (?:(.+?)\((\d+)\)|(\[internal function\])|(\{main\}))(?:: (.+))?$/;
/** Where it was thrown, behind the message: `… in /app/x.php:12`, `… at /app/x.php:12)`. */
const THROWN = / (?:in|at) ([^\s()]+?)(?::(\d+)|\((\d+)\))\)?$/;
/** The class and the message: `Uncaught E: message`, `[object] (E(code: 0): message`. */
const EXCEPTION = /(?:^|[\s(])(\\?[A-Z]\w*(?:\\{1,2}\w+)*)(?:\(code: [\w-]+\))?(?:: ([\s\S]*)|$)/;
/** Monolog prints the message once before this, too. */
const OBJECT = '[object] (';
const MAX_ABOVE = 10;

function parse(lines: string[]): Parsed | null {
  const exceptions: TraceException[] = [];
  let above: string[] = [];
  let calls: RegExpExecArray[] = [];
  const finish = () => {
    if (calls.length > 0) exceptions.push(readException(above, calls));
    above = [];
    calls = [];
  };
  for (const line of lines) {
    const call = CALL.exec(line.trim());
    if (call) calls.push(call);
    else {
      if (calls.length > 0) finish();
      if (!STACK.test(line)) above.push(line);
    }
  }
  finish();
  return exceptions.length > 0 ? { exceptions, folded: 0 } : null;
}

function readException(above: string[], calls: RegExpExecArray[]): TraceException {
  const text = above.slice(-MAX_ABOVE).join('\n').trim();
  const thrown = THROWN.exec(text);
  const named = thrown ? EXCEPTION.exec(text.slice(text.lastIndexOf(OBJECT) + 1, thrown.index)) : null;
  const frames: Frame[] = [];
  if (thrown) frames.push(makeFrame('php', thrown[1]!, thrown[2] ?? thrown[3], called(calls[0])));
  calls.forEach(([, file, line, internal], i) => {
    const place = file ?? internal;
    if (place) frames.push(makeFrame('php', place, line, called(calls[i + 1])));
  });
  return { type: plainName(named?.[1] ?? ''), message: joinMessage([named?.[2] ?? '']), frames: frames.reverse() };
}

/** The function that a call's line names is the one whose code the frame before it runs. */
function called(call: RegExpExecArray | undefined): string {
  return plainName(call?.[5]?.replace(/\(.*$/s, '') ?? '{main}');
}

/** Inside Monolog's JSON a namespace has its backslashes doubled. */
function plainName(name: string): string {
  return name.replaceAll('\\\\', '\\');
}

export const php: Language = {
  language: 'php',
  looks: (text) => /^#\d+ (?:.+\(\d+\): |\[internal function\]: |\{main\})/m.test(text),
  parse,
};
