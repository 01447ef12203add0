/** What single words tell of their neighbours. English only: elsewhere the counts alone decide. */

/**
 * Words that say how something ended or what it was, and words that hold a sentence together: one of them in a place is no value,
 * however many others stand there.
 */
const CONSTANT = new RegExp(
  `^(?:${[
    'true|false|yes|no|on|off|null|none|nil|undefined|ok|done|missing|not|is|was|are|were|has|had|and|or|with|without|for|of|to|in|at',
    'by|from|the|a|an|success(?:ful|fully)?|succeed(?:ed|s)?|fail(?:ed|ure|ures|s|ing)?|errors?|exception|warning|fatal|panic',
    '(?:in)?active|(?:un)?available|enabled|disabled|up|down|start(?:ed|ing|s)?|stop(?:ped|ping|s)?|complete[ds]?|finished',
    'time(?:d|out)|denied|refused|rejected|accepted|(?:in)?valid|(?:dis)?connect(?:ed|ing)?|open(?:ed)?|closed?|expired|lost',
    'created?|deleted?|updated?|added|removed|received?|sent|allowed|forbidden|(?:un)?known|(?:un)?healthy|hit|miss',
  ].join('|')})$`,
  'i',
);

export function isConstantWord(word: string): boolean {
  return CONSTANT.test(word);
}

/** Words behind which a name stands: `user root`, `host=db`, `stationName: zurich`. */
const BEFORE_NAME =
  /(?:^|[a-z_-])(?:[Uu]ser|[Ll]ogin|[Ll]ogname|[Aa]ccount|[Hh]ost|[Hh]ostname|rhost|ruser|[Nn]ame|[Ss]erver|[Nn]ode|[Dd]omain|[Ff]ile|[Pp]ath|[Dd]ir|[Dd]irectory|[Dd]evice|[Ii]nterface|[Uu]id|[Aa]pp|[Pp]ackage)$/;

export function isBeforeName(word: string): boolean {
  return BEFORE_NAME.test(word);
}

/** Keys whose values say what kind of message it is: two codes or reasons are two problems. */
const KIND_KEY =
  /(?:^|[a-z_-])(?:err|[Ee]rror|[Rr]eason|[Cc]ode|[Ss]tatus|[Ee]xception|[Cc]ause|[Ss]tate|[Ee]vent|[Aa]ction|[Pp]hase|[Mm]ode|[Rr]esult|[Mm]ethod|[Oo]p|[Oo]peration|[Kk]ind|[Mm]essage|[Mm]sg|[Ww]arning)$/;

export function isKindKey(word: string): boolean {
  return KIND_KEY.test(word);
}

/** Keys of printed data behind which a message stands, whose words count like the words around it. */
const MESSAGE_KEY =
  /^(?:err|error|msg|message|reason|details?|cause|description|exception|error_?message|errmsg|stderr|title)$/i;

export function isMessageKey(word: string): boolean {
  return MESSAGE_KEY.test(word);
}

/** Constants in capitals (`LOOKING`, `SKIPPED`), words with a sign behind, plain verbs: where few stand at a place they are kinds. */
const KIND = /^[A-Z_]+$|[^\p{L}\p{N}]$|^[a-z]+(?:ed|ing)$/u;

export function isKindWord(word: string): boolean {
  return KIND.test(word);
}
