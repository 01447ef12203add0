/** What follows from the state: computed when asked for, never stored. */
import { isRoomy, type Layout, layoutOf } from './layout.ts';
import type { Line } from './lines/line.ts';
import type { Row } from './lines/table.ts';
import type { ListState, ScreenState } from './state.ts';
import { coverage } from './views/coverage.ts';
import { deployments } from './views/deployments.ts';
import { failures } from './views/failures.ts';
import { helpLines } from './views/help.ts';
import type { ListView } from './views/view.ts';

export const VIEWS = { failures, deployments, coverage };

/** The view in front, where it is a list. */
export function listIn(state: ScreenState): { view: ListView; list: ListState } | null {
  if (state.view === 'coverage') return null;
  return { view: VIEWS[state.view], list: state.lists[state.view] };
}

/** Rows of a wide screen have more words in them. */
const isWide = (state: ScreenState) => isRoomy(state.columns);

export function rowsIn(state: ScreenState): Row[] {
  const { report } = state.data;
  return report === null ? [] : (listIn(state)?.view.rows(report, isWide(state)) ?? []);
}

/** The place of the selected item; of one that is gone the place it had. 0 in an empty list. */
export function selectedIndex(state: ScreenState): number {
  const list = listIn(state)?.list;
  const rows = rowsIn(state);
  if (!list || list.selected === null) return 0;
  const index = rows.findIndex(({ key }) => key === list.selected);
  return Math.max(0, index >= 0 ? index : Math.min(list.index, rows.length - 1));
}

/** The details of the selected item. */
export function detailIn(state: ScreenState, columns: number): Line[] {
  const { report } = state.data;
  const row = rowsIn(state)[selectedIndex(state)];
  const shown = listIn(state);
  return report === null || !row || !shown ? [] : shown.view.detail(report, row.key, columns);
}

/** The text that fills the screen, where one does. */
export function pageIn(state: ScreenState): Line[] | null {
  if (state.help) return helpLines(state.columns);
  if (state.view === 'coverage') return coverage.page(state.data, state.columns);
  return state.open ? detailIn(state, state.columns) : null;
}

export function layoutIn(state: ScreenState): Layout {
  const { columns, rows, help, open, view, data } = state;
  const full = help || open || view === 'coverage';
  const services = data.report?.timeline?.services.length ?? null;
  return layoutOf({ columns, rows, items: rowsIn(state).length, full, live: data.live !== null, services });
}
