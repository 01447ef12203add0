import { type Habits, isSaid, NOVEL } from './habits.ts';
import { type Deviation, END, type LineKind, type TracedRequest, type Transition } from './types.ts';

/** What follows the first deviation of a request mostly follows from it. */
const LATER = 0.15;
/** The request is of a kind that the good stretch never saw. */
const NEW_KIND_OF_REQUEST = 0.3;
/** The failure reached is one that the good stretch knows elsewhere. */
const AMBIENT = 0.5;

/** What deviations are judged by. */
export interface Known {
  habits: Habits;
  kinds: readonly LineKind[];
  /** Whether the good stretch logged this failure, whatever service it names. */
  isAmbient(kind: number): boolean;
}

/** The steps of a request that the good stretch does not know, the first one first. */
export function deviationsOf(request: TracedRequest, steps: readonly Transition[], known: Known): Deviation[] {
  const found: Deviation[] = [];
  for (const step of steps) {
    const kind = isSaid(step, request.cut) ? stepDeviation(step, known.habits, null) : null;
    if (kind === null) continue;
    const usual = known.habits.usualCalls(step, kind);
    const missing = usual.filter((service) => !step.called.includes(service));
    const added = step.called.filter((service) => !usual.includes(service));
    found.push({ kind, step, request, weight: 1, first: false, missing, added });
  }
  found.sort((a, b) => inOrder(a.step, b.step));
  const [first] = found;
  if (!first) return found;
  const begun = request.lines[0]!.kind;
  const strange = !known.habits.begins(begun) ? NEW_KIND_OF_REQUEST : 1;
  return found.map((deviation) => ({
    ...deviation,
    first: deviation === first,
    weight: (deviation === first ? 1 : LATER) * strange * ambient(deviation.step, known),
  }));
}

/** How a step deviates, null where it does not. `own`: what a request of the good stretch itself counted, which is left out. */
export function stepDeviation(step: Transition, habits: Habits, own: Habits | null): Deviation['kind'] | null {
  const next = habits.next(step, own);
  if (next === null) return null;
  if (next < NOVEL) return 'next';
  return habits.call(step, own) < NOVEL ? 'call' : null;
}

/** By position; a call that ends is over before its caller goes on, the deepest first. */
function inOrder(a: Transition, b: Transition): number {
  const last = ({ to }: Transition) => (to === END ? 0 : 1);
  return a.at - b.at || last(a) - last(b) || b.depth - a.depth;
}

function ambient({ to }: Transition, { kinds, isAmbient }: Known): number {
  return to >= 0 && kinds[to]!.failing && isAmbient(to) ? AMBIENT : 1;
}
