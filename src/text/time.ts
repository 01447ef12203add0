/**
 * Times and durations. A time is epoch microseconds (`Micros`). Parsing runs once a log line, so it reads digits by hand:
 * `Date` costs several times as much and drops what is below the millisecond.
 */
import type { Micros } from '../model.ts';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FRACTION_UNIT = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/** An RFC 3339 time with `Z` or an offset and up to nine digits of fraction; null for anything else. */
export function parseTime(text: string): Micros | null {
  const length = text.length;
  if (length < 20 || length > 35) return null;
  const day = parseDay(text);
  const clock = parseClock(text);
  if (day === null || clock < 0) return null;
  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(at) === 46) {
    const start = ++at;
    for (let d = digit(text, at); d >= 0; d = digit(text, ++at)) {
      if (at - start < 6) fraction = fraction * 10 + d;
    }
    const digits = at - start;
    if (digits < 1 || digits > 9) return null;
    fraction *= FRACTION_UNIT[Math.min(digits, 6)]!;
  }
  const offset = parseOffset(text, at);
  if (offset === null) return null;
  const time = day * DAY + clock * SECOND + fraction - offset;
  return Number.isSafeInteger(time) ? time : null;
}

/** The date (and the separator behind it) of the time read last: a log's lines are nearly all of the same day. */
let lastDate = '';
let lastDay = 0;

/** Days since 1970-01-01 of the date at the start of `text`, which `T`, `t` or a space must follow. */
function parseDay(text: string): number | null {
  if (lastDate !== '' && text.startsWith(lastDate)) return lastDay;
  const day = readDay(text);
  if (day === null) return null;
  lastDate = text.slice(0, 11);
  lastDay = day;
  return day;
}

function readDay(text: string): number | null {
  const separator = text.charCodeAt(10);
  if (separator !== 84 && separator !== 116 && separator !== 32) return null;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) return null;
  const year = century * 100 + yearOfCentury;
  if (day > DAYS_IN_MONTH[month]! && !(month === 2 && day === 29 && isLeap(year))) return null;
  return daysFromCivil(year, month, day);
}

/** Seconds since midnight of `HH:MM:SS` at 11; -1 where it is not one. A leap second (60) is the second after. */
function parseClock(text: string): number {
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return -1;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
  return hour * 3600 + minute * 60 + second;
}

/** Microseconds east of UTC of the `Z` or `±HH:MM` that ends the text. */
function parseOffset(text: string, at: number): number | null {
  const sign = text.charCodeAt(at);
  if (sign === 90 || sign === 122) return at + 1 === text.length ? 0 : null;
  if ((sign !== 43 && sign !== 45) || at + 6 !== text.length || text.charCodeAt(at + 3) !== 58) return null;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return null;
  const offset = (hours * 60 + minutes) * 60 * SECOND;
  return sign === 45 ? -offset : offset;
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57 ? code - 48 : -1;
}

/** The two-digit number at `at`, -1 where there is none. */
function twoDigits(text: string, at: number): number {
  const tens = digit(text, at);
  const ones = digit(text, at + 1);
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** The 0..999 nanoseconds that an RFC 3339 time has below the microsecond; 0 where it has none. */
export function parseNanos(text: string): number {
  if (text.charCodeAt(19) !== 46) return 0;
  let nanos = 0;
  for (let at = 20; at < 29; at++) {
    const d = digit(text, at);
    if (d < 0) return at > 26 ? nanos * 10 ** (29 - at) : 0;
    if (at >= 26) nanos = nanos * 10 + d;
  }
  return nanos;
}

/** RFC 3339 in UTC with as few digits of fraction as the time needs: none, three or six. */
export function formatTime(t: Micros): string {
  const micros = Math.floor(t);
  const fraction = mod(micros, SECOND);
  const seconds = new Date((micros - fraction) / 1000).toISOString().slice(0, -5);
  if (fraction === 0) return `${seconds}Z`;
  const digits = String(fraction).padStart(6, '0');
  return `${seconds}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}

/** The time of day in UTC with milliseconds: `19:09:36.012`. */
export function formatClock(t: Micros): string {
  return new Date(Math.floor(t / 1000)).toISOString().slice(11, -1);
}

/** A lag in two units at most: `4 ms`, `2.0 s`, `41 s`, `3 min 20 s`, `2 h 05 min`, `3 d 04 h`, `-1.2 s`. */
export function formatLag(ms: number): string {
  const size = formatSpan(Math.abs(ms));
  return ms < 0 && size !== '0 ms' ? `-${size}` : size;
}

function formatSpan(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${pad(hours % 24)} h`;
}

const DURATION_UNITS: Record<string, Micros> = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: DAY };

/** `30s`, `90m`, `2h`, `3d` as microseconds; null for anything else. */
export function parseDuration(text: string): Micros | null {
  const parts = /^(\d{1,9})([smhd])$/.exec(text);
  if (!parts) return null;
  const duration = Number(parts[1]) * DURATION_UNITS[parts[2]!]!;
  return Number.isSafeInteger(duration) ? duration : null;
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
