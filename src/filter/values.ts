/** Values as the query language writes them: numbers, booleans, times, durations. */
import type { Micros } from '../model.ts';
import { parseNanos, parseTime } from '../text/time.ts';

/** An instant to the nanosecond. */
export interface Instant {
  time: Micros;
  /** 0..999 below the microsecond. */
  nanos: number;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL_NUMBERS = new Map([
  ['nan', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['+infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);

/** A number; `NaN`, `Infinity` and `-Infinity` in any letter case; null for anything else. */
export function parseNumber(text: string): number | null {
  if (NUMBER.test(text)) return Number(text);
  return SPECIAL_NUMBERS.get(text.toLowerCase()) ?? null;
}

/** `true` or `false` in any letter case. */
export function parseBool(text: string): boolean | null {
  const lower = text.length <= 5 ? text.toLowerCase() : '';
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

const NANOS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
  w: 604_800e9,
};
const DURATION = /^([+-]?)((?:\d{1,15}(?:\.\d{1,15})?(?:ns|us|ms|[smhdw]))+)$/;

/** A duration (`1.5s`, `200ms`, `1h30m`) in nanoseconds; null for anything else. */
export function parseSpan(text: string): number | null {
  const found = text.length <= 60 ? DURATION.exec(text) : null;
  if (!found) return null;
  let nanos = 0;
  for (const [, size, unit] of found[2]!.matchAll(/([\d.]+)([a-z]+)/g))
    nanos += Math.round(Number(size) * NANOS[unit!]!);
  return found[1] === '-' ? -nanos : nanos;
}

/** What may be left out of an ISO 8601 time: the zone (then UTC), the seconds, the time of day. */
const TIME_ENDS = ['', 'Z', ':00Z', 'T00:00:00Z'];

/** An RFC 3339 or ISO 8601 time, or a date alone; null for anything else, a space in place of the `T` included. */
export function parseInstant(text: string): Instant | null {
  if (text.charCodeAt(10) === 32) return null;
  for (const end of TIME_ENDS) {
    const time = parseTime(text + end);
    if (time !== null) return { time, nanos: parseNanos(text) };
  }
  return null;
}

/** How far from now `now`, `now-1d` or `now+90m` lies, in microseconds; null where the text is none of these. */
export function parseRelative(text: string): Micros | null {
  if (text === 'now') return 0;
  if (!/^now[+-]\d/.test(text)) return null;
  const nanos = parseSpan(text.slice(3));
  return nanos === null ? null : Math.round(nanos / 1000);
}

/** The instant that a filter's text stands for. */
export function resolveInstant(text: string, now: Micros): Instant | null {
  const offset = parseRelative(text);
  return offset === null ? parseInstant(text) : { time: now + offset, nanos: 0 };
}
