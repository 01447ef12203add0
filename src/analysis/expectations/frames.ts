import { END, type LineKind, START, type TracedRequest, type Transition } from './types.ts';

/** A call of a service under way. */
interface Frame {
  service: string;
  number: number;
  callerLine: number;
  first: number;
  last: number;
  beforeLast: number;
  lastAt: number;
  /** Services called since the last line. */
  called: string[];
}

const NONE = -3;

/**
 * A request as the steps of its calls. Lines are taken by time; a service that is not at work yet was called by the one that spoke last,
 * a line of one that is ends all calls above it. Span ids are not used: one call may log under several.
 */
export function transitionsOf({ lines }: TracedRequest, kinds: readonly LineKind[]): Transition[] {
  const steps: Transition[] = [];
  const stack: Frame[] = [];
  let frames = 0;
  const end = (down: number, at: number) => {
    while (stack.length > down) {
      const frame = stack.pop()!;
      steps.push(step(frame, END, at, stack.length, ''));
    }
  };
  lines.forEach(({ kind }, at) => {
    const { service } = kinds[kind]!;
    const depth = stack.findIndex((frame) => frame.service === service);
    const caller = stack.at(-1);
    if (depth >= 0) {
      end(depth + 1, at);
    } else {
      caller?.called.push(service);
      const callerLine = caller?.last ?? NONE;
      const own = { first: NONE, last: START, beforeLast: NONE, lastAt: at, called: [] };
      stack.push({ service, number: frames++, callerLine, ...own });
    }
    const frame = stack.at(-1)!;
    const entered = depth < 0 && caller ? `${frame.callerLine}>${service}` : '';
    steps.push(step(frame, kind, at, stack.length - 1, entered));
    if (frame.first === NONE) frame.first = kind;
    frame.beforeLast = frame.last;
    frame.last = kind;
    frame.lastAt = at;
    frame.called = [];
  });
  end(0, lines.length);
  return steps;
}

function step(frame: Frame, to: number, at: number, depth: number, entered: string): Transition {
  const { service, last, beforeLast, callerLine, first, called, number, lastAt } = frame;
  const short = `${service} ${last}`;
  const longer = `${short} ${beforeLast}`;
  const contexts = [short, longer, `${longer} ${callerLine} ${first}`];
  return { service, from: last, to, at, before: lastAt, depth, frame: number, contexts, called, entered };
}
