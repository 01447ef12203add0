import type { Micros } from '../../model.ts';
import { span } from '../lines/line.ts';
import type { Piece } from '../lines/place.ts';
import { type Axis, columnAt } from './axis.ts';

const SECOND: Micros = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Between two labels. */
const EVERY: Micros[] = [
  ...[5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((n) => n * DAY),
];
/** Columns that a label and the room behind it take, at least. */
const APART = 12;

/** The clock in a few places of an axis, at whole minutes, hours or days (UTC). */
export function ticks(axis: Axis): Piece[] {
  const perColumn = (axis.to - axis.from) / axis.columns;
  const every = EVERY.find((length) => length >= perColumn * APART) ?? EVERY.at(-1)!;
  const pieces: Piece[] = [];
  for (let time = Math.ceil(axis.from / every) * every; time < axis.to; time += every) {
    const at = columnAt(axis, time);
    if (at !== null && at !== axis.border) pieces.push({ at, spans: [span(`┬${label(time, every)}`, 'dim')] });
  }
  return pieces;
}

function label(time: Micros, every: Micros): string {
  const text = new Date(time / 1000).toISOString();
  if (every >= DAY) return text.slice(5, 10);
  return every < MINUTE ? text.slice(11, 19) : text.slice(11, 16);
}

/** A length of time that is a whole number of something: `30 s`, `5 min`, `2 h`, `1 d`. */
export function lengthInWords(ms: number): string {
  const seconds = ms / 1000;
  for (const [unit, name] of [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
  ] as const)
    if (seconds % unit === 0) return `${seconds / unit} ${name}`;
  return `${seconds} s`;
}
