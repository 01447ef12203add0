/** Whether the open place of a family is a value. */
import type { Family } from './families.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * So many different words at one place are an open set: names, not states. Of the eight benchmark sets 3 to 6 give mean GA and FGA
 * within 0.02 of each other, 2 merges kinds and 7 splits users (npm run bench:grouping).
 */
export const OPEN_SET = 5;
/** With so many words less of the rest has to agree. */
const WIDE_SET = 2 * OPEN_SET;
/** Constant words that the rest of the message must have. The first word is a verb or a function: there it takes one more. */
const CONTEXT = 3;
/** So many are names if none of them looks like a kind; of two more of the message has to agree. */
const FEW = 3;
const LONG = 8;
/** A word that stands so much more rarely than a number at the same place is one more value of it. */
const RARE = 10;
/**
 * A closed set (states, verbs) is complete early, and then all its words come again and again; of an open one some are new. Words that
 * each stand on so many lines are a closed set up to `CLOSED_SET` of them.
 */
const AGAIN = 50;
const CLOSED_SET = 12;

/** Words before and behind a place, as one number. */
export function surroundings({ before, behind }: Pick<Family, 'before' | 'behind'>): number {
  return before * 0x4000000 + behind + 1;
}

function size(family: Family): number {
  return family.words.size + (family.valueLines > 0 ? 1 : 0);
}

/** By the number of words alone. */
export function isOpenSet(family: Family): boolean {
  const first = family.place === 0 ? 1 : 0;
  const values = size(family);
  const enough =
    (values >= OPEN_SET && family.context >= CONTEXT + first) ||
    (values >= WIDE_SET && family.context >= CONTEXT - 1 + first);
  return enough && !isClosedSet(family);
}

function isClosedSet({ words, valueLines }: Family): boolean {
  return valueLines === 0 && comesAgain([...words.values()]);
}

/** Whether words that stand on so many lines each are a closed set. */
export function comesAgain(lines: readonly number[]): boolean {
  return lines.length < CLOSED_SET && lines.every((count) => count >= AGAIN);
}

/** Where values stand too: they draw the words in, if enough else agrees or the words are rare beside them. */
export function isDrawnIn(family: Family, vocabulary: Vocabulary): boolean {
  if (family.valueLines === 0) return false;
  const first = family.place === 0 ? 1 : 0;
  if (family.context >= CONTEXT + first) return true;
  if (family.context < CONTEXT - 1 + first) return false;
  for (const [word, lines] of family.words) {
    if (lines * RARE > family.valueLines || vocabulary.constant[word]) return false;
  }
  return true;
}

/** By what stands around the place: where names stand elsewhere, behind a word for a name, as the whole value of a key. */
export function isNamed(family: Family, vocabulary: Vocabulary, namedPlaces: ReadonlySet<number>): boolean {
  if (family.words.size < 2 || family.before < 0) return false;
  if (!vocabulary.variable[family.before] && namedPlaces.has(surroundings(family))) return true;
  if (hasAny(family, vocabulary.constant)) return false;
  return vocabulary.beforeName[family.before]! || (family.keyed && family.context >= CONTEXT - 1);
}

/**
 * Few words that are no kinds: three or more; two that stand together in several messages (a pool of tenants, of queues), or where nearly
 * the whole of a long message agrees.
 */
export function isFewNames(family: Family, vocabulary: Vocabulary, isPool: (family: Family) => boolean): boolean {
  if (family.place === 0 || family.words.size < 2 || family.context < CONTEXT) return false;
  if (hasAny(family, vocabulary.constant) || hasAny(family, vocabulary.kind)) return false;
  return family.words.size >= FEW || family.context >= LONG || isPool(family);
}

function hasAny({ words }: Family, flags: readonly boolean[]): boolean {
  for (const word of words.keys()) if (flags[word]) return true;
  return false;
}
