import type { Key } from 'ink';
import type { Action } from './state.ts';

interface Binding {
  /** As the help page names them. */
  keys: string;
  help: string;
  inputs?: string[];
  special?: (keyof Key)[];
  action: Action;
}

/** Every key of the screen; the help page is made from it. */
const BINDINGS: Binding[] = [
  {
    keys: 'Down, j',
    help: 'next, or one row down',
    inputs: ['j'],
    special: ['downArrow'],
    action: { type: 'move', by: 1 },
  },
  {
    keys: 'Up, k',
    help: 'previous, or one row up',
    inputs: ['k'],
    special: ['upArrow'],
    action: { type: 'move', by: -1 },
  },
  { keys: 'PgDn, PgUp', help: 'a page down or up', special: ['pageDown'], action: { type: 'page', by: 1 } },
  { keys: '', help: '', special: ['pageUp'], action: { type: 'page', by: -1 } },
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
  { keys: 'Esc', help: 'back', inputs: ['h'], special: ['escape', 'leftArrow'], action: { type: 'back' } },
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
  { keys: '?', help: 'this page', inputs: ['?'], action: { type: 'help' } },
  {
    keys: 'Ctrl-C',
    help: 'stop reading and keep what was read; twice: leave at once',
    inputs: ['\u0003'],
    action: { type: 'interrupt' },
  },
  { keys: 'q', help: 'quit', inputs: ['q'], action: { type: 'quit' } },
];

export const KEYS = BINDINGS.filter(({ keys }) => keys !== '');

const BY_INPUT = new Map(
  BINDINGS.flatMap(({ inputs = [], action }) => inputs.map((input) => [input, action] as const)),
);
const BY_SPECIAL = BINDINGS.flatMap(({ special = [], action }) => special.map((name) => [name, action] as const));

/** What a key press asks for. Keys may arrive together (`jjj`, Enter and G): each is an action. Unknown keys ask for nothing. */
export function actionsOf(input: string, key: Partial<Key>): Action[] {
  if (key.ctrl) return input === 'c' ? [{ type: 'interrupt' }] : [];
  if (key.meta && !key.escape) return [];
  if (key.tab && key.shift) return [{ type: 'turn', by: -1 }];
  const special = BY_SPECIAL.find(([name]) => key[name] === true);
  if (special) return [special[1]];
  return [...input].flatMap((character) => BY_INPUT.get(character) ?? []);
}
