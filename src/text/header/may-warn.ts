import { severityRank } from '../severity.ts';
import { readLevel, WORDS } from './words.ts';

const WARNING = severityRank('WARNING');
const isWarning = (word: string): boolean => severityRank(readLevel(word) ?? 'DEFAULT') >= WARNING;

/** Those that no other one is part of: where `warning` stands, `warn` does. */
function shortest(words: string[]): string[] {
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
}

/** As logfmt has them. */
const KEYS = 'level=|lvl=|severity=';
/** Of klog, Ruby and tornado. */
const LETTERS = '[WEF]\\d{4}(?:\\d{4})? |[WEFA], \\[|\\[[WEC] \\d';
/** Of syslog and librdkafka, and the process before Redis's mark. */
const NUMBERS = '<\\d{1,3}>|%[0-4]\\||\\d:[CMSX] \\d';
/** A word that states WARNING or more; the key of one; single letters and numbers. */
const STATES_WARNING = new RegExp(`${shortest(WORDS.filter(isWarning)).join('|')}|${KEYS}|${LETTERS}|${NUMBERS}`, 'i');

/**
 * Whether a text's header may state WARNING or more: `false` saves reading the header, at a fraction of the cost. May say yes
 * too often, and never no where `readHeader` finds such a level.
 */
export function mayWarn(text: string): boolean {
  // Colour marks may stand inside a word.
  return STATES_WARNING.test(text) || text.startsWith('<') || text.includes('\x1b');
}
