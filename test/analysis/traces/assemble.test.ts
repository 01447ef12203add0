import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSEMBLE_LIMITS, assemble, type TraceLine } from '../../../src/analysis/traces/assemble.ts';
import { parseTrace } from '../../../src/analysis/traces/parse.ts';
import { SPECIMENS } from './specimens.ts';

const WHOLE = SPECIMENS.filter(({ name }) => !/cut|only|rails|laravel|group|several/.test(name));

/** One entry a line, `step` microseconds apart; lines of the same microsecond are told apart by their ids. */
function split(text: string, from = 1_000_000, step = 3): TraceLine[] {
  return text
    .split('\n')
    .map((line, i) => ({ time: from + i * step, nanos: 0, id: `a${String(i).padStart(6, '0')}`, text: line }));
}

function line(time: number, text: string): TraceLine {
  return { time, nanos: 0, id: `b${String(time).padStart(12, '0')}`, text };
}

describe('assemble', () => {
  it.each(SPECIMENS)('$name, one line an entry, reads as when whole', ({ text }) => {
    const groups = assemble(split(text));
    expect(groups).toHaveLength(1);
    expect(parseTrace(groups[0]!.text)?.exceptions.at(-1)?.frames).toEqual(parseTrace(text)!.exceptions.at(-1)!.frames);
    expect(parseTrace(groups[0]!.text)?.exceptions.map(({ type }) => type)).toEqual(
      parseTrace(text)!.exceptions.map(({ type }) => type),
    );
  });

  it.each(SPECIMENS.map(({ name, text }) => [name, text, !/cut|only/.test(name)] as const))(
    '%s is whole or not',
    (_, text, whole) => {
      expect(assemble(split(text))[0]!.whole).toBe(whole);
    },
  );

  it.each(SPECIMENS)('$name in one entry is one group', ({ text }) => {
    expect(assemble([line(1, 'before'), line(2, text), line(3, 'after')]).map((group) => group.lines)).toEqual([[1]]);
  });

  it('takes a trace in parts of several lines', () => {
    const { text } = SPECIMENS.find(({ name }) => name === 'python, during handling')!;
    const [first, second] = [
      text.slice(0, text.indexOf('  File "/app/b.py"') - 1),
      text.slice(text.indexOf('  File "/app/b.py"')),
    ];
    const groups = assemble([line(1, first), line(2, second)]);
    expect(groups.map((group) => group.text)).toEqual([text]);
  });

  it('keeps two traces in a row apart', () => {
    for (const a of WHOLE) {
      for (const b of WHOLE) {
        const lines = [...split(a.text), line(1_100_000, 'Application startup complete'), ...split(b.text, 1_200_000)];
        const groups = assemble(lines);
        expect(groups.map((group) => parseTrace(group.text)?.exceptions[0]?.type)).toEqual(
          [a, b].map(({ text }) => parseTrace(text)!.exceptions[0]!.type),
        );
      }
    }
  });

  it('keeps two equal JavaScript traces apart that follow at once', () => {
    const text = 'TypeError: x\n    at f (/app/x.js:1:2)\n    at g (/app/x.js:3:4)';
    expect(assemble(split(`${text}\n${text}`)).map((group) => group.text)).toEqual([text, text]);
  });

  it('names the error line before it as its lead', () => {
    const lines = [
      line(1, 'INFO:     started'),
      line(2, 'ERROR:    Exception in ASGI application'),
      ...split('Traceback (most recent call last):\n  File "/app/x.py", line 1, in f\nValueError: x', 3, 1),
    ];
    expect(assemble(lines)).toMatchObject([{ lines: [2, 3, 4], lead: 1, whole: true }]);
    expect(assemble(lines.slice(2))).toMatchObject([{ lead: null }]);
    expect(assemble([{ ...lines[0]!, severity: 'ERROR' }, ...lines.slice(2)])).toMatchObject([{ lead: 0 }]);
    expect(assemble([lines[0]!, ...lines.slice(2)])).toMatchObject([{ lead: null }]);
  });

  it('ends a trace at a gap of more than a second', () => {
    const [start, frame, end] = split(
      'Traceback (most recent call last):\n  File "/app/x.py", line 1, in f\nValueError: x',
    );
    const late = { ...end!, time: frame!.time! + ASSEMBLE_LIMITS.gap + 1 };
    expect(assemble([start!, frame!, late])).toMatchObject([{ lines: [0, 1], whole: false }]);
    const inTime = { ...end!, time: frame!.time! + ASSEMBLE_LIMITS.gap };
    expect(assemble([start!, frame!, inTime])).toMatchObject([{ lines: [0, 1, 2], whole: true }]);
  });

  it("goes on past another thread's line", () => {
    const lines = split(
      'Traceback (most recent call last):\n  File "/app/x.py", line 1, in f\nINFO:     hello\n    g()\nValueError: x',
    );
    expect(assemble(lines)[0]!.lines).toEqual([0, 1, 4]);
  });

  it('leaves a blank line behind a trace alone', () => {
    expect(
      assemble(split('Traceback (most recent call last):\n  File "/app/x.py", line 1, in f\nValueError: x\n\nnext')),
    ).toMatchObject([{ lines: [0, 1, 2] }]);
  });

  it('finds no trace in healthy lines', () => {
    const healthy = [
      'INFO:     up',
      '{',
      '  "a": 1',
      '}',
      '',
      'ValueError: alone',
      'Caution: wet',
      '    indented',
      'exit status 0',
    ];
    expect(assemble(healthy.map((text, i) => line(i, text)))).toEqual([]);
  });

  it('keeps the two ends of a very long recursion', () => {
    const text = `Traceback (most recent call last):\n${'  File "/app/x.py", line 1, in f\n    f()\n  File "/app/y.py", line 1, in g\n    g()\n'.repeat(900)}RecursionError: x`;
    const [group] = assemble(split(text, 0, 1));
    expect(group!.lines).toHaveLength(3602);
    expect(group!.text.split('\n')).toHaveLength(ASSEMBLE_LIMITS.lines);
    expect(parseTrace(group!.text)).toMatchObject({ exceptions: [{ type: 'RecursionError' }] });
    expect(parseTrace(group!.text)!.folded).toBeGreaterThan(900);
  });

  it('keeps lines without times and ids in their order', () => {
    const text = SPECIMENS[0]!.text;
    const lines = text.split('\n').map((part) => ({ time: null, nanos: 0, id: '', text: part }));
    expect(assemble(lines).map((group) => group.text)).toEqual([text]);
  });

  it('puts shuffled and interleaved instances together again', () => {
    const pick = fc.integer({ min: 0, max: WHOLE.length - 1 });
    const stream = fc.array(fc.tuple(pick, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(stream, stream, fc.infiniteStream(fc.nat()), (a, b, random) => {
        const entries = [a, b].flatMap((traces, instance) => {
          let time = 1_000;
          return traces.flatMap(([index, step], n) => {
            time += 500_000;
            const lines = split(WHOLE[index]!.text, time, step).map((entry) => ({
              ...entry,
              id: `${n}${entry.id}`,
              instance,
            }));
            time += lines.length * step + 2_000_000;
            return lines;
          });
        });
        const shuffled = entries
          .map((entry) => ({ entry, key: random.next().value }))
          .sort((x, y) => x.key - y.key)
          .map(({ entry }) => entry);
        for (const [instance, traces] of [a, b].entries()) {
          const own = shuffled.filter((entry) => entry.instance === instance);
          const groups = assemble(own);
          const expected = traces.map(([index]) => assemble(split(WHOLE[index]!.text))[0]!.text);
          expect(groups.map((group) => group.text)).toEqual(expected);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('uses each line once at most, whatever comes', () => {
    const pool = SPECIMENS.flatMap(({ text }) => text.split('\n')).concat([
      'INFO:     x',
      '',
      'plain',
      'a\nb',
      'Traceback (most recent call last):\n  File "x", line 1',
    ]);
    const entry = fc.record({
      time: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
      nanos: fc.integer({ min: 0, max: 2 }),
      id: fc.constantFrom('', 'a', 'b', 'c'),
      text: fc.constantFrom(...pool),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (lines) => {
        const used = assemble(lines).flatMap((group) => group.lines);
        expect(new Set(used).size).toBe(used.length);
        expect(used.every((index) => index >= 0 && index < lines.length)).toBe(true);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
