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

/** What was added to some parts, wherever among them; null where more than that became of them. */
export function addedTo(before: readonly LatePart[], now: readonly LatePart[]): LatePart[] | null {
  const added: LatePart[] = [];
  let known = 0;
  for (const part of now) {
    if (known < before.length && isSame(part, before[known]!)) known++;
    else added.push(part);
  }
  return known === before.length ? added : null;
}

function isSame(a: LatePart, b: LatePart): boolean {
  if (a.recognised !== b.recognised || a.split !== b.split) return false;
  return a.entry === b.entry || (a.entry.id !== '' && a.entry.id === b.entry.id && a.entry.time === b.entry.time);
}
