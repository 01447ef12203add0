/** Whether what a pattern found is a secret: redaction that eats ordinary words makes a report useless. */

const UNSET =
  /^(?:none|null|nil|undefined|true|false|empty|unset|missing|required|redacted|hidden|\*+|x{3,}|\.{3,}|…)[.,;:!)]*$/i;
/** A reference to a secret is none: `$DB_PASSWORD`, `projects/p/secrets/s`, `/run/secrets/db`, `<password>`, `%s`, a mask of ours. */
const REFERENCE =
  /^(?:[$%<{[]|\.{0,2}\/[\w./-]*$|projects\/|secretKeyRef|secretmanager|sm:\/\/|process\.env|os\.environ|str\b)/i;

/** What a setting was set to: anything but a placeholder or a reference. */
export function isSetting(value: string): boolean {
  if (value.length > 200) return true;
  const bare = value.replace(/^[\\"']+|[\\"']+$/g, '');
  return bare !== '' && !UNSET.test(bare) && !REFERENCE.test(bare);
}

/** Between `://name:` and `@`: not a port and what follows it. */
export function isUrlPassword(value: string): boolean {
  return !/^\d{2,5}[?#]/.test(value) && isSetting(value);
}

/** After `password:`: not an ordinary word of a sentence. */
export function isPasswordLike(value: string): boolean {
  return isSetting(value) && /\d|[^\w.,:;!?()'-]|[a-z][A-Z]/.test(value);
}

/** After `Bearer` or `token:`: long, or with digits in it; words of a sentence are neither. */
export function isTokenLike(value: string): boolean {
  return isSetting(value) && (value.length >= 32 || (/\d/.test(value) && /[A-Za-z]/.test(value)));
}

/** Capitals and digits, as keys have and names of things seldom. */
export function isRandom(value: string): boolean {
  return /\d/.test(value) && (/[A-Z]/.test(value) || value.length >= 40);
}

/** Top-level domains that are really the ends of file names (`logo@2x.png`). */
const FILE =
  /\.(?:png|jpe?g|gif|svg|webp|css|scss|jsx?|tsx?|mjs|cjs|json|map|py|rb|go|java|php|html?|txt|ya?ml|lock)$/i;

/** An address of a person: not a service account, which is a part of the configuration, nor `git@host`. */
export function isPerson(address: string): boolean {
  return !/\.gserviceaccount\.com$/i.test(address) && !/^git@/i.test(address) && !FILE.test(address);
}
