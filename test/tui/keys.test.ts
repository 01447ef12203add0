import { describe, expect, it } from 'vitest';
import { actionsOf } from '../../src/tui/keys.ts';
import { helpLines } from '../../src/tui/views/help.ts';

const rows: [string, string, Parameters<typeof actionsOf>[1], string[]][] = [
  ['j', 'j', {}, ['move 1']],
  ['up', '', { upArrow: true }, ['move -1']],
  ['page up', '', { pageUp: true }, ['page -1']],
  ['g', 'g', {}, ['edge first']],
  ['G', 'G', { shift: true }, ['edge last']],
  ['End', '', { end: true }, ['edge last']],
  ['Enter', '\r', { return: true }, ['open']],
  ['Esc', '', { escape: true, meta: true }, ['back']],
  ['Tab', '\t', { tab: true }, ['turn 1']],
  ['Shift-Tab', '', { tab: true, shift: true }, ['turn -1']],
  ['d', 'd', {}, ['toggle deployments']],
  ['3', '3', {}, ['view coverage']],
  ['?', '?', {}, ['help']],
  ['q', 'q', {}, ['quit']],
  ['Ctrl-C', 'c', { ctrl: true }, ['interrupt']],
  ['c alone', 'c', {}, []],
  ['Ctrl-Q is not q', 'q', { ctrl: true }, []],
  ['Alt-j is not j', 'j', { meta: true }, []],
  ['held down, several at once', 'jjj', {}, ['move 1', 'move 1', 'move 1']],
  ['Enter and G at once', '\rG', {}, ['open', 'edge last']],
  ['two Ctrl-C at once', '\u0003\u0003', {}, ['interrupt', 'interrupt']],
  ['Ctrl-D', 'd', { ctrl: true }, ['half 1']],
  ['Ctrl-B', 'b', { ctrl: true }, ['page -1']],
  ['/', '/', {}, ['search']],
  ['n and N', 'nN', {}, ['found 1', 'found -1']],
  ['space', ' ', {}, ['pause']],
  ['unknown ones', 'x世', {}, []],
];

describe('a key asks for', () => {
  for (const [name, input, key, expected] of rows) {
    it(name, () => expect(actionsOf(input, key).map((action) => Object.values(action).join(' '))).toEqual(expected));
  }
});

it('the help page names every key', () => {
  const text = helpLines(80)
    .map((spans) => spans.map((span) => span.text).join(''))
    .join('\n');
  for (const key of [
    'j',
    'k',
    'PgDn',
    'PgUp',
    'g, G',
    'Enter',
    'Esc',
    'Tab',
    'd ',
    '?',
    'Ctrl-C',
    'q ',
    '/ ',
    'n, N',
    'f ',
    's ',
    'v ',
    'r ',
    'e ',
    'o ',
    'y ',
    'i ',
    'm ',
    'Space',
  ])
    expect(text).toContain(key);
});
