import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../src/analysis/index.ts';
import { rateRatio } from '../../src/analysis/stats.ts';
import type { LogEntry, Tally } from '../../src/model.ts';
import { bookOf, entry, healthy, MIN, question, ready, report, rule, S, T0 } from './build.ts';

const BOOM = rule('crash/boom', 'boom');

/** Healthy minutes of a revision, [from, to) in minutes. */
function minutes(revision: string, from: number, to: number, more: Partial<Tally> = {}): Tally[] {
  return Array.from({ length: to - from }, (_, i) => healthy((from + i) * MIN, 100, { revision, ...more }));
}

function booms(times: number[], revision = 'shop-2', more: Partial<LogEntry> = {}): LogEntry[] {
  return times.map((at) => entry(at, 'boom', { revision, ...more }));
}

/** The audit entry of `gcloud run services update-traffic`. */
function traffic(at: number, shares: Record<string, number>): LogEntry {
  const targets = Object.entries(shares).map(([revisionName, percent]) => ({ revisionName, percent }));
  const fields = {
    methodName: 'google.cloud.run.v1.Services.ReplaceService',
    requestMetadata: { callerSuppliedUserAgent: 'command/gcloud.run.services.update-traffic' },
    request: { service: { spec: { traffic: targets } } },
  };
  return entry(at, '', { log: 'audit', severity: 'NOTICE', revision: '', fields });
}

const twoRevisions = [...minutes('shop-1', -60, 0), ...minutes('shop-2', 0, 20), ready(0, 'shop-2')];
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => from + i * step);

describe('verdicts', () => {
  it('calls a failure that a revision brought new, with its lag from go-live', () => {
    const { diagnoses } = report([...twoRevisions, ...booms(every(10 * S, 2 * S, 10 * MIN))], [BOOM]);
    expect(diagnoses).toMatchObject([
      {
        rule: 'crash/boom',
        verdict: 'new',
        deployment: { service: 'shop', revision: 'shop-2' },
        lagMs: 2000,
        lagFrom: 'ready',
        confidence: 'high',
      },
    ]);
    expect(diagnoses[0]!.before).toEqual({ count: 0, exposure: 3000, exposureKind: 'requests' });
  });

  it('does not blame a deployment for an error that was there before at that rate', () => {
    const found = report(
      [...twoRevisions, ...booms(every(2 * MIN, -60 * MIN, 0), 'shop-1'), ...booms(every(2 * MIN, 2 * S, 20 * MIN))],
      [BOOM],
    );
    expect(found.diagnoses).toEqual([]);
    expect(found.signatures).toMatchObject([{ verdict: 'unchanged', deployment: null, lagMs: null }]);
  });

  it('calls an error worse whose rate rose beyond chance', () => {
    const found = report(
      [...twoRevisions, ...booms(every(10 * MIN, -60 * MIN, 0), 'shop-1'), ...booms(every(5 * S, 2 * S, 20 * MIN))],
      [BOOM],
    );
    expect(found.diagnoses).toMatchObject([{ verdict: 'worse', deployment: { revision: 'shop-2' } }]);
    const { before, after, ratio } = found.diagnoses[0]!;
    expect(ratio!.low).toBeGreaterThan(10);
    // Its 95 % interval, however much surer the verdict is.
    expect(ratio).toEqual(
      rateRatio(after.count, before.count, { before: before.exposure!, after: after.exposure! }, 0.05),
    );
  });

  it('says that there is no baseline for the first revision of a service', () => {
    const found = report(
      [...minutes('shop-1', 0, 20), ready(0, 'shop-1'), ...booms(every(MIN, 2 * S, 20 * MIN), 'shop-1')],
      [BOOM],
    );
    expect(found.diagnoses).toMatchObject([{ verdict: 'unknown', deployment: null, wayBack: null }]);
    expect(found.headline).toContain('no baseline');
  });

  it('leaves the errors of the old revision, while it drains, to the old revision', () => {
    const old = booms(every(30 * S, -60 * MIN, 3 * MIN), 'shop-1');
    const found = report([...twoRevisions, ...old], [BOOM]);
    expect(found.diagnoses).toEqual([]);
    expect(found.signatures[0]).toMatchObject({ verdict: 'gone', deployment: null });
    expect(Object.keys(found.signatures[0]!.perRevision)).toEqual(['shop-1']);
  });

  it('blames no deployment where a revision had been live long before', () => {
    const items = [...minutes('shop-1', -300, 60), ...booms(every(10 * S, 10 * MIN, 30 * MIN), 'shop-1')];
    const found = report(items, [BOOM], { since: { kind: 'time', at: T0 } });
    expect(found.diagnoses).toMatchObject([{ verdict: 'new', deployment: null, lagMs: null }]);
    expect(found.headline).toContain('no deployment explains this');
  });

  it('blames no deployment for a step an hour after the go-live that nothing builds up to', () => {
    const items = [
      ...minutes('shop-1', -60, 0),
      ...minutes('shop-2', 0, 200),
      ready(0, 'shop-2'),
      ...booms(every(5 * S, 120 * MIN, 130 * MIN)),
    ];
    expect(report(items, [BOOM]).diagnoses).toMatchObject([{ deployment: null }]);
    const leak = rule('limits/boom', 'boom');
    expect(report(items, [leak]).diagnoses).toMatchObject([{ deployment: { revision: 'shop-2' }, lagMs: 7_200_000 }]);
  });

  it('blames no deployment for what began on a service that was not deployed too', () => {
    const other = { service: 'auth', revision: 'auth-1' };
    const items = [
      ...twoRevisions,
      ...minutes('auth-1', -60, 20, { service: 'auth' }),
      ...booms(every(10 * S, 20 * S, 5 * MIN)),
      ...booms(every(10 * S, 25 * S, 5 * MIN), 'auth-1', other),
    ];
    const found = report(items, [BOOM]);
    expect(found.diagnoses).toMatchObject([{ deployment: null, services: ['auth', 'shop'] }]);
    expect(found.diagnoses[0]!.evidence.map(({ kind }) => kind)).toContain('other-services');
  });

  it('counts a failure of a revision that never became ready from its creation', () => {
    const failed = entry(40 * S, 'Ready condition status changed to False for Revision shop-2 with message: no.', {
      log: 'audit',
    });
    const requested = entry(0, '', {
      log: 'audit',
      severity: 'NOTICE',
      revision: '',
      fields: { methodName: 'google.cloud.run.v1.Services.ReplaceService' },
    });
    const found = report(
      [...minutes('shop-1', -60, 20), requested, failed, ...booms([10 * S, 20 * S, 30 * S])],
      [BOOM],
    );
    expect(found.diagnoses).toMatchObject([
      { deployment: { revision: 'shop-2' }, lagFrom: 'created', lagMs: 10_000, wayBack: null },
    ]);
  });

  it('counts an entry once that was read twice', () => {
    const once = booms([2 * S, 3 * MIN, 4 * MIN]);
    const found = report([...twoRevisions, ...once, ...once], [BOOM]);
    expect(found.diagnoses[0]!.count).toBe(3);
    expect(found.losses).toMatchObject([{ reason: 'duplicate', count: 3 }]);
  });

  it('keeps a muted signature out of the diagnoses, also by an alias', () => {
    const items = [...twoRevisions, ...booms([2 * S, 3 * S, 4 * S])];
    const [signature] = report(items, [BOOM]).signatures;
    for (const name of [signature!.signature, signature!.aliases[0]!]) {
      const found = report(items, [BOOM], { muted: new Set([name]) });
      expect(found.diagnoses).toEqual([]);
      expect(found.signatures).toMatchObject([{ muted: true }]);
    }
  });

  it('does not report a warning that no rule knows and that was there before', () => {
    const warnings = every(MIN, -60 * MIN, 20 * MIN).map((at) =>
      entry(at, 'cache miss', { severity: 'WARNING', revision: at < 0 ? 'shop-1' : 'shop-2' }),
    );
    expect(report([...twoRevisions, ...warnings], [BOOM])).toMatchObject({ diagnoses: [], signatures: [] });
  });

  it('offers the way back only to a previous revision', () => {
    const { diagnoses } = report([...twoRevisions, ...booms([2 * S, 3 * MIN, 4 * MIN])], [BOOM]);
    expect(diagnoses[0]!.wayBack).toBe(
      'gcloud run services update-traffic shop --to-revisions shop-1=100 --region=europe-west1 --project=demo',
    );
  });

  it('blames the canary, not the revision that kept most of the traffic', () => {
    const items = [
      ...minutes('shop-1', -60, 20),
      ...minutes('shop-2', 0, 20, { entries: 10, requests: 5 }),
      ready(-30 * MIN, 'shop-2'),
      traffic(0, { 'shop-1': 90, 'shop-2': 10 }),
      ...booms(every(20 * S, 6 * S, 10 * MIN)),
    ];
    const found = report(items, [BOOM]);
    expect(found.deployments.map(({ revision, kind }) => [revision, kind])).toEqual([
      ['shop-2', 'revision'],
      ['shop-2', 'traffic'],
    ]);
    expect(found.diagnoses).toMatchObject([
      { deployment: { revision: 'shop-2' }, lagMs: 6000, after: { exposure: 100 } },
    ]);
    expect(found.headline).toContain('6.0 s after shop-2 got its traffic');
  });

  it('does not take the steady errors of a serving revision for gone because another one failed to start', () => {
    const failed = entry(40 * S, 'Ready condition status changed to False for Revision shop-2 with message: no.', {
      log: 'audit',
    });
    const found = report(
      [...minutes('shop-1', -60, 20), failed, ...booms(every(30 * S, -60 * MIN, 20 * MIN), 'shop-1')],
      [BOOM],
    );
    expect(found.signatures.find(({ rule: id }) => id === 'crash/boom')).toMatchObject({ verdict: 'unchanged' });
  });

  it('tells the lag behind the first revision of a service, and blames it for nothing', () => {
    const found = report(
      [...minutes('shop-1', 0, 20), ready(0, 'shop-1'), ...booms(every(MIN, 2 * S, 20 * MIN), 'shop-1')],
      [BOOM],
    );
    expect(found.diagnoses).toMatchObject([{ deployment: null, lagMs: 2000, lagFrom: 'ready' }]);
  });

  it('counts nothing as before the go-live where a failure precedes the first request', () => {
    const items = [...minutes('shop-1', -60, 1), ...minutes('shop-2', 1, 20), ...booms(every(10 * S, 58 * S, 5 * MIN))];
    expect(report(items, [BOOM]).diagnoses).toMatchObject([
      { deployment: { revision: 'shop-2' }, lagMs: 0, lagFrom: 'request', count: 24 },
    ]);
  });

  it('takes a deployment named by hand for one, also where nothing was read before it', () => {
    const analyzer = new Analyzer(bookOf([BOOM]));
    const nothing = { author: null, image: null, commit: null, traffic: null, spec: null, message: '' };
    analyzer.fact({ what: 'by-hand', service: '', revision: '', location: '', time: T0, ...nothing });
    for (const item of booms(every(10 * S, 2 * S, 5 * MIN), '')) analyzer.add(item);
    expect(analyzer.snapshot(question())!.diagnoses).toMatchObject([
      { deployment: { service: 'shop', revision: '' }, lagMs: 2000, lagFrom: 'by-hand', verdict: 'unknown' },
    ]);
  });
});

describe('a roll-back', () => {
  const back = 10 * MIN;
  const items = [
    ...minutes('shop-1', -60, 0),
    ...minutes('shop-2', 0, 10),
    ...minutes('shop-1', 10, 30),
    ready(-120 * MIN, 'shop-1'),
    ready(0, 'shop-2'),
    traffic(back, { 'shop-1': 100 }),
  ];
  const since = { kind: 'time', at: T0 - 1 } as const;

  it('that did not end it is none', () => {
    const more = booms(every(20 * S, back + 3 * MIN, 30 * MIN), 'shop-1');
    const { diagnoses } = report([...items, ...booms(every(20 * S, 6 * S, back)), ...more], [BOOM], { since });
    expect(diagnoses.flatMap(({ evidence }) => evidence).filter(({ kind }) => kind === 'rollback')).toEqual([]);
  });
});

describe('what the exposure is', () => {
  const since = { kind: 'time', at: T0 } as const;

  it('is not taken from failures alone: with nothing else exported, rates are by time', () => {
    const old = entry(-MIN, 'other failure', { revision: 'shop-1' });
    const steady = every(2 * MIN, -60 * MIN, 60 * MIN).map((at) =>
      entry(at, 'boom', { revision: at < 0 ? 'shop-1' : 'shop-2' }),
    );
    const fixed = every(10 * S, -60 * MIN, 0).map((at) => entry(at, 'other failure', { revision: 'shop-1' }));
    const { signatures } = report([old, ...steady, ...fixed, ready(0, 'shop-2')], [BOOM], { since });
    expect(signatures.find(({ rule: id }) => id === 'crash/boom')).toMatchObject({ verdict: 'unchanged' });
  });

  it('is time for what no request brings about, where there are fewer requests', () => {
    const items = [
      ...minutes('shop-1', -120, 0),
      ...minutes('shop-2', 0, 120, { entries: 10, requests: 5 }),
      ready(0, 'shop-2'),
    ];
    const timer = every(5 * MIN, -120 * MIN, 120 * MIN).map((at) =>
      entry(at, 'boom', { revision: at < 0 ? 'shop-1' : 'shop-2' }),
    );
    const { signatures } = report([...items, ...timer], [BOOM], { since });
    expect(signatures).toMatchObject([{ verdict: 'unchanged', deployment: null }]);
  });

  it('shows that a failure is back which was gone', () => {
    const items = [
      ...minutes('shop-1', -600, 0),
      ...minutes('shop-2', 0, 30),
      ready(-600 * MIN, 'shop-1'),
      ready(0, 'shop-2'),
    ];
    const long = every(MIN, -500 * MIN, -400 * MIN).map((at) => entry(at, 'boom', { revision: 'shop-1' }));
    const baseline = { from: T0 - 60 * MIN, to: T0 };
    const { diagnoses } = report([...items, ...long, ...booms(every(20 * S, 2 * S, 20 * MIN))], [BOOM], {
      since,
      baseline,
    });
    expect(diagnoses).toMatchObject([{ verdict: 'new', deployment: { revision: 'shop-2' } }]);
    expect(diagnoses[0]!.evidence.map(({ text }) => text).join('\n')).toMatch(/it is back: it was last seen at/);
  });
});
