import type { Report, ReportTimeline } from '../../model.ts';
import { displayWidth } from '../../text/width.ts';
import { type Line, padLine, type Span, safe, span } from '../lines/line.ts';
import { type Piece, placed } from '../lines/place.ts';
import { type Axis, axisOf, countsIn } from './axis.ts';
import { bars } from './bars.ts';
import { markers } from './markers.ts';
import { lengthInWords, ticks } from './ticks.ts';

/** Counts of one thing, one number a step of the report's timeline. */
export interface Series {
  name: string;
  counts: readonly number[];
}

export interface Chart {
  series: Series[];
  columns: number;
  /** Below the names. */
  corner: string;
  /** Deployments in a row above the clock, else in the same one. */
  apart: boolean;
}

/** Room for ` max 9999` and ` per 30 min`. */
const RIGHT = 11;

const compact = new Intl.NumberFormat('en-US', { notation: 'compact' });
const short = (n: number) => (n < 10_000 ? String(n) : compact.format(n));

/** A row of bars a series, each scaled to its own peak, and below them the deployments and the clock. */
export function chart(report: Report, timeline: ReportTimeline, { series, columns, corner, apart }: Chart): Line[] {
  const longest = Math.max(displayWidth(safe(corner)), ...series.map(({ name }) => displayWidth(safe(name))));
  const left = Math.min(longest, Math.floor(columns * 0.2)) + 2;
  const axis = axisOf(timeline, Math.max(1, columns - left - RIGHT));
  const row = (name: Span, drawn: Line, end: string): Line => [
    ...padLine([name], left - 2),
    span('  '),
    ...drawn,
    span(` ${end}`, 'dim'),
  ];
  const rows = series.map(({ name, counts }) => {
    const shown = countsIn(axis, counts);
    const peak = Math.max(...shown);
    return row(span(name), barsLine(axis, shown), peak > 0 ? `max ${short(peak)}` : '');
  });
  const marked = markers(axis, report, !apart);
  const clock = (pieces: Piece[]) =>
    row(span(corner, 'dim'), placed(pieces, axis.columns, ruleOf(axis)), `per ${lengthInWords(axis.barMs)}`);
  if (!apart) return [...rows, clock([...marked, ...ticks(axis)])];
  return [...rows, row(span(''), placed(marked, axis.columns, blankOf(axis)), ''), clock(ticks(axis))];
}

/** What came before is dim, behind a border. */
function barsLine({ border }: Axis, counts: number[]): Line {
  const drawn = bars(counts);
  if (border === null) return [span(drawn, 'bad')];
  return [span(drawn.slice(0, border), 'dim'), span('│', 'dim'), span(drawn.slice(border + 1), 'bad')];
}

/** The axis: dotted before the border, a line since. */
function ruleOf({ border }: Axis): (from: number, to: number) => Span[] {
  const at = border ?? -1;
  return (from, to) => {
    let rule = '';
    for (let column = from; column < to; column++) rule += column < at ? '┄' : column === at ? '├' : '─';
    return [span(rule, 'dim')];
  };
}

function blankOf({ border }: Axis): (from: number, to: number) => Span[] {
  return (from, to) => {
    if (border === null || border < from || border >= to) return [span(' '.repeat(to - from))];
    return [span(' '.repeat(border - from)), span('│', 'dim'), span(' '.repeat(to - border - 1))];
  };
}
