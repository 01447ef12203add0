import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { rowsIn, selectedIndex } from '../../src/tui/select.ts';
import { type Action, initialState, reduce, type ScreenState } from '../../src/tui/state.ts';
import { incidentC, signature } from './fixtures/incident-c.ts';

const READING = { report: null, progress: null, state: 'reading' as const, message: null, live: null };
const data = (report: Report) => ({ ...READING, report });
const shown = (report = incidentC(), columns = 80, rows = 24) => initialState(data(report), columns, rows);
const play = (state: ScreenState, ...actions: Action[]) => actions.reduce(reduce, state);

const down: Action = { type: 'move', by: 1 };
const up: Action = { type: 'move', by: -1 };
const last: Action = { type: 'edge', to: 'last' };
const open: Action = { type: 'open' };
const back: Action = { type: 'back' };
const tab: Action = { type: 'turn', by: 1 };

/** What the table below looks at. */
const look = (state: ScreenState) =>
  [state.view, state.help && 'help', state.open && 'open', `at ${selectedIndex(state)}`].filter(Boolean).join(' ');

const moves: [string, Action[], string][] = [
  ['the first is selected', [], 'failures at 0'],
  ['down', [down], 'failures at 1'],
  ['no further up than the first', [down, up, up], 'failures at 0'],
  ['last', [last], 'failures at 7'],
  ['no further down than the last', [last, down], 'failures at 7'],
  ['first', [last, { type: 'edge', to: 'first' }], 'failures at 0'],
  ['a page down', [{ type: 'page', by: 1 }], 'failures at 6'],
  ['a page up', [last, { type: 'page', by: -1 }], 'failures at 1'],
  ['open and back', [down, open, back], 'failures at 1'],
  ['opened', [down, open], 'failures open at 1'],
  ['keys scroll an opened text, not the list', [down, open, down, down], 'failures open at 1'],
  ['the next view', [tab], 'deployments at 0'],
  ['each list has its own place', [down, tab, down, down, tab, tab], 'failures at 1'],
  ['around and around', [{ type: 'turn', by: -1 }], 'coverage at 0'],
  [
    'd and d',
    [
      { type: 'toggle', view: 'deployments' },
      { type: 'toggle', view: 'deployments' },
    ],
    'failures at 0',
  ],
  ['back from a view', [tab, back], 'failures at 0'],
  ['another view closes what is open', [open, tab], 'deployments at 0'],
  ['help over anything', [tab, { type: 'help' }], 'deployments help at 0'],
  ['back from help', [tab, { type: 'help' }, back], 'deployments at 0'],
  ['there is nothing to open in coverage', [{ type: 'view', view: 'coverage' }, open, back], 'failures at 0'],
];

describe('keys move', () => {
  for (const [name, actions, expected] of moves) {
    it(name, () => expect(look(play(shown(), ...actions))).toBe(expected));
  }
});

describe('the selection', () => {
  const titleOf = (state: ScreenState) => rowsIn(state)[selectedIndex(state)]?.cells[3]?.text;

  it('stays on its item when the ranking changes', () => {
    const before = play(shown(), down, down, down);
    const report = incidentC();
    const newcomers = [1, 2, 3].map((n) => signature({ signature: `v1:n${n}`, title: `newcomer ${n}`, count: 999 }));
    const next = play(before, {
      type: 'data',
      data: data({ ...report, signatures: [...newcomers, ...report.signatures] }),
    });
    expect(titleOf(before)).toBe('upstream connect error');
    expect(titleOf(next)).toBe('upstream connect error');
    expect(selectedIndex(next)).toBe(6);
  });

  it('follows a signature that becomes a diagnosis', () => {
    const report = incidentC();
    const unranked = report.signatures.map((item) => (item.role === 'symptom' ? item : { ...item, diagnosis: null }));
    const before = play(shown({ ...report, diagnoses: [], signatures: unranked }), down);
    const next = play(before, { type: 'data', data: data(report) });
    expect(selectedIndex(before)).toBe(1);
    expect(rowsIn(before)[1]!.cells[0]!.text).toBe('new');
    expect(rowsIn(next)[selectedIndex(next)]).toMatchObject({
      key: rowsIn(before)[1]!.key,
      cells: [{ text: '2 medium' }, {}, {}, {}, {}, {}],
    });
  });

  it('is the first, whichever that is, until a key moves it', () => {
    const report = incidentC();
    const next = play(shown({ ...report, diagnoses: [] }), { type: 'data', data: data(report) });
    expect(titleOf(next)).toBe('Infinite recursion (Python)');
  });

  it('moves to its neighbour when its item is gone', () => {
    const next = play(shown(), last, { type: 'data', data: data(incidentC({ signatures: [] })) });
    expect(selectedIndex(next)).toBe(1);
  });

  it('opened, it does not turn into another item', () => {
    const report = incidentC();
    const opened = play(shown({ ...report, diagnoses: report.diagnoses.slice(1) }), open);
    const next = play(opened, { type: 'data', data: data(report) });
    expect(titleOf(next)).toBe('Invalid user_id format: pending_auth');
  });
});

describe('the window', () => {
  const many = Array.from({ length: 100 }, (_, n) =>
    signature({ signature: `v1:${n}`, title: `failure ${n}`, count: 1000 - n }),
  );
  const long = () => shown(incidentC({ diagnoses: [], signatures: many }));

  it('keeps the selected row visible, moving as little as it can', () => {
    const tops: number[] = [];
    let state = long();
    for (let i = 0; i < 10; i++) {
      state = reduce(state, down);
      tops.push(state.lists.failures.top);
    }
    expect(tops).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    expect(play(state, up).lists.failures.top).toBe(4);
  });

  it('does not end below the last row, also when the terminal grows', () => {
    const end = play(long(), last);
    expect(end.lists.failures.top).toBe(93);
    expect(play(end, { type: 'resize', columns: 80, rows: 60 }).lists.failures.top).toBe(76);
  });

  it('scrolls an opened text no further than its end', () => {
    const end = play(shown(), open, last);
    expect(end.scroll).toBeGreaterThan(10);
    expect(play(end, down).scroll).toBe(end.scroll);
    expect(play(end, { type: 'page', by: -1 }).scroll).toBe(end.scroll - 19);
  });
});

describe('leaving', () => {
  const leaving: [string, Action[], ScreenState['exit'], boolean][] = [
    ['q', [{ type: 'quit' }], 'quit', false],
    ['q in the help page', [{ type: 'help' }, { type: 'quit' }], 'quit', false],
    ['Ctrl-C', [{ type: 'interrupt' }], null, true],
    ['Ctrl-C twice', [{ type: 'interrupt' }, { type: 'interrupt' }], 'interrupted', true],
    ['a failed source', [{ type: 'data', data: { ...READING, state: 'closing' } }], 'quit', false],
  ];
  for (const [name, actions, exit, interrupted] of leaving) {
    it(name, () => expect(play(shown(), ...actions)).toMatchObject({ exit, interrupted }));
  }
});

it('keys do nothing while nothing is read', () => {
  const empty = initialState(READING, 80, 24);
  expect(play(empty, down, last, open, { type: 'page', by: 1 }, up)).toEqual(empty);
});
