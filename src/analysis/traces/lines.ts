/** What one line alone tells of its place in a stack trace. */
import { readHeader } from '../../text/header.ts';

/** Lines of these belong together; `at` is JavaScript, Java and .NET, which share their frames' first word. */
export type Family = 'python' | 'at' | 'go' | 'rust' | 'ruby' | 'php';

/**
 * - `start`: opens a trace; `frame`: one of its frames; `chain`: joins two exceptions of one trace
 * - `type`: `TypeError: …` ends a Python trace, and stands above the frames in other languages
 * - `close`: printed behind a trace; `call`: a Go function, whose place stands on the next line
 * - `weak`: indented or a bar, `blank`: part of a trace only between lines that are
 */
export type Part = 'start' | 'frame' | 'chain' | 'type' | 'close' | 'call' | 'weak' | 'blank';

export interface LineShape {
  part: Part;
  /** null where the shape is of no language in particular. */
  family: Family | null;
}

/** Nothing of a trace's line that tells its kind lies behind this. */
const MAX_LINE = 1_000;

function row(part: Part, family: Family | null, pattern: RegExp): { shape: LineShape; pattern: RegExp } {
  return { shape: { part, family }, pattern };
}

/** In the order in which they are tried. */
const SHAPES = [
  row('blank', null, /^[\s|]*$/),
  row('start', 'python', /Traceback \(most recent call last\):\s*$/),
  row('frame', 'python', /^[\s|>]*File "[^"]+", line \d+/),
  row('frame', 'python', /\[Previous line repeated \d+ more times?\]/),
  row('chain', 'python', /^[\s|]*(?:During handling of the above exception|The above exception was the direct cause)/),
  row('start', 'at', /^(?:Unhandled exception\. |Exception in thread ")/),
  // Node.js shows the place of an uncaught error before it.
  row('start', 'at', /^(?:(?:file:\/\/)?\/\S+\.[cm]?[jt]sx?|node:\S+):\d+$/),
  row('frame', 'rust', /^\s+at \S+\.rs:\d+(?::\d+)?$/),
  row('frame', 'at', /^\s+at (?:async )?\S.*[\d)\]},>]$|^at [^\s(]+ ?\(.*\)$/),
  row('frame', 'at', /^\s*(?:\.\.\. \d+ (?:more|common frames omitted|lines matching)|--- End of )/),
  row('chain', 'at', /^\s*(?:Caused by: |Wrapped by: |Suppressed: |\[cause\]: |---> )/),
  row('close', 'at', /^Node\.js v\d+/),
  row('start', 'go', /^\s*panic: |^fatal error: (?:all goroutines|stack overflow|concurrent map)|http: panic serving /),
  row('frame', 'go', /^(?:goroutine \d+ \[|created by \S+|\[signal SIG)/),
  row('frame', 'go', /^\s+\S+\.(?:go|s):\d+(?: \+0x[0-9a-f]+)?$/),
  row('close', 'go', /^exit status \d+$/),
  row('call', 'go', /^(?:panic|[\w./@-]+\.[\w.()*[\]-]*[\w\]])\((?:(?:0x|\.\.\.|\{).*)?\)$/),
  row('start', 'rust', /^thread '[^']*'(?: \(\d+\))? panicked at /),
  row('chain', 'rust', /^stack backtrace:$/),
  row('frame', 'rust', /^\s+\d+: +(?:0x[0-9a-f]+ - )?[<\w]/),
  row('close', 'rust', /^note: (?:run with|Some details)/),
  row('start', 'ruby', /^\S+:\d+:in [`'].+'?: .*\((?:[A-Z]\w*::)*[A-Z]\w*\)$/),
  row('frame', 'ruby', /^\s*(?:from )?\S+:\d+:in [`']/),
  row('start', 'php', /^(?:PHP )?(?:Fatal error: +)?Uncaught \\?\w.* in \S+:\d+$/),
  row('start', 'php', /\[object\] \(\\?[A-Z][\w\\]*\(code: /),
  row('frame', 'php', /^#\d+ (?:.+\(\d+\): |\[internal function\]|\{main\})/),
  row('chain', 'php', /^(?:Stack trace:$|\[stacktrace\]$|Next \\?\w+.* in \S+:\d+$)/),
  row('close', 'php', /^\s+thrown in \S+ on line \d+$/),
  row(
    'type',
    null,
    /^(?:[\s|]*\| )?(?:[A-Za-z_]\w*[.:]{1,2})*[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Failure|Fault|Group|Timeout)(?: \[\w+\])?(?:: |:?$)/,
  ),
  row('type', null, /^(?:Uncaught )?Error: /),
  row('weak', null, /^(?:\s+\S|[|│└}\]^+])/),
];

/** An unindented `Name: message`, whatever the exception is called. */
const NAME = /^(?:(?:[A-Za-z_]\w*\.)+\w+|[A-Z]\w*)(?:: |:?$)/;
/** A name that is more than one word: `Note: …` may be anything, `PaymentDeclined: …` and `app.Refused: …` hardly. */
const CAMEL_NAME = /^(?:(?:[A-Za-z_]\w*\.)+\w*[A-Z]\w*|[A-Z]+[a-z0-9]+[A-Z]\w*)(?:: |:?$)/;
/** No exception's name is longer. */
const MAX_NAME = 200;

/** Whether a line may be an exception's whose name does not say so: only its place behind or above the frames tells. */
export function isNameLine(line: string): boolean {
  return NAME.test(line.slice(0, MAX_NAME)) && readHeader(line).level === null;
}

/** Like `isNameLine`, but sure enough to open a trace while another one is open. */
export function isCamelNameLine(line: string): boolean {
  return CAMEL_NAME.test(line.slice(0, MAX_NAME)) && readHeader(line).level === null;
}

/** The part that a line can have in a trace; null for a line that belongs to none. */
export function lineShape(line: string): LineShape | null {
  const cut = line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line;
  const text = cut.endsWith('\r') ? cut.slice(0, -1) : cut;
  for (const { shape, pattern } of SHAPES) if (pattern.test(text)) return shape;
  return null;
}

/** Like `lineShape`; of a line with a header (`error: TypeError: …`) what stands behind it counts. */
export function bodyShape(line: string): LineShape | null {
  const shape = lineShape(line);
  if (shape) return shape;
  const { rest } = readHeader(line);
  const inner = rest.length < line.length && rest !== '' ? lineShape(rest) : null;
  return inner && (inner.part === 'start' || inner.part === 'type') ? inner : null;
}

const PLACES: Record<Part, 'start' | 'inside' | 'end'> = {
  start: 'start',
  frame: 'inside',
  chain: 'inside',
  call: 'inside',
  weak: 'inside',
  blank: 'inside',
  type: 'end',
  close: 'end',
};

/**
 * Where a line may stand in a stack trace that arrives one line an entry; null for a line that belongs to none. `inside` says little of
 * an indented or empty line alone: `assemble` takes it only between others.
 */
export function isTraceLine(line: string): 'start' | 'inside' | 'end' | null {
  const shape = bodyShape(line);
  return shape && PLACES[shape.part];
}
