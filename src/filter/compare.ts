/** What a comparison does with one value of an entry. A value of another type than the filter's never compares. */
import { RE2JS } from 're2js';
import type { Micros } from '../model.ts';
import { parseSeverity, SEVERITIES, severityRank } from '../text/severity.ts';
import { parseNanos, parseTime } from '../text/time.ts';
import type { FieldType } from './fields.ts';
import { fold } from './fold.ts';
import { someScalar } from './reach.ts';
import type { Operator } from './types.ts';
import { type Instant, parseBool, parseInstant, parseNumber, parseSpan, resolveInstant } from './values.ts';

export type Test = (value: unknown) => boolean;

/** The operators on two numbers, or on a comparison's sign and 0; `:` on what is no text is equality. */
const ORDER: Record<Operator, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  ':': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=~': () => false,
  '!~': () => false,
};

/** The test for a field of this type. The value has passed `checkValue`. */
export function compareTest(type: FieldType, op: Operator, value: string | null, now: Micros): Test {
  if (value === null) return nullTest(op);
  if (op === '=~' || op === '!~') return patternTest(op, value);
  const holds = ORDER[op];
  switch (type) {
    case 'severity': {
      const rank = rankOf(value);
      return (entry) => holds(rankOf(entry), rank);
    }
    case 'number': {
      const number = parseNumber(value)!;
      return (entry) => holds(Number(entry), number);
    }
    case 'bool': {
      const bool = Number(parseBool(value));
      return (entry) => holds(Number(entry === true), bool);
    }
    case 'timestamp':
      return instantTest(op, resolveInstant(value, now)!);
    case 'duration':
      return spanTest(op, parseSpan(value)!);
    case 'proto':
      return anyTest(op, value, protoTextTest(op, value));
    default:
      return anyTest(op, value, textTest(op, value));
  }
}

/** The test of a value in a payload, whose type decides; an object is searched through for `:`. */
function anyTest(op: Operator, value: string, ofText: (text: string) => boolean): Test {
  const holds = ORDER[op];
  const number = parseNumber(value);
  const bool = parseBool(value);
  const scalar: Test = (entry) => {
    if (typeof entry === 'string') return ofText(entry);
    if (typeof entry === 'number') return number !== null && holds(entry, number);
    return typeof entry === 'boolean' && bool !== null && holds(Number(entry), Number(bool));
  };
  return (entry) => (typeof entry === 'object' ? op === ':' && someScalar(entry, scalar) : scalar(entry));
}

/** A global restriction's test: `:` on every scalar. */
export function containsTest(text: string): Test {
  return anyTest(':', text, textTest(':', text));
}

function textTest(op: Operator, value: string): (text: string) => boolean {
  const wanted = fold(value);
  if (op === ':') return (text) => fold(text).includes(wanted);
  if (op === '=') return (text) => text === value || fold(text) === wanted;
  const holds = ORDER[op];
  return (text) => {
    const folded = fold(text);
    return holds(folded < wanted ? -1 : folded > wanted ? 1 : 0, 0);
  };
}

/** In protoPayload a string may be a time, a duration or, for an order, a 64-bit number: compared as such where both sides are. */
function protoTextTest(op: Operator, value: string): (text: string) => boolean {
  const plain = textTest(op, value);
  const instant = parseInstant(value);
  if (instant) {
    const asInstant = instantTest(op, instant);
    return (text) => (parseTime(text) === null ? plain(text) : asInstant(text));
  }
  const span = parseSpan(value);
  if (span !== null) {
    const asSpan = spanTest(op, span);
    return (text) => (parseSpan(text) === null ? plain(text) : asSpan(text));
  }
  const number = parseNumber(value);
  if (number === null || op === '=' || op === '!=' || op === ':') return plain;
  return (text) => {
    const own = parseNumber(text);
    return own === null ? plain(text) : ORDER[op](own, number);
  };
}

function instantTest(op: Operator, wanted: Instant): Test {
  const holds = ORDER[op];
  return (entry) => {
    const time = typeof entry === 'string' ? parseTime(entry) : null;
    if (time === null) return false;
    return time === wanted.time ? holds(parseNanos(entry as string), wanted.nanos) : holds(time, wanted.time);
  };
}

function spanTest(op: Operator, wanted: number): Test {
  const holds = ORDER[op];
  return (entry) => {
    const span = typeof entry === 'string' ? parseSpan(entry) : null;
    return span !== null && holds(span, wanted);
  };
}

function patternTest(op: Operator, pattern: string): Test {
  const expression = RE2JS.compile(pattern);
  const wanted = op === '=~';
  return (entry) => typeof entry === 'string' && expression.test(entry) === wanted;
}

function nullTest(op: Operator): Test {
  return op === '!=' ? (entry) => entry !== null : (entry) => entry === null;
}

/** Cloud Logging's own names: nearly every entry has one of them. */
const RANKS = new Map<unknown, number>(SEVERITIES.map((name) => [name, severityRank(name)]));

/** Severities as numbers. Of an entry's severity that Cloud Logging does not know the usual meaning is taken, else DEFAULT. */
function rankOf(severity: unknown): number {
  const rank = RANKS.get(severity);
  if (rank !== undefined) return rank;
  if (typeof severity === 'string' && /^\d{1,3}$/.test(severity)) return Number(severity);
  const known = parseSeverity(severity);
  return known ? severityRank(known) : 0;
}
