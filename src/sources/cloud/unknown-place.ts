import { UserError } from '../../errors.ts';
import type { Places } from './places.ts';

const MAX_SHOWN = 10;

export interface MissingName {
  kind: 'service' | 'region';
  name: string;
}

/** What can be said of a name that neither the logs nor the Run API know; `asked`: whether the Run API answered. */
export function unknownPlace({ kind, name }: MissingName, where: string, seen: Places, asked: boolean): UserError {
  const known = kind === 'service' ? seen.services() : seen.regions();
  const message = asked
    ? `no ${kind} '${name}': neither the logs of ${where} nor the Cloud Run Admin API know it`
    : `${kind} '${name}' was not seen in the logs of ${where}`;
  if (known.length === 0) return new UserError(message, `nothing of Cloud Run was seen there: check --project`);
  const nearest = [...known].sort((a, b) => distance(a, name) - distance(b, name) || (a < b ? -1 : 1));
  const shown = nearest.slice(0, MAX_SHOWN).join(', ');
  const more = known.length > MAX_SHOWN ? `, … (${known.length} in all)` : '';
  return new UserError(message, `${kind}s seen there: ${shown}${more}`);
}

/** Edit distance (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
