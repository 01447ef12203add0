/** The screen as one value, and what each action makes of it. Pure: no clock, no streams. */
import type { Key } from 'ink';
import type { Report } from '../model.ts';
import { answered } from './asking.ts';
import type { Answer, Asked } from './effects.ts';
import { type Filters, NO_FILTERS } from './filters.ts';
import { go, pageRows, settle, show, stepBack } from './moving.ts';
import type { Mutes } from './mutes.ts';
import type { Overlay } from './overlays/overlay.ts';
import { paste, press } from './pressing.ts';
import type { Prompt } from './prompt.ts';
import type { Search } from './search.ts';
import { nextFound } from './searching.ts';
import { pageIn, rowsIn } from './select.ts';
import type { ScreenData } from './store.ts';
import { isVerb, runVerb, type Verb } from './verbs.ts';

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
  /** The report stands still; `newest` is the last that came since. */
  paused: boolean;
  newest: Report | null;
  columns: number;
  rows: number;
  view: ViewName;
  /** The selected item on the whole screen. */
  open: boolean;
  help: boolean;
  /** A page over the view. */
  overlay: Overlay | null;
  lists: Record<'failures' | 'deployments', ListState>;
  /** First visible row of the text on the whole screen (help, a page, coverage, an opened item). */
  scroll: number;
  /** The line that is being typed. */
  prompt: Prompt | null;
  search: Search | null;
  filters: Filters;
  mutes: Mutes;
  /** What the last key led to, until the next key. */
  said: { text: string; tone: 'plain' | 'good' | 'bad' } | null;
  /** What is to be done outside of the screen, in this order. */
  asked: Asked[];
  /** The number of the next one. */
  nextId: number;
  /** Ctrl-C was pressed once. */
  interrupted: boolean;
  /** Set once the screen is to close. */
  exit: 'quit' | 'interrupted' | null;
}

export type Action =
  | { type: 'data'; data: ScreenData }
  | { type: 'resize'; columns: number; rows: number }
  | { type: 'move' | 'half' | 'page' | 'turn' | 'wheel' | 'found'; by: 1 | -1 }
  | { type: 'edge'; to: 'first' | 'last' }
  | { type: 'view' | 'toggle'; view: ViewName }
  | { type: 'open' | 'back' | 'help' | 'interrupt' | 'quit' }
  | { type: Verb }
  | { type: 'key'; input: string; key: Partial<Key> }
  | { type: 'paste'; text: string }
  | { type: 'answer'; id: number; answer: Answer };

const AT_TOP: ListState = { selected: null, index: 0, top: 0 };
/** Rows that a notch of the mouse wheel moves. */
const NOTCH = 3;

export function initialState(data: ScreenData, columns: number, rows: number): ScreenState {
  return {
    data,
    paused: false,
    newest: null,
    columns,
    rows,
    view: 'failures',
    open: false,
    help: false,
    overlay: null,
    lists: { failures: AT_TOP, deployments: AT_TOP },
    scroll: 0,
    prompt: null,
    search: null,
    filters: NO_FILTERS,
    mutes: new Map(),
    said: null,
    asked: [],
    nextId: 1,
    interrupted: false,
    exit: null,
  };
}

export function reduce(state: ScreenState, action: Action): ScreenState {
  switch (action.type) {
    case 'data':
      return take(state, action.data);
    case 'resize':
      return settle({ ...state, columns: action.columns, rows: action.rows });
    case 'move':
      return go(state, action.by);
    case 'wheel':
      return go(state, action.by * NOTCH);
    case 'half':
      return go(state, action.by * Math.ceil(pageRows(state) / 2));
    case 'page':
      return go(state, action.by * pageRows(state));
    case 'edge':
      return go(state, action.to === 'first' ? -Infinity : Infinity);
    case 'found':
      return nextFound(state, action.by);
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
      return stepBack(state);
    case 'help':
      return { ...state, help: !state.help, scroll: 0 };
    case 'interrupt':
      return state.interrupted ? { ...state, exit: 'interrupted' } : { ...state, interrupted: true };
    case 'quit':
      return { ...state, exit: 'quit' };
    case 'key':
      return press(state, action.input, action.key);
    case 'paste':
      return paste(state, action.text);
    case 'answer':
      return answered(state, action.id, action.answer);
    default:
      return isVerb(action.type) ? runVerb(state, action.type) : state;
  }
}

/** New data. While the screen is paused the report stands still; how the reading goes does not. */
function take(state: ScreenState, data: ScreenData): ScreenState {
  const exit = data.state === 'closing' ? 'quit' : state.exit;
  if (!state.paused) return settle({ ...state, data, exit });
  const { report } = state.data;
  return settle({ ...state, data: { ...data, report }, newest: data.report, exit });
}
