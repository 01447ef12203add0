/** Times and spans as scenario files write them; generated scenarios give whole microseconds instead of text. */
import { z } from 'zod';
import type { Micros } from '../../model.ts';
import { parseTime } from '../../text/time.ts';

const UNITS: Record<string, Micros> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

/** `3858us`, `1.3s`, `2m 30s`, `1h30m` as microseconds; null for anything else. */
export function parseSpan(text: string): Micros | null {
  if (!/^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h|d)\s*)+$/.test(text)) return null;
  let span = 0;
  for (const part of text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h|d)/g)) span += Number(part[1]) * UNITS[part[2]!]!;
  return Math.round(span);
}

/** `80ms..300ms` as two spans; a single span is both ends. */
function parseRange(text: string): [Micros, Micros] | null {
  const [low, high] = text.split('..').map((part) => parseSpan(part.trim()));
  if (low == null || high === null) return null;
  return high === undefined || high >= low ? [low, high ?? low] : null;
}

function whole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A zod type that reads text or the ready value, and says how to write it where it can do neither. */
function readable<T>(
  name: string,
  example: string,
  isReady: (value: unknown) => value is T,
  parse: (s: string) => T | null,
) {
  return z.transform((value: unknown, ctx): T => {
    if (isReady(value)) return value;
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed !== null) return parsed;
    ctx.issues.push({
      code: 'custom',
      message: `${JSON.stringify(value)} is no ${name}; write ${example}`,
      input: value,
    });
    return z.NEVER;
  });
}

export const span = readable('span', '250ms, 1.3s, 2m 30s, 1h or 7d', whole, parseSpan);

export const time = readable('time', '2025-09-09T19:09:34Z', whole, parseTime);

export const range = readable(
  'range',
  '80ms..300ms',
  (value): value is [Micros, Micros] => Array.isArray(value) && value.length === 2 && value.every(whole),
  parseRange,
);
