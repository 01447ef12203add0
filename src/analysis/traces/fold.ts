/** Folds recursion: a sequence of frames that repeats at once is kept once. */
import type { Frame } from '../../model.ts';

/** The longest cycle that is looked for, in frames. */
const MAX_CYCLE = 100;

/**
 * The frames with each immediately repeated sequence kept once, and how many were left out. A cycle that breaks off half-way (the
 * limit is hit anywhere in it) goes with its repeats, so that the same recursion folds to the same frames.
 */
export function foldFrames(frames: Frame[]): { frames: Frame[]; folded: number } {
  const keys = numberKeys(frames);
  const next = nextSame(keys);
  const kept: Frame[] = [];
  for (let at = 0; at < keys.length; ) {
    const cycle = cycleAt(keys, next, at);
    if (cycle === 0) {
      kept.push(frames[at++]!);
      continue;
    }
    kept.push(...frames.slice(at, at + cycle));
    let end = at + cycle;
    while (end < keys.length && keys[end] === keys[end - cycle]) end++;
    at = end;
  }
  return { frames: kept, folded: frames.length - kept.length };
}

/** A small integer for each distinct frame. */
function numberKeys(frames: Frame[]): number[] {
  const numbers = new Map<string, number>();
  return frames.map((frame) => {
    const key = `${frame.file}\n${frame.line}\n${frame.function}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** For each index the next one with the same key; -1 where there is none. */
function nextSame(keys: number[]): number[] {
  const next = new Array<number>(keys.length).fill(-1);
  const seen = new Map<number, number>();
  for (let at = keys.length - 1; at >= 0; at--) {
    next[at] = seen.get(keys[at]!) ?? -1;
    seen.set(keys[at]!, at);
  }
  return next;
}

/** The length of the shortest sequence at `at` that follows once more right behind itself; 0 where there is none. */
function cycleAt(keys: number[], next: number[], at: number): number {
  for (let again = next[at]!; again > 0 && again - at <= MAX_CYCLE; again = next[again]!) {
    const length = again - at;
    let same = 0;
    while (same < length && keys[at + same] === keys[again + same]) same++;
    if (same === length) return length;
  }
  return 0;
}
