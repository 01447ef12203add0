import type { LogEntry } from '../model.ts';
import { compareText } from '../text/order.ts';

/** A total order over entries that does not depend on how they arrived. */
export function byTime(a: LogEntry, b: LogEntry): number {
  return (
    (a.time ?? 0) - (b.time ?? 0) ||
    a.nanos - b.nanos ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
    compareText(a.message, b.message)
  );
}
