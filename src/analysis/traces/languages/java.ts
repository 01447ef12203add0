/** Java and Kotlin stack traces: `Caused by`, logback's `Wrapped by`; suppressed ones are left out. */
import type { Frame, TraceException } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';
import { findHead, splitSections } from '../sections.ts';

const FRAME =
  /^\s*at ([^\s(]+)\(((?:[\w$-]+\.(?:java|kts?|scala|groovy|clj))(?::(\d+))?|Native Method|Unknown Source|<generated>|SourceFile(?::\d+)?)\)/;
/** `java.base/`, `app//`, `spring.core@6.1/`: the module, not to be confused with `$$Lambda$1/0x00`. */
const MODULE = /^[a-z][\w.]*(?:@[\w.+-]+)?\/{1,2}(?=[\w.$]*\.)/;
const EXCEPTION =
  /(?:^|[\s:[])((?:[a-z_][\w$]*\.)+[A-Z][\w$]*(?:\.[A-Z][\w$]*)*|[A-Z]\w*(?:Exception|Error|Throwable))(?::\s?(.*)|\s*$)/;
const SUPPRESSED = /^\s*Suppressed: /;
const WRAPPED = /^\s*Wrapped by: /;

function readFrame(line: string): Frame {
  const [, name, source, number] = FRAME.exec(line)!;
  return makeFrame('java', source!.replace(/:\d+$/, ''), number, name!.replace(MODULE, ''));
}

function parse(lines: string[]): Parsed | null {
  const exceptions: TraceException[] = [];
  let suppressed = false;
  let wrapped = false;
  for (const { above, frames } of splitSections(lines, (line) => FRAME.test(line))) {
    const head = findHead(above, EXCEPTION);
    const line = head ? head.match.input : '';
    // What caused a suppressed exception is indented as it is.
    suppressed = SUPPRESSED.test(line) || (suppressed && /^\s/.test(line));
    if (suppressed) continue;
    wrapped ||= WRAPPED.test(line);
    const read = frames.map(readFrame).reverse();
    const last = exceptions.at(-1);
    if (!head && last) last.frames = [...read, ...last.frames];
    else if (!head) exceptions.push({ type: '', message: '', frames: read });
    else {
      const message = joinMessage([head.match[2] ?? '', ...head.below]);
      exceptions.push({ type: head.match[1]!, message, frames: read });
    }
  }
  if (exceptions.length === 0) return null;
  return { exceptions: wrapped ? exceptions : exceptions.reverse(), folded: 0 };
}

export const java: Language = {
  language: 'java',
  looks: (text) =>
    /^[ \t]*at [^\s(]+\((?:[\w$-]+\.(?:java|kts?|scala|groovy|clj)|Native Method|Unknown Source)/m.test(text),
  parse,
};
