import { TraceSample } from '../analysis/expectations/trace-sample.ts';
import type { Reduction } from '../model.ts';

/** A reduction that also lets healthy lines of requests through, of as many requests as are worth holding. Made anew for each reading. */
export function following(reduction: Reduction): Reduction {
  const sample = new TraceSample();
  return { ...reduction, follows: (trace) => sample.follows(trace) };
}
