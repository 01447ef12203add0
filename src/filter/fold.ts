const NOT_ASCII = /[^\x00-\x7f]/;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A string without its letter case, as the query language compares strings: Unicode's NFKC_Casefold. `toUpperCase` before
 * `toLowerCase` makes `ß` and `ss` equal; the final sigma is lower-cased by its place, which a substring search must not see.
 */
export function fold(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return folded.normalize('NFKC').replace(IGNORABLE, '');
}
