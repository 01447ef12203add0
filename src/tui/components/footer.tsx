import { count, counted } from '../detail/words.ts';
import { filterWords, isFiltered } from '../filters.ts';
import { type Line, lineWidth, span, spread } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import { matchPosition } from '../searching.ts';
import { hiddenIn, layoutIn, pageIn, rowsIn, selectedIndex } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { Lines } from './lines.tsx';
import { promptLines } from './prompt-lines.ts';

type Hints = [string, string][];

const LIST_KEYS: Hints = [
  ['j/k', 'select'],
  ['Enter', 'open'],
  ['/', 'search'],
  ['f', 'filter'],
  ['Tab', 'next view'],
  ['?', 'keys'],
  ['q', 'quit'],
];
const PAGE_KEYS: Hints = [
  ['j/k', 'scroll'],
  ['Esc', 'back'],
  ['/', 'search'],
  ['?', 'keys'],
  ['q', 'quit'],
];
const SERVICES_KEYS: Hints = [
  ['j/k', 'select'],
  ['Enter', 'choose'],
  ['Esc', 'back'],
];
const COMPARE_KEYS: Hints = [
  ['Left/Right', 'another revision'],
  ['Tab', 'the other side'],
  ['Esc', 'back'],
];
const ISSUE_KEYS: Hints = [
  ['Enter', 'send'],
  ['j/k', 'scroll'],
  ['Esc', 'back'],
];
const SEARCH_KEYS: Hints = [
  ['n/N', 'next, previous'],
  ['Esc', 'clear'],
];

function keysOf(state: ScreenState): Hints {
  if (state.search !== null) return SEARCH_KEYS;
  const { overlay } = state;
  if (!state.help && overlay?.kind === 'services') return SERVICES_KEYS;
  if (!state.help && overlay?.kind === 'compare') return COMPARE_KEYS;
  if (!state.help && overlay?.kind === 'issue' && overlay.phase === 'ready') return ISSUE_KEYS;
  return pageIn(state) ? PAGE_KEYS : LIST_KEYS;
}

/** Where in the list or the text one is, and what of it is not listed. */
function position(state: ScreenState): string {
  const match = matchPosition(state);
  const found = match === null ? '' : `match ${match.at || '-'} of ${count(match.of)}, `;
  const page = pageIn(state);
  if (page) {
    const last = Math.min(page.length, state.scroll + layoutIn(state).detailRows);
    const rows = page.length > layoutIn(state).detailRows ? `rows ${state.scroll + 1}-${last} of ${page.length}` : '';
    return rows === '' ? found.replace(', ', '') : `${found}${rows}`;
  }
  const { length } = rowsIn(state);
  const hidden = hiddenIn(state);
  const left = hidden > 0 ? `, ${count(hidden)} hidden` : '';
  return length > 0 ? `${found}${selectedIndex(state) + 1} of ${length}${left}` : hidden > 0 ? `0 of 0${left}` : '';
}

function hints(state: ScreenState, room: number): Line {
  const spans: Line = [];
  for (const [key, does] of keysOf(state)) {
    const next = [span(spans.length > 0 ? '  ' : ''), span(key, 'strong'), span(` ${does}`, 'dim')];
    if (lineWidth([...spans, ...next]) <= room) spans.push(...next);
  }
  return spans;
}

/** That the report stands still, and how much came since; what the list is narrowed to. */
function standing(state: ScreenState): Line {
  const { paused, newest, data, filters } = state;
  const since = (newest?.totals.entries ?? 0) - (data.report?.totals.entries ?? 0);
  return [
    ...(paused ? [span(`paused: ${counted(Math.max(0, since), 'entry', 'entries')} since`, 'warn'), span('  ')] : []),
    ...(isFiltered(filters) ? [span(filterWords(filters), 'accent'), span('; Esc clears', 'dim'), span('  ')] : []),
  ];
}

function reading({ data, interrupted }: ScreenState): Line {
  const said = interrupted
    ? `${data.state === 'reading' ? 'stopping …' : (data.message ?? 'nothing is being read')}  Ctrl-C again leaves`
    : data.message;
  return said === null ? [] : [span(said, 'warn')];
}

/** What is typed; else what the last key led to; else how things stand, or the keys that matter here. The position at the right. */
export function footerLines(state: ScreenState): Line[] {
  const { prompt, said, columns } = state;
  if (prompt !== null) return promptLines(state, prompt);
  if (said !== null)
    return paragraph(said.text, columns, { tone: said.tone === 'plain' ? 'strong' : said.tone }).slice(0, 4);
  const where = [span(position(state), 'dim')];
  const room = columns - lineWidth(where) - 1;
  const left = [...standing(state), ...reading(state)];
  const used = lineWidth(left);
  return [spread(used > 0 ? left : hints(state, room), where, columns)];
}

export function Footer({ state }: { state: ScreenState }) {
  return <Lines lines={footerLines(state)} columns={state.columns} />;
}
