/** The template of a message: what is variable in it replaced by markers, so that two of a kind read the same. */
import { stripColours } from './header/colours.ts';
import { scan } from './mask/scan.ts';

/** Characters of a message that take part in its template: what comes behind does not tell two messages apart. */
export const MAX_MASKED = 4096;

/**
 * Masks URLs, addresses, ids, times, paths, quoted values and every number of a message: `Found child <num> in slot <num>`.
 * Depends on nothing but the text: no order, no corpus, no setting. Only its first `MAX_MASKED` characters count. White space is
 * folded. Exception types stay, whatever their package. Linear in the text.
 */
export function mask(text: string): string {
  const message = stripColours(cut(text)).trim();
  let masked = '';
  let done = 0;
  scan(message, (start, end, marker) => {
    masked += message.slice(done, start) + marker;
    done = end;
  });
  return done === 0 ? message : masked + message.slice(done);
}

/** The first characters, never half of a surrogate pair. */
function cut(text: string): string {
  if (text.length <= MAX_MASKED) return text;
  const last = text.charCodeAt(MAX_MASKED - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_MASKED - 1 : MAX_MASKED);
}
