/** Prompts and pages as frames; `npx vitest run -u test/tui` writes them anew. */
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';
import { Screen } from '../../src/tui/components/screen.tsx';
import { highlight, searchFor } from '../../src/tui/search.ts';
import { type Action, initialState, reduce, type ScreenState } from '../../src/tui/state.ts';
import { HOSTILE, incidentC } from './fixtures/incident-c.ts';

const data = { report: incidentC(), progress: null, state: 'reading' as const, message: null, live: null };
const type = (input: string): Action => ({ type: 'key', input, key: {} });
const ENTER: Action = { type: 'key', input: '', key: { return: true } };
const DRAFT: Action = {
  type: 'answer',
  id: 1,
  answer: {
    type: 'draft',
    draft: {
      repository: 'netra/app',
      visibility: 'public',
      title: 'Infinite recursion (Python), 2.0 s after netra-backend-staging-00042-abc',
      body: `# Headline\n\n| a | b |\n| --- | --- |\n\n${HOSTILE}\n`,
      existing: { number: 12, title: 'Recursion again', url: 'https://github.com/netra/app/issues/12' },
    },
  },
};
const later: Action = {
  type: 'data',
  data: { ...data, report: incidentC({ totals: { entries: 54_661, suspicious: 1, matched: 1 } }) },
};

const pages: [string, number, number, Action[]][] = [
  ['search-80', 80, 24, [type('/re')]],
  ['found-80', 80, 24, [type('/re'), ENTER, type('n')]],
  ['filter-wrong-80', 80, 24, [type('f'), type('severity>=ERORR'), ENTER]],
  ['filtered-80', 80, 24, [type('v'), type('f'), type('textPayload:"pending"'), ENTER]],
  ['filtered-empty-80', 80, 24, [type('f'), type('"not there"'), ENTER]],
  ['services-80', 80, 24, [type('s'), type('j')]],
  ['compare-80', 80, 24, [type('r')]],
  ['compare-200', 200, 30, [type('r')]],
  ['entries-80', 80, 24, [type('e')]],
  ['entries-hostile-80', 80, 50, [type('jje')]],
  ['issue-80', 80, 24, [type('i'), DRAFT]],
  ['paused-80', 80, 24, [type(' '), later]],
  ['long-prompt-80', 80, 24, [type('f'), type(`${'日本語'.repeat(30)} end`)]],
];

function play(columns: number, rows: number, actions: Action[]): ScreenState {
  return actions.reduce(reduce, initialState(data, columns, rows));
}

const frame = (state: ScreenState) => renderToString(<Screen state={state} />, { columns: state.columns });

describe('frames', () => {
  for (const [name, columns, rows, actions] of pages) {
    it(name, async () => {
      await expect(`${frame(play(columns, rows, actions))}\n`).toMatchFileSnapshot(`frames/${name}.txt`);
    });
  }
});

describe('a page fills the terminal and never leaves it', () => {
  for (const [columns, rows] of [
    [20, 5],
    [40, 10],
    [131, 30],
    [300, 60],
  ] as const) {
    it(`${columns}x${rows}`, () => {
      for (const [, , , actions] of pages) {
        const shown = frame(play(columns, rows, actions)).split('\n');
        expect(shown.length).toBe(rows);
        for (const row of shown) {
          expect(displayWidth(row)).toBeLessThanOrEqual(columns);
          expect(row).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        }
      }
    });
  }
});

describe('matches are marked', () => {
  const marked = (pieces: string[], text: string) =>
    highlight(
      pieces.map((piece) => ({ text: piece, tone: 'plain' })),
      searchFor(text),
    )
      .map((piece) => (piece.mark ? `[${piece.text}]` : piece.text))
      .join('');
  const rows: [string[], string, string][] = [
    [['Redis reset, redis'], 'redis', '[Redis] reset, [redis]'],
    [['Redis reset, redis'], 'Redis', '[Redis] reset, redis'],
    [['up', 'stre', 'am'], 'pst', 'u[p][st]ream'],
    [['a.b axb'], 'a.b', '[a.b] axb'],
    [['日本語 ログ'], '本語', '日[本語] ログ'],
    [['İstanbul'], 'istanbul', 'İstanbul'],
    [['nothing'], 'x', 'nothing'],
  ];
  for (const [pieces, text, expected] of rows)
    it(`${text} in ${pieces.join('|')}`, () => expect(marked(pieces, text)).toBe(expected));
});
