/** Secrets in log text, masked on every way out. */
import { isSetting } from './redact/judge.ts';
import { replaceSpans } from './redact/span.ts';
import { Remembered } from './remembered.ts';

export interface Redactor {
  /** The text with its secrets masked: `[token]`, `[password]`, `[email]`, … */
  text(s: string): string;
  /** A copy with every string in it redacted, keys kept; a string under a key like `password` or `api_key` goes as a whole. */
  value<T>(v: T): T;
}

/** Characters of texts that are not looked through again: one report after the other has nearly the same. */
const REMEMBERED = 4_000_000;

/** A key whose value is a secret whatever it looks like. */
const SECRET_KEY =
  /(?:password|passwd|passphrase|pwd|secret|token|(?:api|access|private|secret|account|encryption|signing)[_-]?key|authorization|cookie)$/i;

/**
 * Made once, used synchronously. `extra` are the user's own patterns (RE2; the group `secret` or the whole match is masked).
 * Loads its libraries on demand. Throws UserError on an invalid pattern.
 */
export async function createRedactor(extra: string[] = []): Promise<Redactor> {
  const [{ patternFinders }, { secretlintRules, secretlintSpans }] = await Promise.all([
    import('./redact/builtin.ts'),
    import('./redact/secretlint.ts'),
  ]);
  const finders = patternFinders(extra);
  const rules = secretlintRules();
  const seen = new Remembered<string>(REMEMBERED);
  const text = (s: string) => {
    const known = seen.get(s);
    if (known !== undefined) return known;
    const own = finders.reduce((left, find) => replaceSpans(left, find(left)), s);
    const redacted = replaceSpans(own, secretlintSpans(own, rules));
    seen.set(s, redacted);
    return redacted;
  };
  return { text, value: (v) => redactValue(v, text) };
}

function redactValue<T>(value: T, text: (s: string) => string): T {
  if (typeof value === 'string') return text(value) as T;
  if (Array.isArray(value)) {
    // Long rows of counts have nothing in them.
    const counts = value.every((item) => typeof item === 'number');
    return (counts ? value.slice() : value.map((item) => redactValue(item, text))) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const masked =
      typeof item === 'string' && SECRET_KEY.test(key) && isSetting(item) ? '[secret]' : redactValue(item, text);
    // defineProperty: a key named __proto__ has to stay a key.
    Object.defineProperty(copy, key, { value: masked, enumerable: true, writable: true, configurable: true });
  }
  return copy as T;
}
