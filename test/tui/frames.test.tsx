/** One state in, one frame out. The frames lie beside as text: `npx vitest run -u test/tui` writes them anew; look at them then. */
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';
import { Screen } from '../../src/tui/components/screen.tsx';
import { type Action, initialState, reduce, VIEW_NAMES } from '../../src/tui/state.ts';
import type { ScreenData } from '../../src/tui/store.ts';
import { healthy, incidentC } from './fixtures/incident-c.ts';

const done: ScreenData = { report: incidentC(), progress: null, state: 'done', message: null, live: null };
const reading: ScreenData = { report: null, progress: null, state: 'reading', message: null, live: null };
const progress = { entries: 12_040, done: 12, total: 60, unit: 'pages' as const, from: null, to: null, waiting: null };
const following = { text: 'following', connected: true, entriesPerSecond: 412.4 };
const live: ScreenData = { ...done, state: 'reading', live: following };
const lost: ScreenData = {
  ...live,
  report: incidentC({ deployments: incidentC().deployments.slice(0, 1) }),
  live: { text: 'reconnecting in 4 s', connected: false, entriesPerSecond: 0 },
};
const down: Action = { type: 'move', by: 1 };
const open: Action = { type: 'open' };

function frame(data: ScreenData, columns: number, rows: number, actions: Action[] = []): string {
  const state = actions.reduce(reduce, initialState(data, columns, rows));
  return renderToString(<Screen state={state} />, { columns });
}

const frames: [string, ScreenData, number, number, Action[]][] = [
  ['list-80', done, 80, 24, []],
  ['list-200', done, 200, 50, []],
  ['open-80', done, 80, 24, [open]],
  ['open-page-2-80', done, 80, 24, [open, { type: 'page', by: 1 }]],
  ['open-whole-120', done, 120, 90, [open]],
  ['hostile-80', done, 80, 50, [down, down, open]],
  ['hostile-200', done, 200, 50, [down, down]],
  ['deployments-80', done, 80, 24, [{ type: 'turn', by: 1 }]],
  ['deployments-200', done, 200, 30, [{ type: 'turn', by: 1 }]],
  ['coverage-80', done, 80, 24, [{ type: 'view', view: 'coverage' }]],
  ['help-80', done, 80, 24, [{ type: 'help' }]],
  ['opening-80', reading, 80, 24, []],
  ['reading-80', { ...reading, progress }, 80, 24, []],
  ['filling-80', { ...done, progress, state: 'reading' }, 80, 24, []],
  [
    'waiting-80',
    { ...done, progress: { ...progress, waiting: 'waiting for quota, 41 s' }, state: 'reading' },
    80,
    24,
    [],
  ],
  ['interrupted-80', { ...done, message: 'stopped: this is what was read' }, 80, 24, [{ type: 'interrupt' }]],
  ['live-80', live, 80, 24, []],
  ['list-120', done, 120, 40, []],
  ['live-200', live, 200, 50, []],
  ['not-connected-80', lost, 80, 24, []],
  ['gone-120', done, 120, 50, [...Array.from({ length: 6 }, () => down), open]],
  ['healthy-80', { ...done, report: healthy() }, 80, 24, []],
];

describe('frames', () => {
  for (const [name, data, columns, rows, actions] of frames) {
    it(name, async () => {
      await expect(`${frame(data, columns, rows, actions)}\n`).toMatchFileSnapshot(`frames/${name}.txt`);
    });
  }
});

describe('a frame fills the terminal and never leaves it', () => {
  const sizes: [number, number][] = [
    [20, 5],
    [40, 10],
    [80, 24],
    [129, 12],
    [130, 30],
    [400, 100],
  ];
  for (const [columns, rows] of sizes) {
    it(`${columns}x${rows}`, () => {
      for (const data of [done, live, reading, { ...done, report: healthy() }]) {
        for (const view of VIEW_NAMES) {
          for (const actions of [
            [],
            [down, down],
            [down, down, open],
            [open, { type: 'edge', to: 'last' }],
          ] as Action[][]) {
            const shown = frame(data, columns, rows, [{ type: 'view', view }, ...actions]).split('\n');
            expect(shown.length).toBe(rows);
            for (const row of shown) {
              expect(displayWidth(row)).toBeLessThanOrEqual(columns);
              expect(row).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
            }
          }
        }
      }
    });
  }
});

it('shows the end of a list of 100,000', () => {
  const report = incidentC();
  const many = Array.from({ length: 100_000 }, (_, n) => ({ ...report.signatures.at(-3)!, signature: `v1:${n}` }));
  const shown = frame({ ...done, report: { ...report, signatures: many } }, 80, 24, [{ type: 'edge', to: 'last' }]);
  expect(shown).toContain('100002 of 100002');
});
