/**
 * Log text inside GitHub-flavoured Markdown, inert: it cannot leave its place on the page, load anything, or ping anyone.
 *
 * A backslash does not stop GitHub's mentions and references (they are found in the rendered text), code does. So a word that
 * GitHub would bring to life becomes code, which also keeps it whole for copying; other punctuation is escaped where it counts.
 */
import { collapse, escapeTerminal } from './terminal.ts';

/**
 * Words that GitHub links, pings or renders: addresses, `@name`, `#12`, `GH-12`, `owner/repo@sha`, commit hashes, `:emoji:`,
 * `$math$`.
 */
const LIVE = /[@#$]|:\/\/|www\.|mailto:|xmpp:|GH-\d|:(?!\d\d:)[+\w-]+:|(?<![0-9a-z_])[0-9a-f]{7,64}(?![0-9a-z_])/i;
/** `$120K` opens no math, since no text here ever closes it. */
const MONEY = /^\(?\$\d[\d.,]*[kmb]?[.,;:)]*$/i;

/** One line of text for a paragraph, a list item, a heading or a table cell. Spaces at its ends stay, as one. */
export function escapeMarkdown(text: string): string {
  const line = escapeTerminal(text).replace(/\s+/g, ' ');
  const first = line.startsWith(' ') ? 1 : 0;
  return line
    .split(' ')
    .map((word, i) => (isLive(word) ? codeWord(word) : escapeWord(word, i === first)))
    .join(' ');
}

function isLive(word: string): boolean {
  return LIVE.test(word) && !MONEY.test(word);
}

const OPENING = '("\'[{';
const CLOSING = ')]}"\',.;:!?';

/** A word as code, without the punctuation around it; a pipe stays outside, since its escape depends on the place. */
function codeWord(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && OPENING.includes(word[start]!)) start++;
  while (end > start && CLOSING.includes(word[end - 1]!)) end--;
  const codes = word
    .slice(start, end)
    .split('|')
    .map((part) => inlineCode(part));
  return escapeWord(word.slice(0, start), false) + codes.join('\\|') + escapeWord(word.slice(end), false);
}

/** `_` within a word is no emphasis; `<` and `&` could begin HTML; list, heading and quote marks count only first. */
function escapeWord(word: string, first: boolean): string {
  const escaped = word
    .replace(/[\\`*[\]|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/&(?=[#\w])/g, '\\&')
    .replace(/</g, '&lt;');
  return first ? escapeStart(escaped) : escaped;
}

/** Marks of lists, rules, setext headings and quotes. */
function escapeStart(word: string): string {
  if (/^(?:[-+]|-+|=+|>.*)$/.test(word)) return `\\${word}`;
  return word.replace(/^(\d{1,9})(?=[.)]$)/, '$1\\');
}

/** A code span: on one line, its fence longer than any run of backticks in it; '' for blank text. */
export function inlineCode(text: string): string {
  const content = collapse(escapeTerminal(text));
  if (content === '') return '';
  const fence = '`'.repeat(longestRun(content) + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A fenced block that its text cannot close. `info` is the language. */
export function codeBlock(text: string, info = ''): string {
  const content = escapeTerminal(text).replace(/\n+$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${info.replace(/[^\w-]/g, '')}\n${content}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}
