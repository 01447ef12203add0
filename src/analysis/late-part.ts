import type { LatePart } from './clusters.ts';
import type { Recognised } from './recognise.ts';
import type { Assembly } from './stream.ts';

/** A trace is found again by the line that names its exception; its time is that of its first line. */
export function partOf({ entry, text, lines, entries }: Assembly, recognised: Recognised): LatePart {
  const name = recognised.trace?.exceptions[0]?.type;
  const named = name ? entries.findLast(({ message }) => message.includes(name)) : undefined;
  const { id } = named ?? entry;
  const isSame = id === entry.id && text === entry.message;
  return { entry: isSame ? entry : { ...entry, id, message: text }, recognised, split: lines > 1 };
}
