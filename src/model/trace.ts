export interface Frame {
  file: string;
  /** null where the trace has none. */
  line: number | null;
  function: string;
  /** Own code, not a library's or the runtime's. */
  inApp: boolean;
}

/** One exception of a (chained) trace. */
export interface TraceException {
  type: string;
  message: string;
  /** Outermost call first, the raise last; cycles of recursion folded. */
  frames: Frame[];
}

export interface StackTrace {
  language: 'python' | 'javascript' | 'java' | 'go' | 'ruby' | 'php' | 'dotnet' | 'rust';
  /** Root cause first, the outermost last; at least one. */
  exceptions: TraceException[];
  /** Frames that the folded cycle left out, 0 where there was none. */
  folded: number;
}
