/** The different texts of a cluster: what a filter for its entries is made from and tried on. */
import type { LogEntry, RawEntry } from '../model.ts';

/** Members of a cluster that read alike; `entry` is the earliest. */
export interface Kind {
  entry: LogEntry;
  /** Each line of the text is an entry of its own. */
  split: boolean;
}

/** Kinds held for each cluster. */
export const KINDS = 8;

/** The entries that one member of a kind stands for, as filters see them. */
export function rawOf({ entry, split }: Kind): RawEntry[] {
  if (!split) return [entry.raw()];
  const { severity, message, log } = entry;
  const common = {
    ...(severity === 'DEFAULT' ? {} : { severity }),
    ...(log === 'other' ? {} : { logName: `projects/-/logs/run.googleapis.com%2F${log}` }),
  };
  return message.split('\n').map((line) => ({ ...common, textPayload: line }));
}
