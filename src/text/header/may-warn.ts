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
  `${shortest(WORDS.filter(isWarning)).join('|')}|level=|lvl=|severity=|[WEF]\\d{4} |[WEFA], \\[`,
  'i',
);

/**
 * Whether a text's header may state WARNING or more: `false` saves reading the header, at a fraction of the cost. May say yes
 * too often, and never no where `readHeader` finds such a level.
 */
export function mayWarn(text: string): boolean {
  // Colour marks may stand inside a word.
  return STATES_WARNING.test(text) || text.startsWith('<') || text.includes('\x1b');
}
