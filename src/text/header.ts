/** The header that a logging library puts before a message: time, level, logger. */
import type { Micros, Severity } from '../model.ts';
import { mayBeColoured, stripColours } from './header/colours.ts';
import { readLogfmt } from './header/logfmt.ts';
import { AFTER_BRACKETED_STAMP, AFTER_STAMP, BRACKET, CAPITAL, type Shape, SMALL_LETTER } from './header/shapes.ts';
import { readStamp, type Stamp } from './header/stamp.ts';
import { CAPITALS, readLevel, SMALL } from './header/words.ts';

export interface Header {
  /** null where the text states none. */
  level: Severity | null;
  time: Micros | null;
  /** The time had no offset and was read as UTC. */
  naive: boolean;
  logger: string;
  /** The text without its header and without colour marks; of several lines the later ones stay. */
  rest: string;
}

/** A header ends well before this; a 300 KB line is not searched further. */
const MAX_HEADER = 600;
/** Cheap tests whether a line that begins with a letter is worth the tables: most lines are prose. */
const CAPITAL_GUARD = new RegExp(`${CAPITALS}(?=[:\\s[])|[IWEF]\\d{4} |[DIWEFA], \\[`, 'y');
const SMALL_GUARD = new RegExp(`(?:${SMALL}|trce|dbug|fail):`, 'y');
const KEY_GUARD = /[a-z]{1,9}=/y;
/** PHP and Go name the kind of the message, which stays part of it. */
const PHP = /PHP (Fatal error|Parse error|Warning|Notice|Deprecated): /y;
const GO = /(panic): /y;
/** php-fpm's own header before what PHP printed, whatever that was. */
const FPM = 'NOTICE: PHP message: ';
/** What may stand between a time and a message, or a header inside the line: `gcloud run services logs read` prints both. */
const BARE = /(?:\s+[-|])?\s+|$/y;

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
  if (!header) return { level: null, time: null, naive: false, logger: '', rest: plain };
  return { ...header, rest: header.rest + plain.slice(line.length) };
}

/** The header at `at`, with the rest of the line. `nested`: another header may stand inside, behind the first. */
function readLine(line: string, at: number, nested: boolean): Header | null {
  const code = line.charCodeAt(at);
  if (code >= 48 && code <= 57) return readStamped(line, at, nested);
  if (code === 91) return readBracket(line, at, nested);
  if (code >= 97 && code <= 122) return readSmall(line, at);
  if (code >= 65 && code <= 90) return readCapital(line, at, nested);
  return null;
}

function readStamped(line: string, at: number, nested: boolean): Header | null {
  const stamp = readStamp(line, at);
  return stamp && readAfterStamp(line, stamp.end, stamp, nested);
}

function readAfterStamp(line: string, at: number, stamp: Stamp, nested: boolean): Header | null {
  const shaped = readShape(AFTER_STAMP, line, at);
  if (shaped) return withStamp(shaped, stamp);
  BARE.lastIndex = at;
  if (!BARE.test(line)) return null;
  const start = BARE.lastIndex;
  const inner = nested ? readLine(line, start, false) : null;
  return withStamp(inner ?? { level: null, time: null, naive: false, logger: '', rest: line.slice(start) }, stamp);
}

function readBracket(line: string, at: number, nested: boolean): Header | null {
  const stamp = readStamp(line, at + 1);
  if (stamp) {
    const shaped = readShape(AFTER_BRACKETED_STAMP, line, stamp.end);
    if (shaped) return withStamp(shaped, stamp);
    const close = line.indexOf(']', stamp.end);
    return close < 0 || close - stamp.end > 40 ? null : readAfterStamp(line, close + 1, stamp, nested);
  }
  const header = readShape(BRACKET, line, at);
  return header && withInnerStamp(header, line, nested);
}

function readCapital(line: string, at: number, nested: boolean): Header | null {
  if (line.startsWith(FPM, at)) {
    const start = at + FPM.length;
    return (
      readLine(line, start, false) ?? { level: null, time: null, naive: false, logger: '', rest: line.slice(start) }
    );
  }
  CAPITAL_GUARD.lastIndex = at;
  if (CAPITAL_GUARD.test(line)) {
    const header = readShape(CAPITAL, line, at);
    return header && withInnerStamp(header, line, nested);
  }
  return readKind(PHP, line, at) ?? readStamped(line, at, nested);
}

function readKind(pattern: RegExp, line: string, at: number): Header | null {
  pattern.lastIndex = at;
  const kind = pattern.exec(line);
  return kind && { level: readLevel(kind[1]!), time: null, naive: false, logger: '', rest: line.slice(at) };
}

function readSmall(line: string, at: number): Header | null {
  SMALL_GUARD.lastIndex = at;
  if (SMALL_GUARD.test(line)) return readShape(SMALL_LETTER, line, at);
  const kind = readKind(GO, line, at);
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

/** The first shape of the table that matches at `at`. */
function readShape(shapes: Shape[], line: string, at: number): Header | null {
  for (const { pattern } of shapes) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (!match) continue;
    const groups = match.groups;
    const stamp = groups?.stamp ? readStamp(groups.stamp, 0) : null;
    return {
      level: groups?.level ? readLevel(groups.level) : null,
      time: stamp?.time ?? null,
      naive: stamp?.naive ?? false,
      logger: groups?.logger ?? '',
      rest: line.slice(pattern.lastIndex),
    };
  }
  return null;
}

/** `[ERROR] 2025-… message`: the time behind the level belongs to the header. */
function withInnerStamp(header: Header, line: string, nested: boolean): Header {
  if (!nested || header.time !== null) return header;
  const at = line.length - header.rest.length;
  const stamp = readStamp(line, at);
  const inner = stamp && readAfterStamp(line, stamp.end, stamp, false);
  return inner ? { ...inner, level: header.level ?? inner.level, logger: header.logger || inner.logger } : header;
}

function withStamp(header: Header, stamp: Stamp): Header {
  return { ...header, time: stamp.time ?? header.time, naive: stamp.time === null ? header.naive : stamp.naive };
}
