/** Moving about: selection, scrolling, stepping out. */
import { isFiltered, NO_FILTERS } from './filters.ts';
import { SERVICES_TOP } from './overlays/services.ts';
import { layoutIn, pageIn, rowsIn, selectedIndex } from './select.ts';
import type { ScreenState, ViewName } from './state.ts';

export function show(state: ScreenState, view: ViewName): ScreenState {
  return settle({ ...state, view, open: false, help: false, overlay: null, scroll: 0 });
}

/** One step out: of the help page, what was searched, a page, an opened item, the filters, a view. */
export function stepBack(state: ScreenState): ScreenState {
  if (state.help) return settle({ ...state, help: false, scroll: 0 });
  if (state.search !== null) return { ...state, search: null };
  if (state.overlay !== null) return closeOverlay(state);
  if (state.open) return { ...state, open: false, scroll: 0 };
  if (isFiltered(state.filters) && state.view !== 'coverage') return settle({ ...state, filters: NO_FILTERS });
  return show(state, 'failures');
}

export function closeOverlay(state: ScreenState): ScreenState {
  return settle({ ...state, overlay: null, scroll: state.overlay?.under ?? 0 });
}

/** How far a page down goes: one row less than is seen. */
export function pageRows(state: ScreenState): number {
  const { listRows, detailRows } = layoutIn(state);
  return Math.max(1, (pageIn(state) ? detailRows : listRows) - 1);
}

/** Moves the selection, or the text where one fills the screen. */
export function go(state: ScreenState, by: number): ScreenState {
  if (state.overlay?.kind === 'services' && !state.help) return choose(state, state.overlay.selected + by);
  if (pageIn(state)) return settle({ ...state, scroll: state.scroll + by });
  return select(state, selectedIndex(state) + by);
}

/** Selects the row at a place, as near as there is one. */
export function select(state: ScreenState, place: number): ScreenState {
  const rows = rowsIn(state);
  if (rows.length === 0 || state.view === 'coverage') return state;
  const index = Math.min(Math.max(place, 0), rows.length - 1);
  const list = { ...state.lists[state.view], selected: rows[index]!.key, index };
  return settle({ ...state, lists: { ...state.lists, [state.view]: list } });
}

/** Moves the mark in the list of services, which stays visible. */
export function choose(state: ScreenState, place: number): ScreenState {
  if (state.overlay?.kind !== 'services') return state;
  const last = Math.max(0, (pageIn(state)?.length ?? 0) - SERVICES_TOP - 1);
  const selected = Math.min(Math.max(place, 0), last);
  const row = selected + SERVICES_TOP;
  const { detailRows } = layoutIn(state);
  const scroll = Math.max(Math.min(state.scroll, selected === 0 ? 0 : row), row - detailRows + 1);
  return settle({ ...state, overlay: { ...state.overlay, selected }, scroll });
}

/** Keeps the selection and the scroll position inside what there is to show, and the selected row visible. */
export function settle(state: ScreenState): ScreenState {
  const page = pageIn(state);
  if (page) {
    const most = Math.max(0, page.length - layoutIn(state).detailRows);
    return { ...state, scroll: Math.min(Math.max(state.scroll, 0), most) };
  }
  if (state.view === 'coverage') return state;
  const list = state.lists[state.view];
  const index = selectedIndex(state);
  const { listRows } = layoutIn(state);
  const most = Math.max(0, rowsIn(state).length - listRows);
  const top = Math.min(Math.max(Math.min(list.top, index), index - listRows + 1), most);
  return { ...state, lists: { ...state.lists, [state.view]: { ...list, index, top: Math.max(0, top) } } };
}
