/** Frames with colours: the same text, and nothing that a background could swallow. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { renderToString } from 'ink';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Screen } from '../../src/tui/components/screen.tsx';
import { COLOURS, NO_COLOURS, ThemeContext } from '../../src/tui/components/theme.ts';
import { type Action, initialState, reduce } from '../../src/tui/state.ts';
import { incidentC } from './fixtures/incident-c.ts';

// What Ink paints with: without a terminal it leaves colours out.
const own = createRequire(createRequire(import.meta.url).resolve('ink'));
const { default: chalk } = (await import(pathToFileURL(own.resolve('chalk')).href)) as { default: { level: number } };
const { level } = chalk;
beforeAll(() => {
  chalk.level = 3;
});
afterAll(() => {
  chalk.level = level;
});

const SGR = /\u001b\[([\d;]*)m/g;
/** Bold, dim, reverse and the eight colours, each with what ends it: never black, white, a background or a shade of 256. */
const ALLOWED = new Set(['1', '2', '22', '7', '27', '31', '32', '33', '34', '35', '36', '39']);

const live = { text: 'reconnecting in 4 s', connected: false, entriesPerSecond: 12 };
const data = { report: incidentC(), progress: null, state: 'reading' as const, message: null, live };
const down: Action = { type: 'move', by: 1 };
const cases: [string, number, number, Action[]][] = [
  ['the list', 80, 24, []],
  ['a wide list, hostile text selected', 200, 50, [down, down]],
  ['an opened diagnosis', 120, 90, [{ type: 'open' }]],
  ['deployments', 200, 50, [{ type: 'turn', by: 1 }]],
  ['coverage', 80, 24, [{ type: 'view', view: 'coverage' }]],
  ['help', 80, 50, [{ type: 'help' }]],
];

function frame(colours: boolean, columns: number, rows: number, actions: Action[]): string {
  const state = actions.reduce(reduce, initialState(data, columns, rows));
  const screen = (
    <ThemeContext value={colours ? COLOURS : NO_COLOURS}>
      <Screen state={state} />
    </ThemeContext>
  );
  return renderToString(screen, { columns });
}

/** Without trailing blanks: a reversed row is padded with its colour. */
const plain = (shown: string) =>
  shown
    .replaceAll(SGR, '')
    .split('\n')
    .map((row) => row.trimEnd());

it.each(cases)('%s: 16 colours, and the same text without them', (_name, columns, rows, actions) => {
  const [coloured, colourless] = [true, false].map((colours) => frame(colours, columns, rows, actions)) as [
    string,
    string,
  ];
  expect(plain(coloured)).toEqual(plain(colourless));
  const codes = (shown: string) => new Set([...shown.matchAll(SGR)].flatMap(([, code]) => code!.split(';')));
  expect([...codes(coloured)].filter((code) => !ALLOWED.has(code))).toEqual([]);
  expect([...codes(colourless)].filter((code) => !['1', '2', '22', '7', '27'].includes(code))).toEqual([]);
  expect(codes(coloured).size).toBeGreaterThan(codes(colourless).size);
});

it('the list with its colours', async () => {
  const shown = frame(true, 80, 24, []).replaceAll('\u001b', '␛');
  await expect(`${shown}\n`).toMatchFileSnapshot('frames/colours-80.txt');
});
