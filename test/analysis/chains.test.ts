import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/model.ts';
import { entry, healthy, MIN, ready, report, rule, S, T0 } from './build.ts';

const MISMATCH = rule('application/id-mismatch', 'ID mismatch', { leadsTo: ['limits/*'] });
const LIMIT = rule('limits/managers', 'maximum number', { leadsTo: ['websocket/*'] });
const CLOSED = rule('websocket/close-1011', 'received 1011', { role: 'symptom' });
const OTHER = rule('imports/missing', 'cannot import', { leadsTo: ['websocket/*'] });
const RULES = [MISMATCH, LIMIT, CLOSED, OTHER];

const baseline = [
  ...Array.from({ length: 60 }, (_, i) => healthy((i - 60) * MIN, 100, { revision: 'shop-1' })),
  ...Array.from({ length: 10 }, (_, i) => healthy(i * MIN, 100)),
  ready(0, 'shop-2'),
];

/** One failing request: its lines some milliseconds apart, in one trace. */
function request(n: number, at: number, ...texts: string[]): LogEntry[] {
  return texts.map((text, i) => entry(at + i * 4000, text, { trace: `t${n}`, instance: 'i1' }));
}

const leak = Array.from({ length: 5 }, (_, n) =>
  request(n, (60 + n * 20) * S, 'Thread ID mismatch', 'maximum number of managers', 'received 1011'),
);

describe('chains of whys', () => {
  it('runs from the symptom through the nearest cause to the root, and says that it ends there', () => {
    const { diagnoses } = report([...baseline, ...leak.flat()], RULES);
    expect(diagnoses).toHaveLength(1);
    const [found] = diagnoses;
    expect(found).toMatchObject({ rule: 'application/id-mismatch', confidence: 'high' });
    expect(found!.chain.map(({ answer }) => answer.split(':')[0])).toEqual([
      'websocket/close-1011',
      'limits/managers',
      'application/id-mismatch',
      expect.stringMatching(/^The logs stop here/),
    ]);
    expect(found!.chain[1]!.evidence[0]).toBe('in 5 of 5 traces, 4 ms before it (median)');
    expect(found!.chain.at(-1)!.signature).toBeNull();
  });

  it('keeps two independent causes apart and gives each its own symptoms', () => {
    const second = Array.from({ length: 4 }, (_, n) => request(100 + n, (70 + n * 20) * S, 'cannot import name'));
    const { diagnoses } = report([...baseline, ...leak.flat(), ...second.flat()], RULES);
    expect(diagnoses.map((diagnosis) => diagnosis.rule)).toEqual(['application/id-mismatch', 'imports/missing']);
    expect(diagnoses[1]!.symptoms).toEqual([]);
  });

  it('makes nothing a cause by rule knowledge that came after its symptom', () => {
    const late = [...request(1, 60 * S, 'received 1011'), ...request(2, 8 * MIN, 'maximum number of managers')];
    const { diagnoses } = report([...baseline, ...late], RULES);
    expect(diagnoses.map((diagnosis) => [diagnosis.rule, diagnosis.symptoms.length])).toEqual([
      ['limits/managers', 0],
      ['websocket/close-1011', 0],
    ]);
  });

  it('lets a failure that no rule knows be the root, where the same requests show it first', () => {
    const boom =
      'Traceback (most recent call last):\n  File "/app/pay.py", line 3, in pay\n    x = y["k"]\nKeyError: \'k\'';
    const items = Array.from({ length: 5 }, (_, n) => request(n, (60 + n * 20) * S, boom, 'received 1011'));
    const { diagnoses } = report([...baseline, ...items.flat()], RULES);
    expect(diagnoses).toMatchObject([
      { rule: null, category: null, symptoms: [{ rule: 'websocket/close-1011', count: 5 }] },
    ]);
    expect(diagnoses[0]!.title).toContain('KeyError');
    expect(diagnoses[0]!.frames).toMatchObject([{ file: '/app/pay.py', line: 3, function: 'pay' }]);
  });

  it('takes a line that says what was answered for the end of a request, not for why, whichever is printed first', () => {
    const refused = rule('auth/refused', 'refused', { role: 'symptom' });
    const known = Array.from({ length: 5 }, (_, n) =>
      request(n, (60 + n * 20) * S, 'handler failed path=/pay status=500', 'token refused'),
    );
    expect(report([...baseline, ...known.flat()], [refused]).diagnoses).toMatchObject([
      { rule: 'auth/refused', symptoms: [{ title: 'handler failed path=/pay status=500' }] },
    ]);
    const own = Array.from({ length: 5 }, (_, n) =>
      request(n, (60 + n * 20) * S, 'ledger drifted', 'order 7 could not be processed, answering 500'),
    );
    expect(report([...baseline, ...own.flat()], []).diagnoses).toMatchObject([
      { title: 'ledger drifted', symptoms: [{ count: 5 }] },
    ]);
  });

  it('takes what a service says first of a request for the cause of what it says next, where nothing else tells', () => {
    const own = Array.from({ length: 5 }, (_, n) =>
      request(n, (60 + n * 20) * S, 'ledger drifted', 'order stage skipped'),
    );
    expect(report([...baseline, ...own.flat()], []).diagnoses).toMatchObject([
      { title: 'ledger drifted', symptoms: [{ title: 'order stage skipped' }] },
    ]);
  });

  it('links what the platform says of an instance in whatever order it says it', () => {
    const exit = rule('cloud-run/exit', 'exited', { role: 'symptom', leadsTo: ['cloud-run/probe'] });
    const probe = rule('cloud-run/probe', 'probe failed', { role: 'symptom' });
    const items = Array.from({ length: 5 }, (_, n) => (60 + n * 20) * S).flatMap((at) => [
      entry(at, 'probe failed', { log: 'system' }),
      entry(at + 100_000, 'exited', { log: 'system' }),
    ]);
    expect(report([...baseline, ...items], [exit, probe]).diagnoses).toMatchObject([
      { rule: 'cloud-run/exit', symptoms: [{ rule: 'cloud-run/probe' }] },
    ]);
  });

  it('takes nothing for a symptom by time that shows on another revision', () => {
    const exit = rule('cloud-run/exit', 'exited', { role: 'symptom' });
    const items = [
      ...Array.from({ length: 5 }, (_, n) => entry((60 + n * 20) * S, 'cannot import name', { instance: '' })),
      ...Array.from({ length: 5 }, (_, n) =>
        entry((160 + n * 20) * S, 'exited', { log: 'system', instance: '', revision: 'shop-3' }),
      ),
    ];
    const since = { kind: 'time' as const, at: T0 };
    const { diagnoses } = report([...baseline, ...items], [OTHER, exit], { since });
    expect(diagnoses.map((diagnosis) => [diagnosis.rule, diagnosis.symptoms.length])).toEqual([
      ['imports/missing', 0],
      ['cloud-run/exit', 0],
    ]);
  });

  it('keeps causes apart that a rule would link, where they meet no oftener than by chance', () => {
    const rules = [
      rule('config/key', 'no such key', { leadsTo: ['database/*'] }),
      rule('database/column', 'no column'),
    ];
    const every = (step: number, from: number, text: string) =>
      Array.from({ length: Math.floor((60 * MIN - from) / step) }, (_, i) =>
        entry(from + i * step, text, { instance: '' }),
      );
    const served = Array.from({ length: 60 }, (_, i) => healthy(i * MIN, 100));
    const apart = [...every(5 * MIN, MIN, 'no such key'), ...every(7 * MIN, 2 * MIN, 'no column')];
    expect(report([...baseline, ...served, ...apart], rules).diagnoses.map(({ symptoms }) => symptoms)).toEqual([
      [],
      [],
    ]);
    const met = every(5 * MIN, MIN, 'no such key').flatMap((one) => [
      one,
      { ...one, id: `${one.id}b`, time: one.time! + 9 * S, message: 'no column' },
    ]);
    expect(report([...baseline, ...served, ...met], rules).diagnoses).toMatchObject([
      { rule: 'config/key', symptoms: [{ rule: 'database/column' }] },
    ]);
  });

  it('takes what began on the same revision within minutes for a symptom, and says that only time binds it', () => {
    const exit = rule('cloud-run/exit', 'exited', { role: 'symptom' });
    const items = Array.from({ length: 5 }, (_, n) => (60 + n * 20) * S).flatMap((at) => [
      entry(at, 'cannot import name', { instance: '' }),
      entry(at + 10 * S, 'exited', { log: 'system', instance: '' }),
    ]);
    const [found] = report([...baseline, ...items], [OTHER, exit]).diagnoses;
    expect(found).toMatchObject({ rule: 'imports/missing', symptoms: [{ rule: 'cloud-run/exit' }] });
    expect(found!.evidence.find(({ kind }) => kind === 'explains')!.text).toContain('by time only');
  });

  it('compares with the end of a request, whose entry bears the time of its start', () => {
    const readiness = rule('cloud-run/readiness', '503', { role: 'symptom' });
    const cause = rule('crash/boot', 'boot failed', { leadsTo: ['cloud-run/*'] });
    const http = { method: 'GET', route: '/', status: 503, latency: 240 };
    const items = [entry(60 * S, 'GET / 503', { log: 'request', http }), entry(290 * S, 'boot failed')];
    expect(report([...baseline, ...items], [readiness, cause]).diagnoses).toMatchObject([
      { rule: 'crash/boot', symptoms: [{ count: 1 }] },
    ]);
  });

  it('explains a new symptom by an old cause only where the same requests show both', () => {
    const old = Array.from({ length: 50 }, (_, n) =>
      entry((n - 50) * MIN, 'cannot import name', { revision: 'shop-1', instance: 'i9' }),
    );
    const steady = Array.from({ length: 9 }, (_, n) => entry(n * MIN + S, 'cannot import name', { instance: 'i9' }));
    const closed = Array.from({ length: 5 }, (_, n) =>
      entry((60 + n * 20) * S, 'received 1011', { trace: `t${n}`, instance: 'i1' }),
    );
    const { diagnoses } = report([...baseline, ...old, ...steady, ...closed], RULES);
    expect(diagnoses.map((diagnosis) => diagnosis.rule)).toEqual(['websocket/close-1011']);
  });
});

describe('order', () => {
  const trace = ['Traceback (most recent call last):', '  File "/app/a.py", line 1, in f', '    g()', 'KeyError: 1'];
  const split = ['i1', 'i2'].flatMap((instance, n) =>
    trace.map((text, i) => entry(90 * S + n * 300 + i * 1000, text, { severity: 'DEFAULT', instance })),
  );
  const items = [...baseline, ...leak.flat(), ...split];
  const expected = report(items, RULES);

  it('puts interleaved traces together', () => {
    expect(expected.diagnoses.map(({ title, count }) => [title.slice(0, 8), count])).toContainEqual(['KeyError', 2]);
  });

  it('plays no part: reversed', () => expect(report([...items].reverse(), RULES)).toEqual(expected));

  it('plays no part: any permutation', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
        expect(report(shuffled, RULES)).toEqual(expected);
      }),
      { seed: 7, numRuns: 40 },
    );
  });
});
