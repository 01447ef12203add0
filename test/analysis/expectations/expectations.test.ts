import { describe, expect, it } from 'vitest';
import { GO_LIVE, good, LOGIN, ORDER, reportOn, requests, type Said, times } from './system.ts';

const STOPS: Said[] = [
  ORDER[0]!,
  ORDER[1]!,
  ORDER[2]!,
  ['orders', 'stock unknown', 'ERROR'],
  ['web', 'order failed', 'ERROR'],
];
const SILENT: Said[] = ORDER.filter(([service]) => service !== 'stock');

function since(kinds: Said[][], skewMs = {}) {
  // The last one may go on behind what was read: nothing is made of its end.
  return requests(GO_LIVE + 1_000_000, [...kinds, LOGIN], skewMs);
}

describe('broken expectations', () => {
  it('accuse a service that stops early, not the callers that log the errors', () => {
    const { diagnoses } = reportOn([...good(), ...since(times(10, STOPS))]);
    const [first, ...others] = diagnoses;
    expect(first).toMatchObject({ service: 'stock', confidence: 'high' });
    expect(others).toEqual([]);
    const [sentence] = first!.evidence;
    expect(sentence!.kind).toBe('expectation');
    expect(sentence!.text).toContain(
      '"counting pieces" -> "counted <num> pieces": 30 of 30 requests before, 0 of 10 since',
    );
    expect(sentence!.text).toMatch(/\(trace trace0+\d+\)$/);
    expect(first!.symptoms.map(({ service }) => service).sort()).toEqual(['orders', 'web']);
    expect(first!.chain.flatMap(({ evidence }) => evidence)).toContainEqual(
      expect.stringContaining('in 10 of 10 traces'),
    );
  });

  it('accuse a callee that falls silent while its caller goes on as ever', () => {
    const { diagnoses } = reportOn([...good(), ...since(times(10, SILENT))]);
    expect(diagnoses).toMatchObject([
      { service: 'stock', title: 'stock logs nothing any more after "looking up order <num>"' },
    ]);
    expect(diagnoses[0]).toMatchObject({ before: { count: 0, exposure: 30 }, after: { count: 10, exposure: 10 } });
    expect(diagnoses[0]!.filters[0]).toContain('trace:');
  });

  it('accuse nobody where only the mix of requests drifts', () => {
    const other: Said[] = [
      ['web', 'GET help received'],
      ['web', 'help answered'],
    ];
    const { diagnoses } = reportOn([
      ...good(),
      ...since([...times(2, ORDER), ...times(30, LOGIN), ...times(10, other)]),
    ]);
    expect(diagnoses).toEqual([]);
  });

  it('accuse nobody for failures that the good stretch has too, more or less often', () => {
    const ambient: Said[] = [
      ORDER[0]!,
      ORDER[1]!,
      ['orders', 'no connection to stock', 'ERROR'],
      ['web', 'order failed', 'ERROR'],
    ];
    const before = [...good(), ...requests(1000_000_000, times(10, ambient))];
    expect(
      reportOn([...before, ...since([...times(10, ORDER), ...times(8, ambient)])]).diagnoses.filter(({ evidence }) =>
        evidence.some(({ kind }) => kind === 'expectation'),
      ),
    ).toEqual([]);
    expect(reportOn([...before, ...since(times(30, ORDER))]).diagnoses).toEqual([]);
  });

  it('hold a rare way of the good stretch against itself: each of its requests is judged without itself', () => {
    const odd = (i: number): Said[] => [...ORDER.slice(0, 5), ['orders', `${'abcdefgh'[i]}pple pie is odd`], ORDER[5]!];
    const before = [
      ...good(),
      ...requests(
        1000_000_000,
        Array.from({ length: 8 }, (_, i) => odd(i)),
      ),
    ];
    const few = since([...times(20, ORDER), odd(7)]);
    expect(reportOn([...before, ...few]).diagnoses).toEqual([]);
  });

  it('need healthy lines of a good stretch', () => {
    const spoken = (steps: ReturnType<typeof good>) =>
      reportOn(steps).diagnoses.flatMap(({ evidence }) => evidence.filter(({ kind }) => kind === 'expectation'));
    const failing = [...good(), ...since(times(10, STOPS))].filter(({ severity }) => severity === 'ERROR');
    expect(spoken(failing)).toEqual([]);
    expect(spoken(since([...times(10, STOPS), ...times(10, ORDER)]))).toEqual([]);
  });

  it('do not depend on the order in which lines come', () => {
    const steps = [...good(), ...since([...times(6, STOPS), ...times(6, SILENT)])];
    const shuffled = steps
      .map((step, i) => ({ step, key: (i * 7919) % steps.length }))
      .sort((a, b) => a.key - b.key)
      .map(({ step }) => step);
    const bare = (steps: Parameters<typeof reportOn>[0]) => JSON.stringify(reportOn(steps).diagnoses);
    expect(bare(shuffled)).toBe(bare(steps));
  });

  it.each([-20, -8, 2, 8, 20])('accuse the same service where its clock is %i ms off since the deployment', (ms) => {
    const found = reportOn([...good(), ...since([...times(10, STOPS), ...times(10, ORDER)], { stock: ms })]);
    expect(found.diagnoses.map(({ service }) => service)).toEqual(['stock']);
    expect(reportOn([...good(), ...since(times(20, ORDER), { stock: ms })]).diagnoses).toEqual([]);
  });

  it('accuse nobody for a new line where the service itself logs why the requests fail', () => {
    const refused: Said[] = [ORDER[0]!, ['orders', 'a library is deprecated'], ['orders', 'order refused', 'ERROR']];
    const { diagnoses } = reportOn([...good(), ...since(times(10, refused))]);
    expect(diagnoses).toMatchObject([{ title: 'order refused' }]);
  });

  it('believe little of a change in requests of which few fail', () => {
    const changed: Said[] = [ORDER[0]!, ['orders', 'a library is deprecated'], ...ORDER.slice(1)];
    const failing: Said[] = [...changed.slice(0, -1), ['web', 'order failed', 'ERROR']];
    const { diagnoses } = reportOn([...good(), ...since([...times(16, changed), ...times(3, failing)])]);
    const believed = diagnoses.filter(({ confidence }) => confidence !== 'low');
    expect(believed.map(({ title }) => title)).toEqual([]);
  });

  it('say that they cannot decide where there is too little', () => {
    const { diagnoses } = reportOn([...good(), ...since([STOPS])]);
    for (const { confidence, evidence } of diagnoses)
      if (evidence.some(({ kind }) => kind === 'expectation')) expect(confidence).not.toBe('high');
  });
});
