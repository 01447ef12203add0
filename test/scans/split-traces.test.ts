import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../src/analysis/index.ts';
import type { LogEntry, RawEntry } from '../../src/model.ts';
import { createReduction } from '../../src/rules/reduction.ts';
import { isSuspicious, toLogEntry } from '../../src/sources/entry.ts';
import { formatTime } from '../../src/text/time.ts';
import { bookOf, question, T0 } from '../analysis/build.ts';

const BOOK = bookOf([]);
const REDUCTION = createReduction([]);

interface Said {
  /** Microseconds after T0. */
  at: number;
  text: string;
  severity?: string;
  instance?: string;
}

/** What a source hands over of these lines, analysed. */
function signatures(lines: Said[]) {
  const analyzer = new Analyzer(BOOK);
  for (const entry of lines.map(toEntry)) if (isSuspicious(entry, REDUCTION)) analyzer.add(entry);
  return analyzer.snapshot(question())!.signatures.map(({ title, count, first, role }) => ({
    title,
    count,
    role,
    first: Date.parse(first!) * 1000 - T0,
  }));
}

function toEntry({ at, text, severity, instance = 'i1' }: Said, n: number): LogEntry {
  const raw: RawEntry = {
    insertId: `a${String(n).padStart(6, '0')}`,
    timestamp: formatTime(T0 + at),
    logName: 'projects/demo/logs/run.googleapis.com%2Fstderr',
    resource: { type: 'cloud_run_revision', labels: { service_name: 'shop', revision_name: 'shop-1' } },
    ...(instance && { labels: { instanceId: instance } }),
    ...(severity && { severity }),
    textPayload: text,
  };
  return toLogEntry(raw);
}

/** One entry a line, a millisecond apart. */
function split(text: string, from = 0, more: Partial<Said> = {}): Said[] {
  return text.split('\n').map((line, i) => ({ at: from + i * 1000, text: line, ...more }));
}

const python = (exception: string, file = '/app/svc/ship.py') =>
  `Traceback (most recent call last):\n  File "${file}", line 61, in book\n    label = carrier.label(o)\n${exception}`;
const node = (exception: string) =>
  `/app/pay.js:10\n    throw new PaymentDeclined('card 4')\n    ^\n\n${exception}\n    at charge (/app/pay.js:10:11)\n    at /app/app.js:22:3\n\nNode.js v22.3.0`;
const GO = `panic: inventory: negative stock for sku 9

goroutine 37 [running]:
github.com/acme/inv/internal/stock.(*Keeper).Take(0xc0001a2000, 0x1836e, 0x3)
\t/src/internal/stock/keeper.go:64 +0x1a5
main.handle(0xc00021c000)
\t/src/main.go:120 +0x8c
created by main.main in goroutine 1
\t/src/main.go:40 +0x5e`;

const ROWS: [name: string, text: string, title: string][] = [
  ['Python, in a module', python('svc.carrier.CarrierRefused: zone 17'), 'svc.carrier.CarrierRefused: zone 17'],
  ['Python, of the main module', python('CarrierRefused: zone 17'), 'CarrierRefused: zone 17'],
  ['Python, of one word', python('Refused: zone 17'), 'Refused: zone 17'],
  ['Python, without a message', python('KeyboardInterrupt'), 'KeyboardInterrupt'],
  ['Python, in a module, without a message', python('app.User.DoesNotExist'), 'app.User.DoesNotExist'],
  ['Node.js, uncaught', node('PaymentDeclined: card 4'), 'PaymentDeclined: card 4'],
  ['Node.js, caught', node('PaymentDeclined: card 4').split('\n').slice(4, 7).join('\n'), 'PaymentDeclined: card 4'],
  ['Go', GO, 'panic: inventory: negative stock for sku 9'],
];

describe.each(ROWS)('an exception that no rule knows: %s', (_, text, title) => {
  it.each([undefined, 'ERROR'])('one line an entry, severity %s', (severity) => {
    const lines = [split(text, 0, { severity: severity! }), split(text, 60_000_000, { severity: severity! })].flat();
    expect(signatures(lines)).toEqual([{ title, count: 2, role: 'cause', first: 0 }]);
  });

  it('reads as when it is one entry', () => {
    expect(signatures([...split(text), { at: 60_000_000, text }])).toMatchObject([{ title, count: 2 }]);
  });

  it('is not lost in healthy lines of other names', () => {
    const around = ['Ready', 'Listening: 8080', 'Note: all is well', 'app.main: up'];
    const before = around.map((line, i) => ({ at: i * 1000, text: line }));
    const after = around.map((line, i) => ({ at: 30_000_000 + i * 1000, text: line }));
    expect(signatures([...before, ...split(text, 10_000_000), ...after])).toMatchObject([{ title, count: 1 }]);
  });
});

describe('split traces', () => {
  it('begin with the error line before them, which counts by itself', () => {
    const lines = [{ at: 0, text: 'Task failed', severity: 'ERROR' }, ...split(python('KeyError: 1'), 700)];
    expect(signatures(lines).sort(byTitle)).toEqual([
      { title: 'KeyError: 1', count: 1, role: 'cause', first: 0 },
      { title: 'Task failed', count: 1, role: 'symptom', first: 0 },
    ]);
    const early = [{ at: 0, text: 'Task failed', severity: 'ERROR' }, ...split(python('KeyError: 1'), 500_000)];
    expect(signatures(early)).toContainEqual({ title: 'KeyError: 1', count: 1, role: 'cause', first: 500_000 });
  });

  it('without their exception say so', () => {
    const title = 'Stack trace without its exception, in book (/app/svc/ship.py)';
    expect(signatures(split(python('')))).toMatchObject([{ title, count: 1, role: 'cause' }]);
    expect(signatures(split(python(''), 0, { severity: 'ERROR' }))).toMatchObject([{ title, count: 1 }]);
  });

  it('of which interleaving left a half tell nothing of their own', () => {
    const one = python('app.Refused: 1');
    const [first, second] = [split(one, 0, { instance: '' }), split(one, 300, { instance: '' })];
    for (const severity of [undefined, 'ERROR']) {
      const lines = [...first, ...second].map((line) => (severity ? { ...line, severity } : line));
      const found = signatures(lines);
      expect(found.filter(({ role }) => role === 'cause')).toMatchObject([{ title: 'app.Refused: 1', count: 1 }]);
      expect(found.every(({ title }) => title === 'app.Refused: 1')).toBe(true);
    }
  });

  it('leave a line that only might belong to one what it is', () => {
    const line = { at: 0, text: 'PaymentDeclined: card 4' };
    expect(signatures([{ ...line, severity: 'ERROR' }])).toMatchObject([
      { title: line.text, count: 1, role: 'symptom' },
    ]);
    expect(signatures([line])).toEqual([]);
  });

  it('of two instances are told apart, whatever their exceptions are called', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{2,8}[A-Z][a-z]{2,8}$/);
    const path = fc.stringMatching(/^([a-z]{2,6}\.){0,3}$/);
    // JavaScript prints a class without its module.
    const named = fc.oneof(
      fc.tuple(path, word, fc.constant(true)),
      fc.tuple(fc.constant(''), word, fc.constant(false)),
    );
    const trace = fc
      .tuple(named, fc.integer({ min: 1, max: 900 }))
      .map(([[module, last, isPython], step]) => [module + last, isPython, step] as const);
    const ignored = /Error|Exception|Refused|Warn|Info/;
    fc.assert(
      fc.property(trace, trace, fc.infiniteStream(fc.nat()), (a, b, random) => {
        fc.pre(a[0] !== b[0] && !ignored.test(a[0] + b[0]));
        const lines = [a, b].flatMap(([exception, isPython, step], i) =>
          (isPython ? python : node)(`${exception}: no luck`)
            .split('\n')
            .map((text, n) => ({ at: n * step, text, instance: `i${i}` })),
        );
        const shuffled = lines.map((line) => ({ line, key: random.next().value }));
        shuffled.sort((x, y) => x.key - y.key);
        const found = signatures(shuffled.map(({ line }) => line));
        expect(found.map(({ title, count, first }) => ({ title, count, first })).sort(byTitle)).toEqual(
          [a, b].map(([exception]) => ({ title: `${exception}: no luck`, count: 1, first: 0 })).sort(byTitle),
        );
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});

function byTitle(a: { title: string }, b: { title: string }): number {
  return a.title < b.title ? -1 : 1;
}
