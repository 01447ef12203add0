/** The screen as one value, and what each action makes of it. Pure: no clock, no streams. */

import { layoutIn, pageIn, rowsIn, selectedIndex } from './select.ts';
import type { ScreenData } from './store.ts';

export type ViewName = 'failures' | 'deployments' | 'coverage';
export const VIEW_NAMES: ViewName[] = ['failures', 'deployments', 'coverage'];

/** Where a list stands. `selected` is the key of an item, so that a new ranking does not move it; null = the first, whichever it is. */
export interface ListState {
  selected: string | null;
  /** The place of the selected item, for when it is gone. */
  index: number;
  /** First visible row. */
  top: number;
}

export interface ScreenState {
  data: ScreenData;
  columns: number;
  rows: number;
  view: ViewName;
  /** The selected item on the whole screen. */
  open: boolean;
  help: boolean;
  lists: Record<'failures' | 'deployments', ListState>;
  /** First visible row of the text on the whole screen (help, coverage, an opened item). */
  scroll: number;
  /** Ctrl-C was pressed once. */
  interrupted: boolean;
  /** Set once the screen is to close. */
  exit: 'quit' | 'interrupted' | null;
}

export type Action =
  | { type: 'data'; data: ScreenData }
  | { type: 'resize'; columns: number; rows: number }
  | { type: 'move' | 'page' | 'turn'; by: 1 | -1 }
  | { type: 'edge'; to: 'first' | 'last' }
  | { type: 'view' | 'toggle'; view: ViewName }
  | { type: 'open' | 'back' | 'help' | 'interrupt' | 'quit' };

const AT_TOP: ListState = { selected: null, index: 0, top: 0 };

export function initialState(data: ScreenData, columns: number, rows: number): ScreenState {
  const lists = { failures: AT_TOP, deployments: AT_TOP };
  return {
    data,
    columns,
    rows,
    view: 'failures',
    open: false,
    help: false,
    lists,
    scroll: 0,
    interrupted: false,
    exit: null,
  };
}

export function reduce(state: ScreenState, action: Action): ScreenState {
  switch (action.type) {
    case 'data':
      return settle({ ...state, data: action.data, exit: action.data.state === 'failed' ? 'quit' : state.exit });
    case 'resize':
      return settle({ ...state, columns: action.columns, rows: action.rows });
    case 'move':
      return go(state, action.by);
    case 'page':
      return go(state, action.by * pageRows(state));
    case 'edge':
      return go(state, action.to === 'first' ? -Infinity : Infinity);
    case 'turn': {
      const next = VIEW_NAMES.indexOf(state.view) + action.by + VIEW_NAMES.length;
      return show(state, VIEW_NAMES[next % VIEW_NAMES.length]!);
    }
    case 'view':
      return show(state, action.view);
    case 'toggle':
      return show(state, state.view === action.view ? 'failures' : action.view);
    case 'open':
      return pageIn(state) || rowsIn(state).length === 0 ? state : { ...go(state, 0), open: true, scroll: 0 };
    case 'back':
      return back(state);
    case 'help':
      return { ...state, help: !state.help, scroll: 0 };
    case 'interrupt':
      return state.interrupted ? { ...state, exit: 'interrupted' } : { ...state, interrupted: true };
    case 'quit':
      return { ...state, exit: 'quit' };
  }
}

function show(state: ScreenState, view: ViewName): ScreenState {
  return settle({ ...state, view, open: false, help: false, scroll: 0 });
}

/** One step out: of the help page, of an opened item, of a view. */
function back(state: ScreenState): ScreenState {
  if (state.help) return { ...state, help: false, scroll: 0 };
  if (state.open) return { ...state, open: false, scroll: 0 };
  return show(state, 'failures');
}

function pageRows(state: ScreenState): number {
  const { listRows, detailRows } = layoutIn(state);
  return Math.max(1, (pageIn(state) ? detailRows : listRows) - 1);
}

/** Moves the selection, or the text where one fills the screen. */
function go(state: ScreenState, by: number): ScreenState {
  if (pageIn(state)) return settle({ ...state, scroll: state.scroll + by });
  const rows = rowsIn(state);
  if (rows.length === 0 || state.view === 'coverage') return state;
  const index = Math.min(Math.max(selectedIndex(state) + by, 0), rows.length - 1);
  const list = { ...state.lists[state.view], selected: rows[index]!.key, index };
  return settle({ ...state, lists: { ...state.lists, [state.view]: list } });
}

/** Keeps the selection and the scroll position inside what there is to show, and the selected row visible. */
function settle(state: ScreenState): ScreenState {
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
