import { type Line, lineWidth, span, spread } from '../lines/line.ts';
import { layoutIn, pageIn, rowsIn, selectedIndex } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { Lines } from './lines.tsx';

const LIST_KEYS: [string, string][] = [
  ['j/k', 'select'],
  ['Enter', 'open'],
  ['Tab', 'next view'],
  ['?', 'keys'],
  ['q', 'quit'],
];
const PAGE_KEYS: [string, string][] = [
  ['j/k', 'scroll'],
  ['Esc', 'back'],
  ['?', 'keys'],
  ['q', 'quit'],
];

/** Where in the list or the text one is. */
function position(state: ScreenState): string {
  const page = pageIn(state);
  if (page) {
    const last = Math.min(page.length, state.scroll + layoutIn(state).detailRows);
    return page.length > layoutIn(state).detailRows ? `rows ${state.scroll + 1}-${last} of ${page.length}` : '';
  }
  const { length } = rowsIn(state);
  return length > 0 ? `${selectedIndex(state) + 1} of ${length}` : '';
}

function hints(state: ScreenState, room: number): Line {
  const keys = pageIn(state) ? PAGE_KEYS : LIST_KEYS;
  const spans: Line = [];
  for (const [key, does] of keys) {
    const next = [span(spans.length > 0 ? '  ' : ''), span(key, 'strong'), span(` ${does}`, 'dim')];
    if (lineWidth([...spans, ...next]) <= room) spans.push(...next);
  }
  return spans;
}

/** What was said of the reading, else the keys that matter here; the position at the right. */
export function Footer({ state }: { state: ScreenState }) {
  const { data, interrupted, columns } = state;
  const where = [span(position(state), 'dim')];
  const said = interrupted
    ? `${data.state === 'reading' ? 'stopping …' : (data.message ?? 'nothing is being read')}  Ctrl-C again leaves`
    : data.message;
  const left = said === null ? hints(state, columns - lineWidth(where) - 1) : [span(said, 'warn')];
  return <Lines lines={[spread(left, where, columns)]} columns={columns} />;
}
