import type { LogKind, Reduction, Rule } from '../model.ts';
import { ERROR_WORDS } from '../text/error-words.ts';
import { createScanner } from './scanner.ts';
import { searchWords } from './search-words.ts';

/** Lines of a stack trace that have none of those words, and frames further down in an entry. */
const TRACE_WORDS = [
  '\n    at ',
  '\n\tat ',
  'Caused by:',
  'goroutine ',
  'Previous line repeated',
  'the direct cause of',
];

/** What a trace that arrives line by line begins with; error words have these in them. */
const TRACE_STARTS = ['Traceback', 'panic', 'Exception', 'Uncaught', 'Unhandled', 'Fatal error'];

/** Logs whose entries are handed over in full anyway. */
const READ_IN_FULL: readonly LogKind[] = ['request', 'system', 'audit'];

export function isFailure({ role }: Rule): boolean {
  return role === 'cause' || role === 'symptom';
}

export function isOfContainers({ logs }: Rule): boolean {
  return logs.length === 0 || !logs.every((log) => READ_IN_FULL.includes(log));
}

/**
 * Whether a line goes on with a stack trace: `\tat f(X.java:1)`, `  File "x.py", line 1`, `    return f()`, `#0 /app/x.php(1)`.
 * Traces often arrive one line an entry, with no severity.
 */
function isContinuation(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 9) return text.length > 1;
  if (first === 35) return /^#\d+ /.test(text);
  if (first === 91) return text.startsWith('[signal SIG');
  return first === 32 && /^(?: {4,}\S| +(?:at |File "|from |\^|~|\d+: ))/.test(text);
}

/** A frame further down in an entry of several lines. */
const FRAME_BELOW = /\n\s+at \S/;

/** No exception's name and no call is longer. */
const MAX_NAME = 200;
const MAX_CALL = 500;
/** `main.(*Server).handle(0xc0000b2000, {0x7f1b80, 0x8})`, and where Node.js was when an error was thrown: `/app/pay.js:10`. */
const CALL = /^[\w./@-]+\.[\w.()*[\]-]*[\w\]]\((?:(?:0x|\.\.\.|\{).*)?\)$/;
const NAME = /^(?:[A-Za-z_]\w*\.)*(?=\w*[a-z])\w*[A-Z]\w*:$/;
const BARE_NAME = /^(?:(?:[A-Za-z_]\w*\.)+\w*[A-Z]\w*|[A-Z]+[a-z]\w*[A-Z]\w*)$/;
const PLACE = /^(?:(?:file:\/\/)?\/\S+\.[cm]?[jt]sx?|node:\S+):\d+$/;

function hasFrames(text: string): boolean {
  return text.includes('\n') && FRAME_BELOW.test(text);
}

/** Whether a line that begins without a blank may be of a stack trace: told by its two ends, as nearly every line asks. */
function isTracePart(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 47) return text.length <= MAX_NAME && PLACE.test(text);
  if ((first < 97 || first > 122) && (first < 65 || first > 90) && first !== 95) return false;
  if (text.charCodeAt(text.length - 1) === 41) return text.length <= MAX_CALL && CALL.test(text);
  if (first === 99 && text.startsWith('created by ')) return true;
  if ((first === 110 || first === 102) && PLACE.test(text.slice(0, MAX_NAME))) return true;
  return isNamed(text);
}

/**
 * `app.carrier.CarrierRefused: zone 17`, `PaymentDeclined: card 4`, `KeyboardInterrupt`: the exception of a trace, its last part with a
 * capital letter. Without a colon behind it takes more than one word: `Ready` is none.
 */
function isNamed(text: string): boolean {
  const space = text.indexOf(' ');
  if (space < 0) return text.length <= MAX_NAME && BARE_NAME.test(text);
  if (text.charCodeAt(space - 1) !== 58 || space > MAX_NAME) return false;
  // `INFO:` is what most lines of some services begin with.
  const last = text.charCodeAt(space - 2);
  return (last < 65 || last > 90) && NAME.test(text.slice(0, space));
}

/**
 * Tells a source which healthy-looking lines to hand over in full. `hit` only widens what is looked at, so it may say yes too
 * often. It runs on every line of a file: see scanner.ts for what it costs. With `everyRole` it hits what any rule may match, lines of
 * the life cycle and noise too, and no words of failure beside.
 */
export function createReduction(rules: Rule[], { everyRole = false } = {}): Reduction {
  const looked = rules.filter((rule) => isOfContainers(rule) && (everyRole || isFailure(rule)));
  const stands = createScanner(
    looked.flatMap(searchWords),
    everyRole ? [...TRACE_STARTS, ...TRACE_WORDS] : [...ERROR_WORDS, ...TRACE_WORDS],
  );
  return { hit: (message) => isContinuation(message) || isTracePart(message) || hasFrames(message) || stands(message) };
}
