import type { Micros } from '../model.ts';
import { formatTime } from '../text/time.ts';

/** A stretch of time that no log reaches (before 1954). */
const START = -1e15;
/** No place is as late as this. */
export const LAST_PLACE = -5e14;

/** Where a line without a time stands: lines keep the order of their file, a second apart. */
export function placeOf(line: number): Micros {
  return START + line * 1_000_000;
}

/** Whether a time is only such a place: it orders and links entries, and says nothing else. */
export function isPlaced(time: Micros): boolean {
  return time < LAST_PLACE;
}

/** RFC 3339, null for what has no time. */
export function timeOrNull(time: Micros | null): string | null {
  return time === null || isPlaced(time) ? null : formatTime(time);
}
