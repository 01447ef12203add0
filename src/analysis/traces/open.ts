/** A trace that is being put together, and whether a further line belongs to it. */
import type { Family, LineShape } from './lines.ts';

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
  /** The last of its lines chains another exception to it. */
  chained: boolean;
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
    framed: shape.part === 'frame',
    ended: false,
    adjacent: true,
    chained: shape.part === 'chain',
    pending: [],
    aliens: 0,
  };
}

/** An unindented `Name: message`, which ends a Python trace whatever the exception is called. */
const PYTHON_END = /^[A-Za-z_][\w.]*(?:: |:?$)/;

/**
 * Whether the next line belongs to the trace. `named`: the line before names an exception and is in no trace, so frames of
 * the `at` family that follow are its own.
 */
export function accepts(trace: OpenTrace, shape: LineShape | null, text: string, named: boolean): boolean {
  if (shape?.family && shape.family !== trace.family) return false;
  switch (shape?.part) {
    case 'start':
      // Go prints each panic that was recovered and raised again.
      return trace.chained || (trace.family === 'go' && !trace.framed);
    case 'frame':
      return trace.family === 'at' ? !named : !trace.ended;
    case 'chain':
      return true;
    case 'type':
      return endsHere(trace);
    case 'close':
      return trace.framed;
    case 'call':
      return trace.family === 'go' && !trace.ended;
    case 'blank':
    case 'weak':
      return trace.adjacent;
    default:
      return trace.adjacent && (isUnnamedEnd(trace, text) || isRustMessage(trace));
  }
}

/** Python's exception stands behind its frames, that of the others above them. */
function endsHere(trace: OpenTrace): boolean {
  if (trace.family === 'python') return !trace.ended;
  return trace.family === 'at' && !trace.framed;
}

function isUnnamedEnd(trace: OpenTrace, text: string): boolean {
  return trace.family === 'python' && trace.framed && !trace.ended && PYTHON_END.test(text);
}

/** The message of a Rust panic stands on the line below. */
function isRustMessage(trace: OpenTrace): boolean {
  return trace.family === 'rust' && trace.lines.length === 1;
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
  if (part !== 'blank' && part !== 'weak') trace.chained = part === 'chain';
  const python = trace.family === 'python';
  if (part === 'close' || (python && (part === 'type' || (!shape && trace.framed)))) trace.ended = true;
  if (part === 'type' || part === 'start') trace.named = true;
}

function push(trace: OpenTrace, at: number): void {
  if (trace.lines.at(-1) !== at) trace.lines.push(at);
}
