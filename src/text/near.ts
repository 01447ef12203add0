/** Names that a mistyped one was probably meant to be. */

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The known name that was probably meant, whatever its case: one that begins so, or one at most a third of its letters (three) away;
 * null where none is near.
 */
export function suggest(typed: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.min(3, Math.ceil(typed.length / 3)) + 1;
  for (const name of known) {
    const [wrong, right] = [typed.toLowerCase(), name.toLowerCase()];
    const steps = wrong.length >= 3 && right.startsWith(wrong) ? 1 : distance(wrong, right);
    if (steps < least) {
      least = steps;
      best = name;
    }
  }
  return best;
}

const MAX_SHOWN = 10;

/** Names for a message, nearest to the wrong one first. */
export function nearestNames(wrong: string, names: string[]): string {
  const nearest = [...names].sort((a, b) => distance(a, wrong) - distance(b, wrong) || (a < b ? -1 : 1));
  const more = names.length > MAX_SHOWN ? `, … (${names.length} in all)` : '';
  return `${nearest.slice(0, MAX_SHOWN).join(', ')}${more}`;
}
