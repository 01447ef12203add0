/** A trace that is being put together, and whether a further line belongs to it. */
import { type Family, isNameLine, type LineShape, type Part } from './lines.ts';

export interface OpenTrace {
  family: Family;
  /** Positions of its lines. */
  lines: number[];
  /** Its exception's line was seen, or the line that opens it. */
  named: boolean;
  framed: boolean;
  /** The line that ends it was seen; only a chain goes on from there. */
  ended: boolean;
  /** The line before was its own. */
  adjacent: boolean;
  /** What its last line was, indented and blank ones aside; null for one that only its place makes a part. */
  last: Part | null;
  /** Blank lines behind its end, its own only where a chain follows. */
  pending: number[];
  /** Lines of others since its last one. */
  aliens: number;
}

export function openTrace(shape: LineShape, named: boolean): OpenTrace {
  return {
    family: shape.family!,
    lines: [],
    named,
    // The line that opens it names a place in these.
    framed: shape.part === 'frame' || shape.family === 'rust' || shape.family === 'ruby',
    ended: false,
    adjacent: true,
    last: shape.part,
    pending: [],
    aliens: 0,
  };
}

/** Inside an exception group. */
const BARRED = /^\s*\|/;

/**
 * Whether the next line belongs to the trace. `named`: the line before names an exception and is in no trace, so frames of
 * the `at` family that follow are its own.
 */
export function accepts(trace: OpenTrace, shape: LineShape | null, text: string, named: boolean): boolean {
  if (shape?.family && shape.family !== trace.family) return false;
  switch (shape?.part) {
    case 'start':
      return trace.last === 'chain' || startsAgain(trace, text);
    case 'frame':
      return !trace.ended && !(trace.family === 'at' && named);
    case 'chain':
      return true;
    case 'type':
      return takesName(trace, text);
    case 'close':
      return trace.framed;
    case 'call':
      return trace.family === 'go' && !trace.ended;
    case 'blank':
    case 'weak':
      return trace.adjacent;
    default:
      return trace.adjacent && takesUnknown(trace, text);
  }
}

/** A further exception of the same trace, without a line that chains it. */
function startsAgain(trace: OpenTrace, text: string): boolean {
  switch (trace.family) {
    case 'go':
      // Each panic that was recovered and raised again.
      return !trace.framed;
    case 'python':
      return BARRED.test(text);
    default:
      // Ruby prints the cause right behind.
      return trace.family === 'ruby' && trace.adjacent;
  }
}

/** Python's exception stands behind its frames, that of the others above them. */
function takesName(trace: OpenTrace, text: string): boolean {
  if (trace.family === 'python') return !trace.ended || BARRED.test(text);
  return trace.family === 'at' && !trace.framed;
}

/** A line of no shape: an exception whose name does not say so, or the message of a Rust panic below its place. */
function takesUnknown(trace: OpenTrace, text: string): boolean {
  if (trace.family === 'rust') return trace.last === 'start';
  const due = trace.family === 'python' ? trace.framed && !trace.ended : trace.family === 'at' && !trace.framed;
  return due && isNameLine(text);
}

/** Adds a line that the trace accepts. */
export function take(trace: OpenTrace, shape: LineShape | null, at: number): void {
  if (shape?.part === 'blank' && trace.ended) {
    trace.pending.push(at);
    return;
  }
  for (const pending of trace.pending) push(trace, pending);
  trace.pending = [];
  push(trace, at);
  trace.adjacent = true;
  trace.aliens = 0;
  const part = shape?.part;
  if (part === 'frame') trace.framed = true;
  if (part === 'chain' || part === 'frame' || part === 'start') trace.ended = false;
  if (part !== 'blank' && part !== 'weak') trace.last = part ?? null;
  const python = trace.family === 'python';
  if (part === 'close' || (python && (part === 'type' || (!shape && trace.framed)))) trace.ended = true;
  // A line of no shape is taken for the name alone.
  if (part === 'type' || part === 'start' || (!shape && trace.family === 'at')) trace.named = true;
}

function push(trace: OpenTrace, at: number): void {
  if (trace.lines.at(-1) !== at) trace.lines.push(at);
}
