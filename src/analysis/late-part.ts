import type { LogEntry } from '../model.ts';
import type { Recognised } from './recognise.ts';
import type { Assembly } from './stream.ts';

/** A trace that was put together from several lines, as a member of a cluster. */
export interface LatePart {
  entry: LogEntry;
  recognised: Recognised;
  /** Each line of its text is an entry. */
  split: boolean;
}

/** A trace is found again by the line that names its exception; its time is that of its first line. */
export function partOf({ entry, text, lines, entries }: Assembly, recognised: Recognised): LatePart {
  const name = recognised.trace?.exceptions[0]?.type;
  const named = name ? entries.findLast(({ message }) => message.includes(name)) : undefined;
  const { id } = named ?? entry;
  const isSame = id === entry.id && text === entry.message;
  return { entry: isSame ? entry : { ...entry, id, message: text }, recognised, split: lines > 1 };
}

/** What was added to some parts, in whatever order; null where more than that became of them. */
export function addedTo(before: readonly LatePart[], now: readonly LatePart[]): LatePart[] | null {
  const left = Map.groupBy(before, nameOf);
  let known = 0;
  const added = now.filter((part) => {
    const alike = left.get(nameOf(part)) ?? [];
    const at = alike.findIndex((other) => isSame(part, other));
    if (at < 0) return true;
    alike.splice(at, 1);
    known++;
    return false;
  });
  return known === before.length ? added : null;
}

/** By what an entry is found again: its id, or itself. */
function nameOf({ entry }: LatePart): string | LogEntry {
  return entry.id === '' ? entry : entry.id;
}

/** What is recognised in an entry depends on nothing else. */
function isSame(a: LatePart, b: LatePart): boolean {
  const [one, other] = [a.entry, b.entry];
  const isSaidAlike = one.message === other.message && one.severity === other.severity && one.log === other.log;
  return isSaidAlike && one.time === other.time && a.split === b.split;
}
