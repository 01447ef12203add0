import { CAP, TraceSample } from '../analysis/expectations/trace-sample.ts';
import type { Reduction } from '../model.ts';

/** Entries of Cloud Logging are shorter, seldom longer: of so many bytes there are not fewer lines than that makes. */
const BYTES_PER_LINE = 2000;

/**
 * How often the threshold for traces is halved before anything is read: so often as it will be anyhow, going by the size of the files.
 * What is not held need not be let go of.
 *
 * @param bytes of all files; null = nobody knows
 */
export function firstLevel(bytes: number | null): number {
  return bytes === null ? 0 : Math.max(0, Math.floor(Math.log2(bytes / BYTES_PER_LINE / CAP)));
}

/** A reduction that also lets healthy lines of requests through, of as many requests as are worth holding. Made anew for each reading. */
export function following(reduction: Reduction, level: number): Reduction {
  const sample = new TraceSample(level);
  return { ...reduction, follows: (trace) => sample.follows(trace) };
}
