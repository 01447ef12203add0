import { severityRank } from '../severity.ts';
import { readLevel, WORDS } from './words.ts';

const WARNING = severityRank('WARNING');
const isWarning = (word: string): boolean => severityRank(readLevel(word) ?? 'DEFAULT') >= WARNING;

/** Those that no other one is part of: where `warning` stands, `warn` does. */
function shortest(words: string[]): string[] {
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
}

/** A word that states WARNING or more; the key of one, as logfmt has it; the single letters of klog and Ruby. */
const STATES_WARNING = new RegExp(
  `${shortest(WORDS.filter(isWarning)).join('|')}|level=|lvl=|severity=|[WEF]\\d{4}(?:\\d{4})? |[WEFA], \\[`,
  'i',
);
/** Redis's process, before a time and a mark; TensorFlow's letter. */
const DIGITS = /^(?:\d{1,10}:[CMSX] |\d{4}-\d\d-\d\d [\d:.]{8,15}: [WEF] )/;

/**
 * Whether a text's header may state WARNING or more: `false` saves reading the header, at a fraction of the cost. May say yes
 * too often, and never no where `readHeader` finds such a level.
 */
export function mayWarn(text: string): boolean {
  // Colour marks may stand inside a word.
  return STATES_WARNING.test(text) || opensWithMark(text) || text.includes('%') || text.includes('\x1b');
}

/** Headers that state their level in a number, a letter or a mark. In `STATES_WARNING` these would make it twice as slow. */
function opensWithMark(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 37 || first === 60) return true;
  // Of tornado: `[E 250909 …`.
  if (first === 91) return text.charCodeAt(2) === 32;
  return first >= 48 && first <= 57 && DIGITS.test(text);
}
