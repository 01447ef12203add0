import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';
import { cutLine, lineWidth, padLine, span, spread } from '../../src/tui/lines/line.ts';
import { tableLine, tableWidths } from '../../src/tui/lines/table.ts';
import { command, paragraph, wrapText } from '../../src/tui/lines/wrap.ts';
import { HOSTILE } from './fixtures/incident-c.ts';

const text = (line: { text: string }[]) => line.map((piece) => piece.text).join('');

describe('lines are exactly as wide as asked', () => {
  for (const hostile of [...HOSTILE.split('\n'), HOSTILE, '']) {
    it(JSON.stringify(hostile.slice(0, 30)), () => {
      for (const columns of [1, 2, 7, 40, 81]) {
        const line = [span(hostile), span(hostile, 'bad')];
        expect(lineWidth(padLine(line, columns))).toBe(columns);
        expect(lineWidth(cutLine(line, columns))).toBeLessThanOrEqual(columns);
        expect(lineWidth(spread(line, [span('end')], columns))).toBe(columns);
        expect(text(padLine(line, columns))).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|\ufe0f/);
      }
    });
  }
});

const wrapped: [string, string, number, string[]][] = [
  ['at spaces', 'one two three', 8, ['one two', 'three']],
  ['exactly full', 'one two', 7, ['one two']],
  ['a long word is cut', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['a long word begins on a row of its own', 'ab abcdefgh', 6, ['ab', 'abcdef', 'gh']],
  ['wide characters are never halved', '日本語日本語', 5, ['日本', '語日', '本語']],
  [
    'a combining mark stays with its letter',
    'e\u0301e\u0301e\u0301e\u0301e\u0301',
    4,
    ['e\u0301e\u0301e\u0301e\u0301', 'e\u0301'],
  ],
  ['newlines are spaces', 'a\nb', 10, ['a b']],
  ['nothing', '', 10, ['']],
];

describe('text is wrapped', () => {
  for (const [name, input, columns, rows] of wrapped) it(name, () => expect(wrapText(input, columns)).toEqual(rows));

  it('no row is too wide, however hostile, and endless text ends', () => {
    for (const columns of [4, 9, 60]) {
      for (const row of wrapText(`${HOSTILE} ${'\u0336'.repeat(5000)} ${'w '.repeat(1e5)}`, columns)) {
        expect(displayWidth(row)).toBeLessThanOrEqual(columns);
      }
    }
    expect(wrapText('x'.repeat(300_000), 80).length).toBeLessThan(20);
  });

  it('with a hanging indent', () => {
    expect(paragraph('one two three', 10, { lead: '  - ' }).map(text)).toEqual(['  - one', '    two', '    three']);
  });

  it('a command can be copied as it stands', () => {
    const rows = command('gcloud run services update-traffic shop --to-revisions shop-1=100', 40).map(text);
    expect(rows).toEqual(['  gcloud run services update-traffic \\', '    shop --to-revisions shop-1=100']);
  });
});

it('tables: columns as wide as their widest cell, the growing one takes the rest, empty ones none', () => {
  const columns = [
    { heading: 'n', align: 'right' as const, most: 5 },
    { heading: 'empty', align: 'left' as const, most: 5 },
    { heading: 'title', align: 'left' as const, most: Infinity },
  ];
  const rows = ['1', '123456789'].map((n) => ({ key: n, cells: [span(n), span(''), span('日本語の題名')] }));
  const widths = tableWidths(columns, rows, 16);
  expect(widths).toEqual([5, 0, 9]);
  expect(rows.map(({ cells }) => text(tableLine(cells, columns, widths)))).toEqual([
    '    1  日本語の…',
    '1234…  日本語の…',
  ]);
});

it('tables: what can be spared goes where the growing column would have no room, the last first', () => {
  const columns = [
    { heading: 'a', align: 'left' as const, most: 10, spare: true },
    { heading: 'title', align: 'left' as const, most: Infinity },
    { heading: 'b', align: 'left' as const, most: 10, tight: 5, spare: true },
  ];
  const rows = [{ key: '1', cells: [span('0123456789'), span('title'), span('0123456789')] }];
  expect([120, 60, 35, 34, 27].map((room) => tableWidths(columns, rows, room))).toEqual([
    [10, 96, 10],
    [10, 41, 5],
    [10, 16, 5],
    [10, 22, 0],
    [0, 27, 0],
  ]);
});
