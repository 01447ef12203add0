import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ReportDeployment, ReportTimeline } from '../../src/model.ts';
import { formatTime, parseTime } from '../../src/text/time.ts';
import { displayWidth } from '../../src/text/width.ts';
import type { Line } from '../../src/tui/lines/line.ts';
import { placed } from '../../src/tui/lines/place.ts';
import { axisOf, columnAt, countsIn } from '../../src/tui/timeline/axis.ts';
import { bars, sparkline } from '../../src/tui/timeline/bars.ts';
import { chart } from '../../src/tui/timeline/chart.ts';
import { lengthInWords } from '../../src/tui/timeline/ticks.ts';
import { BACKEND, HOSTILE, incidentC, TIMELINE } from './fixtures/incident-c.ts';

const T0 = parseTime('2025-09-09T19:00:00Z')!;
const text = (line: Line) => line.map((piece) => piece.text).join('');
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Steps of 5 s from T0 on, the opening after so many of them. */
function timelineOf(steps: number, opened: number, stepMs = 5000): ReportTimeline {
  const at = (step: number) => formatTime(T0 + step * stepMs * 1000);
  return { from: at(0), to: at(steps - 0.5), opens: at(opened + 0.3), stepMs, services: [] };
}

describe('an axis', () => {
  it('shows every count in a column of its time, on either side of the border', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 3, max: 250 }),
        fc.integer({ min: 0, max: 299 }),
        (steps, opened, columns, chosen) => {
          const axis = axisOf(timelineOf(steps, Math.min(opened, steps - 1)), columns);
          expect(axis.columns).toBe(columns);
          const step = chosen % steps;
          const counts = Array.from({ length: steps }, (_, i) => (i === step ? 7 : 0));
          const shown = countsIn(axis, counts);
          expect(shown).toHaveLength(columns);
          const at = shown.indexOf(7);
          // Half a step in, beside the border that the go-live itself is at.
          const column = columnAt(axis, T0 + (step + 0.9) * 5e6)!;
          if (column !== axis.border) {
            // A bar that the go-live lies in is shown behind the border, with what came before in it.
            expect(column).toBeGreaterThanOrEqual(at - (axis.border === null ? 0 : 2));
            expect(column).toBeLessThanOrEqual(shown.lastIndexOf(7) + (axis.border === null ? 0 : 1));
          }
          if (axis.border !== null) {
            expect(at < axis.border).toBe(axis.barOf[step]! < axis.barOf[Math.min(opened, steps - 1)]!);
            expect(shown[axis.border]).toBe(0);
          }
        },
      ),
    );
  });

  it('counts steps together where they are more than columns: no count is lost', () => {
    const axis = axisOf(timelineOf(120, 60), 31);
    expect(axis.barMs).toBe(20_000);
    expect(countsIn(axis, Array(120).fill(1))).toEqual([...Array(15).fill(4), 0, ...Array(15).fill(4)]);
  });

  it('keeps a bar as it is while the window grows', () => {
    const counts = Array.from({ length: 100 }, (_, i) => i % 7);
    const shown = (steps: number) => countsIn(axisOf(timelineOf(steps, 0), 50), counts.slice(0, steps));
    expect(shown(99).slice(0, -1)).toEqual(shown(100).slice(0, -1));
  });

  it('has the go-live on the border, and nothing outside', () => {
    const axis = axisOf(timelineOf(100, 50), 60);
    expect(columnAt(axis, axis.opens)).toBe(axis.border);
    expect(columnAt(axis, axis.opens + 1.9e6)).toBe(axis.border);
    expect(columnAt(axis, T0 - 1)).toBeNull();
    expect(columnAt(axis, T0 + 500e6)).toBeNull();
  });
});

describe('bars', () => {
  const drawn: [number[], string][] = [
    [[], ''],
    [[0, 0], '  '],
    [[0, 1, 8, 4], ' ▁█▄'],
    [[1, 1_000_000], '▁█'],
  ];
  test.each(drawn)('%j', (counts, expected) => expect(bars(counts)).toBe(expected));

  const lines: [number[], number, string][] = [
    [[], 8, ''],
    [[0, 0, 0], 8, ''],
    [[0, 0, 3], 8, '..█'],
    [[0, 0, 0, 0, 1, 1, 2, 2], 4, '..▄█'],
  ];
  test.each(lines)('as a sparkline %j in %d', (counts, columns, expected) =>
    expect(sparkline(counts, columns)).toBe(expected),
  );

  it('a sparkline leaves out no count', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 200 }), (counts) => {
        const line = sparkline(counts, 8);
        expect(line === '').toBe(sum(counts) === 0);
        expect(line.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

it('pieces have their place or none', () => {
  const fill = (from: number, to: number) => [{ text: '-'.repeat(to - from), tone: 'dim' as const }];
  const piece = (at: number, words: string) => ({ at, spans: [{ text: words, tone: 'plain' as const }] });
  const row = (...pieces: ReturnType<typeof piece>[]) => text(placed(pieces, 12, fill));
  expect(row()).toBe('------------');
  expect(row(piece(4, 'bcd'), piece(0, 'a'))).toBe('a---bcd-----');
  expect(row(piece(4, 'bcd'), piece(2, 'xy'), piece(7, 'x'), piece(-1, 'x'), piece(11, 'xy'))).toBe('----bcd-----');
  expect(row(piece(2, '日本'), piece(7, 'e\u0301'))).toBe('--日本-e\u0301----');
});

describe('a chart', () => {
  const base = incidentC();
  const rows = (columns: number, deployments: ReportDeployment[], apart = true) =>
    chart({ ...base, deployments }, TIMELINE, {
      series: [{ name: 'shop', counts: TIMELINE.services[0]!.failures }],
      columns,
      corner: 'UTC',
      apart,
    }).map(text);
  const [, newest] = base.deployments as [ReportDeployment, ReportDeployment];
  const named = (revision: string, liveAt: string, over: Partial<ReportDeployment> = {}): ReportDeployment => ({
    ...newest,
    revision: `${BACKEND}-${revision}`,
    liveAt,
    ...over,
  });

  const cases: [string, ReportDeployment[], string][] = [
    ['none', [], '                    │'],
    ['at the border', [newest], '                    ▲00042-abc'],
    [
      'at the end: the name stands before it',
      [named('00043-def', '2025-09-09T19:39:20Z')],
      '                    │           00043-def▲',
    ],
    [
      'a failed one, a roll-back',
      [
        named('00043-def', '', { kind: 'failed', liveAt: null, createdAt: '2025-09-09T18:45:00Z' }),
        named('00042-abc', '2025-09-09T19:10:30Z', { kind: 'rollback' }),
      ],
      '    ✗00043-def      │ △back to 00042-abc',
    ],
    [
      'side by side: no room for a name',
      [named('00041-xyz', '2025-09-09T19:03:00Z'), named('00042-abc', '2025-09-09T19:06:00Z')],
      '       00041-xyz▲ ▲00042-abc',
    ],
    [
      'two at once',
      [newest, named('', '2025-09-09T19:09:33.5Z', { service: 'other', revision: 'other-00043-def' })],
      '                    ▲00042-abc +1',
    ],
    ['out of sight', [named('00043-def', '2025-09-09T12:00:00Z')], '                    │'],
  ];
  test.each(cases)('deployments: %s', (_name, deployments, expected) => {
    expect(rows(59, deployments)[1]!.slice(6).trimEnd()).toBe(expected);
  });

  it('never leaves its columns, whatever things are called', () => {
    for (const columns of [1, 12, 20, 21, 80, 200])
      for (const apart of [false, true])
        for (const name of HOSTILE.split('\n')) {
          const lines = chart(
            { ...base, deployments: [named(name, '2025-09-09T19:15:00Z', { service: name })] },
            TIMELINE,
            { series: [{ name, counts: [1] }], columns, corner: name, apart },
          );
          expect(lines).toHaveLength(apart ? 3 : 2);
          // On 20 columns there is no room for bars beside the peak: the rest is cut where it is painted.
          if (columns > 20) for (const line of lines) expect(displayWidth(text(line))).toBeLessThanOrEqual(columns + 1);
        }
  });
});

test.each([
  [5000, '5 s'],
  [90_000, '90 s'],
  [300_000, '5 min'],
  [7_200_000, '2 h'],
  [172_800_000, '2 d'],
])('%d ms in words', (ms, expected) => expect(lengthInWords(ms)).toBe(expected));
