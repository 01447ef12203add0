import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DetailLimits } from '../../src/analysis/detail.ts';
import { Analyzer } from '../../src/analysis/index.ts';
import type { LogEntry, Tally } from '../../src/model.ts';
import { bookOf, entry, healthy, MIN, question, ready, rule, S } from './build.ts';

const RULES = [
  rule('limits/managers', 'maximum number', { leadsTo: ['websocket/*'] }),
  rule('websocket/close-1011', 'received 1011', { role: 'symptom' }),
];

const TRACE = [
  'Traceback (most recent call last):',
  '  File "/app/pay.py", line 61, in book',
  '    label = carrier.label(o)',
  'svc.carrier.CarrierRefused: zone 17',
];

/** A trace one line an entry, from an instance; `gap` apart. */
function split(at: number, instance: string, gap = 1000, skip = -1): LogEntry[] {
  return TRACE.flatMap((text, i) => (i === skip ? [] : [entry(at + i * gap, text, { severity: 'DEFAULT', instance })]));
}

const ITEMS: (LogEntry | Tally)[] = [
  ...Array.from({ length: 10 }, (_, i) => healthy((i - 10) * MIN, 100, { revision: 'shop-1' })),
  ...Array.from({ length: 5 }, (_, i) => healthy(i * MIN, 100)),
  ready(0, 'shop-2'),
  ...Array.from({ length: 4 }, (_, n) => [
    entry((60 + n * 20) * S, 'maximum number of managers', { trace: `t${n}` }),
    entry((60 + n * 20) * S + 4000, 'received 1011', { trace: `t${n}` }),
  ]).flat(),
  // Interleaved, whole, in parts, and lines that unite two stretches which were apart.
  ...split(90 * S, 'i1'),
  ...split(90 * S + 300, 'i2'),
  ...split(120 * S, 'i1', 1000, 1),
  ...split(130 * S, 'i1', 900_000),
  ...split(135 * S, 'i1', 900_000),
  entry(150 * S, 'ERROR checkout failed', { instance: 'i2' }),
  ...split(150 * S + 200, 'i2'),
];

function feed(analyzer: Analyzer, item: LogEntry | Tally): void {
  if ('minute' in item) analyzer.tally(item);
  else analyzer.add(item);
}

/** The report after everything, with a snapshot wherever `asks` says so. */
function final(items: (LogEntry | Tally)[], asks: boolean[] = [], detail?: DetailLimits) {
  const analyzer = new Analyzer(bookOf(RULES), detail);
  items.forEach((item, i) => {
    feed(analyzer, item);
    if (asks[i]) analyzer.snapshot(question());
  });
  return JSON.stringify(analyzer.snapshot(question()));
}

const EXPECTED = final(ITEMS);
const order = fc.shuffledSubarray(ITEMS, { minLength: ITEMS.length });
const asks = fc.array(fc.boolean(), { minLength: ITEMS.length, maxLength: ITEMS.length });

describe('snapshots in between', () => {
  it('find the trace at all', () => {
    const { diagnoses } = JSON.parse(EXPECTED);
    const found = diagnoses.find(({ title }: { title: string }) => title.includes('CarrierRefused'));
    expect(found.count).toBeGreaterThanOrEqual(3);
  });

  it('change nothing: after every entry', () => {
    expect(
      final(
        ITEMS,
        ITEMS.map(() => true),
      ),
    ).toBe(EXPECTED);
    expect(
      final(
        [...ITEMS].reverse(),
        ITEMS.map(() => true),
      ),
    ).toBe(EXPECTED);
  });

  it('change nothing: in any order, at any time', () => {
    fc.assert(
      fc.property(order, asks, (items, schedule) => {
        expect(final(items, schedule)).toBe(EXPECTED);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('change nothing where a line of a trace comes last of all', () => {
    const lines = ITEMS.filter((item) => 'message' in item && TRACE.includes(item.message));
    for (const late of lines) {
      const rest = ITEMS.filter((item) => item !== late);
      expect(
        final(
          [...rest, late],
          rest.map((_, i) => i === rest.length - 1),
        ),
      ).toBe(EXPECTED);
    }
  });

  it('change nothing in a report on an earlier state: repeats count once', () => {
    expect(JSON.parse(final([...ITEMS, ...ITEMS.filter((item) => !('minute' in item))])).diagnoses).toEqual(
      JSON.parse(EXPECTED).diagnoses,
    );
  });
});

describe('clusters of which not all members are held', () => {
  const DETAIL = { members: 16, all: 40, least: 8, lines: 12_000 };
  const MANY = Array.from({ length: 60 }, (_, n) => [
    entry((60 + n) * S, `maximum number of managers ${n % 3}`, { trace: `m${n}`, instance: `i${n % 4}` }),
    entry((60 + n) * S + 4000, 'received 1011', { trace: `m${n}`, instance: `i${n % 4}` }),
    entry((60 + n) * S + 8000, `ERROR checkout of ${['mugs', 'cups', 'pans'][n % 3]} failed`, {
      instance: `i${n % 4}`,
    }),
  ]).flat();
  const items = [...ITEMS, ...MANY];
  const expected = final(items, [], DETAIL);

  it('are counted exactly, and linked by the same requests', () => {
    const [thin, whole] = [JSON.parse(expected), JSON.parse(final(items))];
    const brief = ({ signatures }: typeof thin) =>
      signatures.map((one: typeof thin) => [
        one.signature,
        one.count,
        one.perRevision,
        one.verdict,
        one.first,
        one.last,
      ]);
    expect(brief(thin)).toEqual(brief(whole));
    const chainOf = ({ diagnoses }: typeof thin) =>
      diagnoses.map(({ title, symptoms }: typeof thin) => [title, symptoms.map((one: typeof thin) => one.title)]);
    expect(chainOf(thin)).toEqual(chainOf(whole));
    const linked = thin.diagnoses.flatMap(({ chain }: typeof thin) =>
      chain.flatMap((one: typeof thin) => one.evidence),
    );
    expect(linked.find((text: string) => /^in (\d+) of \1 traces/.test(text))).toBeDefined();
  });

  it('read the same in any order, with a snapshot at any time', () => {
    const shuffled = fc.shuffledSubarray(items, { minLength: items.length });
    const schedule = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: items.length, maxLength: items.length });
    fc.assert(
      fc.property(shuffled, schedule, (some, asked) => {
        const asks = asked.map((number) => number === 0);
        expect(final(some, asks, DETAIL)).toBe(expected);
      }),
      { seed: 12, numRuns: 25 },
    );
  });
});
