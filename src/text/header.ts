/** The header that a logging library puts before a message: time, level, logger. */
import { mayBeColoured, stripColours } from './header/colours.ts';
import { readLogfmt } from './header/logfmt.ts';
import { type Header, readKind, readShape, unstated, withStamp } from './header/read-shape.ts';
import {
  AFTER_BRACKETED_STAMP,
  BRACKET,
  CAPITAL,
  DIGIT,
  MARK,
  SMALL_LETTER,
  shapesAfterStamp,
} from './header/shapes.ts';
import { readStamp, type Stamp } from './header/stamp.ts';
import { CAPITALS, readLevel, SHORT, SMALL } from './header/words.ts';

export type { Header };

/** A header ends well before this; a 300 KB line is not searched further. */
const MAX_HEADER = 600;
/** Cheap tests whether a line that begins with a letter is worth the tables: most lines are prose. */
const CAPITAL_GUARD = new RegExp(
  `(?:${CAPITALS}|${SHORT})(?=[:\\s[])|[IWEF]\\d{4}(?:\\d{4})? |[DIWEFA], \\[|PM2 `,
  'y',
);
const SMALL_GUARD = new RegExp(`(?:${SMALL}|trce|dbug|fail):|[a-z_][\\w.:-]{0,100} +${CAPITALS}:`, 'y');
const BADGE_GUARD = / {1,3}[A-Z]{3,8} {2}/y;
const DIGIT_GUARD = /\d{1,10}(?::[CMSX] |\|\w)/y;
const KEY_GUARD = /[a-z]{1,9}=/y;
/** PHP, Go and npm name the kind of the message, which stays part of it. */
const PHP = /PHP (Fatal error|Parse error|Warning|Notice|Deprecated): /y;
const GO = /(panic): /y;
const NPM = /npm (ERR(?=!)|error|warn|WARN|notice|info|http|verb|sill)(?:!| |$)/y;
/** php-fpm's own header before what PHP printed, whatever that was. */
const FPM = 'NOTICE: PHP message: ';
/** What may stand between a time and a message, or a header inside the line: `gcloud run services logs read` prints both. */
const BARE = /:?(?:\s+[-|])?\s+|:?$/y;

/**
 * Reads the header of a text's first line: loguru, Python logging, uvicorn, gunicorn, winston, logback and log4j, klog, slog,
 * zap, `[ERROR] …`, `2025-… ERROR …`, `ERROR: …` and others. A level word inside a sentence is none. Never throws.
 */
export function readHeader(text: string): Header {
  const plain = mayBeColoured(text) ? stripColours(text) : text;
  const end = plain.indexOf('\n');
  const length = end < 0 ? plain.length : end;
  const line = length === plain.length && length <= MAX_HEADER ? plain : plain.slice(0, Math.min(length, MAX_HEADER));
  const header = readLine(line, 0, true);
  if (!header) return unstated(plain, 0);
  return { ...header, rest: header.rest + plain.slice(line.length) };
}

/** The header at `at`, with the rest of the line. `nested`: another header may stand inside, behind the first. */
function readLine(line: string, at: number, nested: boolean): Header | null {
  const code = line.charCodeAt(at);
  if (code >= 48 && code <= 57) return readDigit(line, at, nested);
  if (code === 91) return readBracket(line, at, nested);
  if ((code >= 97 && code <= 122) || code === 95) return readSmall(line, at);
  if (code >= 65 && code <= 90) return readCapital(line, at, nested);
  if (code === 32) return readBadge(line, at);
  return code === 37 || code === 60 ? readMarked(line, at) : null;
}

function readDigit(line: string, at: number, nested: boolean): Header | null {
  const header = readStamped(line, at, nested);
  if (header) return header;
  DIGIT_GUARD.lastIndex = at;
  return DIGIT_GUARD.test(line) ? withInner(readShape(DIGIT, line, at), line, nested) : null;
}

/** Laravel's and pnpm's console: a level between blanks. */
function readBadge(line: string, at: number): Header | null {
  BADGE_GUARD.lastIndex = at;
  return BADGE_GUARD.test(line) ? readShape(MARK, line, at) : null;
}

/** syslog often gives one level to all that a program says: what the message itself states counts more. */
function readMarked(line: string, at: number): Header | null {
  const header = readShape(MARK, line, at);
  if (!header) return null;
  const inner = readLine(line, line.length - header.rest.length, false);
  return inner?.level ? { ...inner, time: header.time, naive: header.naive, logger: header.logger } : header;
}

function readStamped(line: string, at: number, nested: boolean): Header | null {
  const stamp = readStamp(line, at);
  return stamp && readAfterStamp(line, stamp.end, stamp, nested);
}

function readAfterStamp(line: string, at: number, stamp: Stamp, nested: boolean): Header | null {
  const shaped = readShape(shapesAfterStamp(line, at), line, at);
  if (shaped) return withStamp(withInner(shaped, line, nested)!, stamp);
  BARE.lastIndex = at;
  if (!BARE.test(line)) return null;
  const start = BARE.lastIndex;
  const inner = nested ? readLine(line, start, false) : null;
  return withStamp(inner ?? unstated(line, start), stamp);
}

function readBracket(line: string, at: number, nested: boolean): Header | null {
  const stamp = readStamp(line, at + 1);
  if (stamp) {
    const shaped = readShape(AFTER_BRACKETED_STAMP, line, stamp.end);
    if (shaped) return withStamp(shaped, stamp);
    const close = line.indexOf(']', stamp.end);
    return close < 0 || close - stamp.end > 40 ? null : readAfterStamp(line, close + 1, stamp, nested);
  }
  return withInner(readShape(BRACKET, line, at), line, nested);
}

function readCapital(line: string, at: number, nested: boolean): Header | null {
  if (line.startsWith(FPM, at)) {
    const start = at + FPM.length;
    return readLine(line, start, false) ?? unstated(line, start);
  }
  CAPITAL_GUARD.lastIndex = at;
  if (CAPITAL_GUARD.test(line)) return withInner(readShape(CAPITAL, line, at), line, nested);
  return readKind(PHP, line, at) ?? readStamped(line, at, nested);
}

function readSmall(line: string, at: number): Header | null {
  SMALL_GUARD.lastIndex = at;
  const shaped = SMALL_GUARD.test(line) ? readShape(SMALL_LETTER, line, at) : null;
  if (shaped) return shaped;
  const first = line.charCodeAt(at);
  const kind = first === 112 ? readKind(GO, line, at) : first === 110 ? readKind(NPM, line, at) : null;
  if (kind) return kind;
  KEY_GUARD.lastIndex = at;
  if (!KEY_GUARD.test(line)) return null;
  const pairs = readLogfmt(line.slice(at));
  if (!pairs) return null;
  const stamp = readStamp(pairs.time, 0);
  return {
    level: readLevel(pairs.level),
    time: stamp?.time ?? null,
    naive: stamp?.naive ?? false,
    logger: pairs.logger,
    rest: pairs.rest,
  };
}

/**
 * What stands behind a shape belongs to the header too: the time of `[ERROR] 2025-… message`, and the level where the shape has
 * none of its own.
 */
function withInner(header: Header | null, line: string, nested: boolean): Header | null {
  if (!header || !nested || (header.level !== null && header.time !== null)) return header;
  const inner = readBehind(line, line.length - header.rest.length, header.level !== null);
  if (!inner) return header;
  const { time, naive } = header.time === null ? inner : header;
  return { ...inner, time, naive, level: header.level ?? inner.level, logger: header.logger || inner.logger };
}

function readBehind(line: string, at: number, onlyStamp: boolean): Header | null {
  return onlyStamp ? readStamped(line, at, false) : readLine(line, at, false);
}
