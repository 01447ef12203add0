/** How much a text tells by standing in a message: the rarer the better. */

/** Letters beyond this make a text no rarer. */
const ENOUGH = 12;
/** A single word in small letters, or a part of one: however long, it stands in many healthy lines. */
const PLAIN_WORD = /^\W*[a-z]{1,9}\W*$/;
/** What such a word, and one that says next to nothing, is worth. */
const PLAIN = 3;
const NOTHING = 1;
/** Words that hold sentences together, and the ones that nearly every log has; with their first letter cut off too, for both cases. */
const EVERYDAY = new RegExp(
  `^\\W*(?:${[
    'in|to|of|on|at|by|is|as|for|from|with|the|and|not|but|was|are|has|no|a|an|or|be|it|after|before',
    '(?:e|E)?rror|(?:f|F)?ailed|(?:e|E)?xception|(?:w|W)?arning|Error|Exception|System|java|lang|(?:r|R)?equest|(?:s|S)?tatus|null|line|number',
  ].join('|')})(?:\\W+(?:in|to|of|on|at|by|is|the|a|for|from|with|and|not|number))*\\W*$`,
);

/** How rare the commonest of some texts is, judged by its letters: from 1 for an everyday word up to 12. */
export function worth(texts: readonly string[]): number {
  return Math.min(...texts.map(worthOf));
}

function worthOf(text: string): number {
  const letters = text.replace(/\W/g, '').length;
  if (letters < 3 || EVERYDAY.test(text)) return NOTHING;
  return PLAIN_WORD.test(text) ? PLAIN : Math.min(letters, ENOUGH);
}
