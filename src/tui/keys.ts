import type { Key } from 'ink';
import type { Action } from './state.ts';

interface Binding {
  /** As the help page names them; '' = said with another one. */
  keys: string;
  help: string;
  inputs?: string[];
  special?: (keyof Key)[];
  /** Letters with Ctrl held. */
  control?: string[];
  action: Action;
}

const MOVING: Binding[] = [
  {
    keys: 'Down, j',
    help: 'next, or one row down',
    inputs: ['j'],
    special: ['downArrow'],
    control: ['n'],
    action: { type: 'move', by: 1 },
  },
  {
    keys: 'Up, k',
    help: 'previous, or one row up',
    inputs: ['k'],
    special: ['upArrow'],
    control: ['p'],
    action: { type: 'move', by: -1 },
  },
  {
    keys: 'PgDn, PgUp',
    help: 'a page down or up (also Ctrl-F, Ctrl-B)',
    special: ['pageDown'],
    control: ['f'],
    action: { type: 'page', by: 1 },
  },
  { keys: '', help: '', special: ['pageUp'], control: ['b'], action: { type: 'page', by: -1 } },
  { keys: 'Ctrl-D, Ctrl-U', help: 'half a page down or up', control: ['d'], action: { type: 'half', by: 1 } },
  { keys: '', help: '', control: ['u'], action: { type: 'half', by: -1 } },
  {
    keys: 'g, G',
    help: 'first, last (also Home, End)',
    inputs: ['g'],
    special: ['home'],
    action: { type: 'edge', to: 'first' },
  },
  { keys: '', help: '', inputs: ['G'], special: ['end'], action: { type: 'edge', to: 'last' } },
  {
    keys: 'Enter',
    help: 'the selected one on the whole screen',
    inputs: ['l', '\r', '\n'],
    special: ['return', 'rightArrow'],
    action: { type: 'open' },
  },
  {
    keys: 'Esc',
    help: 'back: out of a search, a page, an opened one, the filters, a view',
    inputs: ['h'],
    special: ['escape', 'leftArrow'],
    action: { type: 'back' },
  },
  {
    keys: 'Tab',
    help: 'failures, deployments, coverage (also 1, 2, 3)',
    inputs: ['\t'],
    special: ['tab'],
    action: { type: 'turn', by: 1 },
  },
  { keys: 'd', help: 'deployments, and back', inputs: ['d'], action: { type: 'toggle', view: 'deployments' } },
  { keys: '', help: '', inputs: ['1'], action: { type: 'view', view: 'failures' } },
  { keys: '', help: '', inputs: ['2'], action: { type: 'view', view: 'deployments' } },
  { keys: '', help: '', inputs: ['3'], action: { type: 'view', view: 'coverage' } },
];

const CHOOSING: Binding[] = [
  {
    keys: '/',
    help: 'search the list or the text in front; a capital makes case count',
    inputs: ['/'],
    action: { type: 'search' },
  },
  { keys: 'n, N', help: 'the next match, the one before', inputs: ['n'], action: { type: 'found', by: 1 } },
  { keys: '', help: '', inputs: ['N'], action: { type: 'found', by: -1 } },
  {
    keys: 'f',
    help: 'only failures with a sample that a filter finds (Logging query language)',
    inputs: ['f'],
    action: { type: 'filter' },
  },
  { keys: 's', help: 'only one service', inputs: ['s'], action: { type: 'services' } },
  { keys: 'v', help: 'only one verdict: new, worse, … all again', inputs: ['v'], action: { type: 'verdict' } },
  {
    keys: 'Space',
    help: 'hold the report still while reading goes on; again: the newest',
    inputs: [' '],
    action: { type: 'pause' },
  },
];

const DOING: Binding[] = [
  { keys: 'r', help: 'two revisions of its service side by side', inputs: ['r'], action: { type: 'compare' } },
  { keys: 'e', help: 'its entries, whole', inputs: ['e'], action: { type: 'entries' } },
  { keys: 'o', help: 'its entries in the Logs Explorer', inputs: ['o'], action: { type: 'browse' } },
  { keys: 'y', help: 'copy an issue about it (Markdown)', inputs: ['y'], action: { type: 'copy' } },
  {
    keys: 'i',
    help: 'file that issue with gh: shows what would be sent, Enter sends it',
    inputs: ['i'],
    action: { type: 'issue' },
  },
  {
    keys: 'm',
    help: 'mute it in the configuration, or no longer',
    inputs: ['m'],
    action: { type: 'mute' },
  },
];

const LEAVING: Binding[] = [
  { keys: '?', help: 'this page', inputs: ['?'], action: { type: 'help' } },
  {
    keys: 'Ctrl-C',
    help: 'stop reading and keep what was read; twice: leave at once',
    inputs: ['\u0003'],
    control: ['c'],
    action: { type: 'interrupt' },
  },
  { keys: 'q', help: 'quit', inputs: ['q'], action: { type: 'quit' } },
];

/** Every key of the screen by what it is for; the help page is made from it. */
const GROUPS: [string, Binding[]][] = [
  ['Keys', MOVING],
  ['Search and filters', CHOOSING],
  ['The selected failure', DOING],
  ['Leaving', LEAVING],
];
const BINDINGS = GROUPS.flatMap(([, bindings]) => bindings);

/** Headings, and below each its keys with what they do. */
export const KEYS: [string, [string, string][]][] = GROUPS.map(([heading, bindings]) => [
  heading,
  bindings.filter(({ keys }) => keys !== '').map(({ keys, help }) => [keys, help]),
]);

const BY_INPUT = new Map(
  BINDINGS.flatMap(({ inputs = [], action }) => inputs.map((input) => [input, action] as const)),
);
const BY_CONTROL = new Map(
  BINDINGS.flatMap(({ control = [], action }) => control.map((letter) => [letter, action] as const)),
);
const BY_SPECIAL = BINDINGS.flatMap(({ special = [], action }) => special.map((name) => [name, action] as const));

/** What a key press asks for. Keys may arrive together (`jjj`, Enter and G): each is an action. Unknown keys ask for nothing. */
export function actionsOf(input: string, key: Partial<Key>): Action[] {
  const special = BY_SPECIAL.find(([name]) => key[name] === true);
  if (key.ctrl && !special) return [BY_CONTROL.get(input) ?? []].flat();
  if (key.meta && !key.escape) return [];
  if (key.tab && key.shift) return [{ type: 'turn', by: -1 }];
  if (special) return [special[1]];
  return [...input].flatMap((character) => BY_INPUT.get(character) ?? []);
}
