/**
 * The secrets that rca knows itself: what a log holds and a source repository seldom does (headers, cookies, tokens, addresses),
 * so that a library made for the latter does not look for them. RE2 patterns: linear time on any text.
 */
import { isPasswordLike, isPerson, isRandom, isSetting, isTokenLike, isUrlPassword } from './judge.ts';

export interface SecretPattern {
  name: string;
  /** Matches any text that the pattern matches, and quickly: the pattern is tried only then. */
  gate: RegExp;
  /** RE2. The secret is the group `secret`, else the whole match. */
  pattern: string;
  mask: string;
  /** Whether what was found is a secret after all. */
  judge?: (secret: string) => boolean;
}

const KEY = '(?:api|access|secret|private|account|encryption|signing|master|shared_?access|subscription)[_-]?key';
const SECRET_NAME = `(?:password|passwd|passphrase|pwd|secret|token|${KEY})`;
/** The names, and what may stand between one and its value. */
const NAMED = new RegExp(`${SECRET_NAME}["'\\\\]*\\s*[:=]`, 'i');
const QUOTE = `\\\\*["']`;

/** Tried in this order, each on what the one before left. */
export const SECRET_PATTERNS: SecretPattern[] = [
  {
    name: 'private key, whole or cut short',
    gate: /private key/i,
    pattern:
      '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?:\\s|\\\\+[nr])*[A-Za-z0-9+/=]{16,})*(?:(?:(?:\\s|\\\\+[nr])*[A-Za-z0-9+/=]{1,15})?(?:\\s|\\\\+[nr])*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?',
    mask: '[private key]',
  },
  {
    name: 'JSON web token',
    gate: /eyj/i,
    pattern: '\\beyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)*',
    mask: '[jwt]',
  },
  {
    name: 'authorization header',
    gate: /authorization/i,
    pattern: `(?i)authorization(?:${QUOTE})?\\s*[:=,]\\s*b?(?:${QUOTE})?(?:bearer|basic|token|negotiate|apikey|aws4-hmac-sha256)\\s+(?P<secret>[^\\s"'\\\\,;]{4,})`,
    mask: '[credentials]',
  },
  {
    name: 'authorization header without a scheme',
    gate: /authorization/i,
    pattern: `(?i)authorization(?:${QUOTE})?\\s*[:=,]\\s*b?(?:${QUOTE})?(?P<secret>[^\\s"'\\\\,;]{8,})`,
    mask: '[credentials]',
    judge: isTokenLike,
  },
  {
    name: 'bearer token',
    gate: /bearer/i,
    pattern: '(?i)\\bbearer\\s+(?P<secret>[A-Za-z0-9._~+/=-]{8,})',
    mask: '[token]',
    judge: isTokenLike,
  },
  {
    name: 'cookies',
    gate: /cookie/i,
    pattern: `(?i)cookie(?:${QUOTE})?\\s*[:=,]\\s*b?(?:${QUOTE})?(?P<secret>[\\w.$%!|~^-]+=[^\\s;"'\\\\,]+(?:;\\s*[\\w.$%!|~^-]+(?:=[^\\s;"'\\\\,]*)?)*)`,
    mask: '[cookie]',
  },
  {
    name: 'password in a URL',
    gate: /:\/\/[^\s/]*@/,
    pattern: `://[^\\s/?#:@"'<>]*:(?P<secret>[^\\s/"'<>]+)@`,
    mask: '[password]',
    judge: isUrlPassword,
  },
  {
    name: 'token in a URL, as the user',
    gate: /:\/\/[^\s/]*@/,
    pattern: '://(?P<secret>[A-Za-z0-9_.~%-]{16,})(?::[^\\s/@]*)?@',
    mask: '[token]',
    judge: isTokenLike,
  },
  {
    name: 'signature of a signed URL',
    gate: /signature=|sig=|security-token=/i,
    pattern:
      '(?i)[?&](?:x-goog-signature|x-amz-signature|x-amz-security-token|signature|sig)=(?P<secret>[^\\s&"\'<>]{8,})',
    mask: '[signature]',
  },
  {
    name: 'assigned: name=value',
    gate: NAMED,
    pattern: `(?i)${SECRET_NAME}(?:${QUOTE})?(?:=|\\s+:?=\\s+|\\s*=>\\s*)(?P<secret>"[^"\\r\\n]+"|'[^'\\r\\n]+'|[^\\s"',;&(){}\\[\\]<>]+)`,
    mask: '[secret]',
    judge: isSetting,
  },
  {
    name: 'assigned: "name": "value", also in an escaped string',
    gate: NAMED,
    pattern: `(?i)${SECRET_NAME}${QUOTE}\\s*:\\s*(?P<secret>\\\\*"[^"\\r\\n]+"|\\\\*'[^'\\r\\n]+')`,
    mask: '[secret]',
    judge: isSetting,
  },
  {
    name: 'said: password: value',
    gate: NAMED,
    pattern: `(?i)(?:password|passwd|passphrase|pwd)\\s*:\\s*(?P<secret>[^\\s"',;]+)`,
    mask: '[secret]',
    judge: isPasswordLike,
  },
  {
    name: 'said: token: value',
    gate: NAMED,
    pattern: `(?i)(?:secret|token|${KEY})\\s*:\\s*(?P<secret>[^\\s"',;]{16,})`,
    mask: '[secret]',
    judge: isTokenLike,
  },
  {
    name: 'option on a command line',
    gate: /--[a-z]/i,
    pattern: `(?i)--(?:[a-z]+-)*${SECRET_NAME} (?P<secret>[^\\s-][^\\s]*)`,
    mask: '[secret]',
    judge: isSetting,
  },
  { name: 'Google API key', gate: /aiza/i, pattern: '\\bAIza[A-Za-z0-9_-]{30,}', mask: '[api key]' },
  {
    name: 'Google OAuth token, refresh token and client secret',
    gate: /ya29\.|1\/\/0|gocspx-/i,
    pattern: '\\b(?:ya29\\.[A-Za-z0-9_.-]{10,}|1//0[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{10,})',
    mask: '[token]',
  },
  {
    name: 'AWS access key id',
    gate: /akia|asia|abia|acca/i,
    pattern: '\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b',
    mask: '[api key]',
  },
  {
    name: 'GitHub and Slack tokens of any length',
    gate: /ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|xox|xapp-/i,
    pattern: '\\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\\w{16,}|(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,})',
    mask: '[token]',
  },
  {
    name: 'OpenAI and Anthropic keys of any length',
    gate: /sk-/i,
    pattern: '\\bsk-[A-Za-z0-9_-]{20,}',
    mask: '[api key]',
    judge: isRandom,
  },
  {
    name: 'Stripe keys of any length',
    gate: /sk_|rk_|whsec_/i,
    pattern: '\\b(?:[sr]k_(?:live|test)_\\w{10,}|whsec_\\w{16,})',
    mask: '[api key]',
  },
  {
    name: 'e-mail address',
    gate: /@/i,
    pattern: '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}',
    mask: '[email]',
    judge: isPerson,
  },
];
