import type { Micros, ReportTimeline } from '../../model.ts';
import { parseTime } from '../../text/time.ts';

/** A go-live that a window opens at is written to the second. */
const AT_ONCE: Micros = 2_000_000;

/** Time across a row: which column a moment and a step of a report's timeline are shown in. */
export interface Axis {
  columns: number;
  /** The column between what was before and what came since, which shows no counts; null where there is nothing before. */
  border: number | null;
  /** What the first column begins with and the last one ends with. */
  from: Micros;
  to: Micros;
  /** The go-live that the counts are about, or when the window opens. */
  opens: Micros;
  /** Of the steps that one bar counts together. */
  barMs: number;
  /** The bar of each step. */
  barOf: number[];
  bars: number;
}

/**
 * Steps are counted together in bars of the same length where they are more than columns, and bars are drawn out where they are fewer. A
 * bar begins at a whole multiple of its length, so that it stays what it is while the window grows.
 */
export function axisOf({ from, to, opens, stepMs }: ReportTimeline, columns: number): Axis {
  const length = stepMs * 1000;
  const first = Math.floor(parseTime(from)! / length);
  const steps = Math.max(1, Math.floor(parseTime(to)! / length) - first + 1);
  const opening = parseTime(opens)!;
  const opened = Math.floor(opening / length) - first;
  const hasBorder = opened > 0 && opened < steps && columns > 2;
  const room = Math.max(1, hasBorder ? columns - 1 : columns);
  let group = Math.ceil(steps / room);
  const barsOf = (size: number) => Math.floor((first + steps - 1) / size) - Math.floor(first / size) + 1;
  while (barsOf(group) > room) group++;
  const bars = barsOf(group);
  const firstBar = Math.floor(first / group);
  const barOf = Array.from({ length: steps }, (_, step) => Math.floor((first + step) / group) - firstBar);
  const border = hasBorder ? firstColumn(barOf[opened]!, bars, room) : null;
  const begin = firstBar * group * length;
  return {
    columns: room + (hasBorder ? 1 : 0),
    border,
    from: begin,
    to: begin + bars * group * length,
    opens: opening,
    barMs: group * stepMs,
    barOf,
    bars,
  };
}

/** The column of a moment, one of those that its bar is drawn in; null outside of the axis. */
export function columnAt({ columns, border, from, to, opens, bars }: Axis, time: Micros): number | null {
  if (time < from || time >= to) return null;
  const room = border === null ? columns : columns - 1;
  const place = ((time - from) / (to - from)) * bars;
  const bar = Math.floor(place);
  const [begin, end] = [firstColumn(bar, bars, room), firstColumn(bar + 1, bars, room)];
  const column = begin + Math.floor((place - bar) * (end - begin));
  if (border === null) return column;
  if (Math.abs(time - opens) <= AT_ONCE) return border;
  return time < opens ? Math.min(column, Math.max(0, border - 1)) : Math.max(column, border) + 1;
}

/** The first of the columns that a bar is drawn in. */
function firstColumn(bar: number, bars: number, room: number): number {
  return Math.ceil((bar * room) / bars);
}

/** The count that each column shows; the border's is 0. */
export function countsIn({ columns, border, barOf, bars }: Axis, counts: readonly number[]): number[] {
  const sums = new Array<number>(bars).fill(0);
  for (let step = 0; step < barOf.length; step++) sums[barOf[step]!]! += counts[step] ?? 0;
  const room = border === null ? columns : columns - 1;
  const shown = Array.from({ length: room }, (_, column) => sums[Math.floor((column * bars) / room)]!);
  if (border !== null) shown.splice(border, 0, 0);
  return shown;
}
