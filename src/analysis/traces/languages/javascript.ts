/** V8 stack traces, with the causes and the members that Node.js prints below them. */
import type { Frame, TraceException } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';
import { findHead, splitSections } from '../sections.ts';

const CALL = /^\s*at (?:async )?(.+?) \(([^()]*(?:\([^()]*\)[^()]*)*)\),?(?: \{)?$/;
const PLACE = /^\s*at (?:async )?([^\s()]+:\d+(?::\d+)?),?(?: \{)?$/;
const LOCATION = /^(.*?):(\d+)(?::\d+)?$/;
const BUILT_IN = /^(?:native|<anonymous>|index \d+|eval at .*)$/;
/** A class that is called an error, anywhere in the line: `Unhandled rejection: TypeError [CODE]: message`. */
const ERROR = /(?:^|[\s(:.])([A-Za-z_$][\w$]*(?:Error|Exception)|Error)(?: \[[\w .]+\])?(?::\s?(.*)|\s*\{?$)/;
/** Any other class, right above the frames. */
const OTHER = /^\s*(?:\[cause\]: |Uncaught )?([A-Z][\w$]*)(?::\s?(.*))?$/;

function readFrame(line: string): Frame | null {
  const call = CALL.exec(line);
  const place = call ? call[2]! : PLACE.exec(line)?.[1];
  if (place === undefined) return null;
  const name = call ? call[1]!.replace(/ \[as [^\]]*\]$/, '') : '<anonymous>';
  const location = LOCATION.exec(place);
  if (location) return makeFrame('javascript', location[1]!.replace(/^file:\/\//, ''), location[2], name);
  return BUILT_IN.test(place) ? makeFrame('javascript', place, null, name) : null;
}

function readHead(above: string[]): { type: string; message: string } | null {
  const head = findHead(above, ERROR) ?? findHead(above.slice(-1), OTHER);
  if (!head) return null;
  return { type: head.match[1]!, message: joinMessage([head.match[2] ?? '', ...head.below]) };
}

function parse(lines: string[]): Parsed | null {
  const exceptions: TraceException[] = [];
  for (const { above, frames } of splitSections(lines, (line) => readFrame(line) !== null)) {
    const read = frames.map((line) => readFrame(line)!).reverse();
    const head = readHead(above);
    const last = exceptions.at(-1);
    // Frames without an exception of their own go on those above: `... 4 lines matching cause stack trace ...`.
    if (!head && last) last.frames = [...read, ...last.frames];
    else exceptions.push({ type: head?.type ?? '', message: head?.message ?? '', frames: read });
  }
  return exceptions.length > 0 ? { exceptions: exceptions.reverse(), folded: 0 } : null;
}

export const javascript: Language = {
  language: 'javascript',
  looks: (text) => /^[ \t]*at .*(?::\d+:\d+\)?|\((?:native|<anonymous>)\)),?(?: \{)?\r?$/m.test(text),
  parse,
};
