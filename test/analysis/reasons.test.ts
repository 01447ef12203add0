import { describe, expect, it } from 'vitest';
import type { LogEntry, Rule, Tally } from '../../src/model.ts';
import { routeKey } from '../../src/text/route-key.ts';
import { entry, healthy, MIN, ready, report, rule, S, T0 } from './build.ts';

const BOOM = rule('crash/boom', 'boom');
const HOUR = 60 * MIN;
const sinceT0 = { since: { kind: 'time' as const, at: T0 } };

/** Healthy minutes of a revision, [from, to) in minutes. */
function minutes(revision: string, from: number, to: number, more: Partial<Tally> = {}): Tally[] {
  return Array.from({ length: to - from }, (_, i) => healthy((from + i) * MIN, 100, { revision, ...more }));
}

const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => from + i * step);

function says(text: string, times: number[], revision = 'shop-2', more: Partial<LogEntry> = {}): LogEntry[] {
  return times.map((at) => entry(at, text, { revision, ...more }));
}

const twoRevisions = [...minutes('shop-1', -60, 0), ...minutes('shop-2', 0, 20), ready(0, 'shop-2')];

/** The only signature's verdict and deployment. */
function judged(items: (LogEntry | Tally)[], rules: Rule[] = [BOOM], more = {}) {
  const [only, ...others] = report(items, rules, more).signatures;
  expect(others).toEqual([]);
  return { verdict: only!.verdict, deployment: only!.deployment?.revision ?? null };
}

describe('few, and over quickly', () => {
  const burst = every(5 * S, 2 * S, 40 * S);

  it('is gone with the roll-out', () => {
    expect(judged([...twoRevisions, ...says('boom', burst)])).toEqual({ verdict: 'gone', deployment: null });
  });

  it('also where it came with the roll-out before', () => {
    const before = every(5 * S, -30 * MIN, -30 * MIN + 40 * S);
    const items = [
      ...minutes('shop-0', -90, -30),
      ...minutes('shop-1', -30, 0),
      ...minutes('shop-2', 0, 20),
      ...[ready(-30 * MIN, 'shop-1'), ready(0, 'shop-2')],
      ...says('boom', before, 'shop-1'),
      ...says('boom', burst),
    ];
    expect(report(items, [BOOM])).toMatchObject({ diagnoses: [] });
  });

  it.each([
    ['it came before without a roll-out', says('boom', [-45 * MIN, -44 * MIN], 'shop-1'), [BOOM]],
    ['it comes again later', says('boom', [15 * MIN]), [BOOM]],
    ['only code explains it', [], [rule('imports/boom', 'boom')]],
  ])('is no noise where %s', (_, more, rules) => {
    const { deployment } = judged([...twoRevisions, ...says('boom', burst), ...more], rules);
    expect(deployment).toBe('shop-2');
  });

  it('also where it is a single entry at the go-live, or belongs to the revision that goes', () => {
    expect(judged([...twoRevisions, ...says('boom', [2 * S])])).toEqual({ verdict: 'gone', deployment: null });
    const items = [...minutes('shop-0', -90, -30), ...minutes('shop-1', -30, 0), ...minutes('shop-2', 0, 20)];
    const lives = [ready(-30 * MIN, 'shop-1'), ready(0, 'shop-2')];
    const more = { since: { kind: 'time' as const, at: T0 - 40 * MIN } };
    expect(judged([...items, ...lives, ...says('boom', burst, 'shop-1')], [BOOM], more)).toEqual({
      verdict: 'gone',
      deployment: null,
    });
  });

  it('is no noise of a single entry that came some minutes later', () => {
    expect(judged([...twoRevisions, ...says('boom', [3 * MIN])])).toEqual({ verdict: 'new', deployment: 'shop-2' });
  });

  it('is no noise of a revision that never served: it did not go on without it', () => {
    const failed = entry(40 * S, 'Ready condition status changed to False for Revision shop-2 with message: no.', {
      log: 'audit',
    });
    const items = [...minutes('shop-1', -60, 20), healthy(30 * S, 40), failed, ...says('boom', burst)];
    expect(judged(items)).toEqual({ verdict: 'new', deployment: 'shop-2' });
  });

  it('is no noise where the revision served nothing since', () => {
    const items = [...minutes('shop-1', -60, 20), ready(0, 'shop-2'), ...says('boom', burst)];
    expect(judged(items)).toEqual({ verdict: 'new', deployment: 'shop-2' });
  });
});

describe('too little traffic', () => {
  it('is said, and lowers the confidence', () => {
    const items = [
      healthy(-10 * MIN, 4, { revision: 'shop-1' }),
      ...[healthy(0, 8), healthy(10 * MIN, 8)],
      ready(0, 'shop-2'),
      ...says('boom', [2 * MIN, 9 * MIN]),
    ];
    const [found] = report(items, [BOOM]).diagnoses;
    expect(found!.confidence).not.toBe('high');
    expect(found!.evidence.find(({ kind }) => kind === 'chance')!.text).toContain('so few could be chance');
  });
});

describe('a symptom without its cause', () => {
  const few = [...minutes('shop-1', -20, 0, { requests: 1 }), ...minutes('shop-2', 0, 20, { requests: 1 })];
  const fails = (role: Rule['role']) =>
    report([...few, ready(0, 'shop-2'), ...says('boom', [9 * MIN])], [rule('network/boom', 'boom', { role })]);

  it('is blamed on no deployment where so few may be chance; a cause is, with little confidence', () => {
    expect(fails('symptom').diagnoses).toMatchObject([{ deployment: null, confidence: 'low' }]);
    expect(fails('cause').diagnoses).toMatchObject([{ deployment: { revision: 'shop-2' }, confidence: 'medium' }]);
  });
});

describe('another deployment', () => {
  const three = [
    ...minutes('shop-1', -60, 0),
    ...minutes('shop-2', 0, 20),
    ...minutes('shop-3', 20, 40),
    ...[ready(0, 'shop-2'), ready(20 * MIN, 'shop-3')],
  ];

  it('is blamed where it fits better: the revision decides', () => {
    expect(
      judged([...three, ...says('boom', every(10 * S, 20 * MIN + 2 * S, 30 * MIN), 'shop-3')], [BOOM], sinceT0),
    ).toEqual({
      verdict: 'new',
      deployment: 'shop-3',
    });
  });

  it('of the service itself is not, where it began with the one before', () => {
    const items = [
      ...three,
      ...says('boom', every(10 * S, 2 * S, 20 * MIN)),
      ...says('boom', every(10 * S, 20 * MIN, 40 * MIN), 'shop-3'),
    ];
    expect(judged(items, [BOOM], sinceT0)).toEqual({ verdict: 'new', deployment: 'shop-2' });
  });
});

describe('what began before a deployment', () => {
  it('is not its doing, though there is more of it in all since', () => {
    const other = rule('database/boom', 'boom');
    const items = [
      ...twoRevisions,
      ...says('boom', every(10 * S, -5 * MIN, 0), 'shop-1'),
      ...says('boom', every(10 * S, 0, 20 * MIN)),
    ];
    expect(judged(items, [other])).toEqual({ verdict: 'worse', deployment: null });
  });

  it('is, where there is far more of it since', () => {
    const items = [
      ...twoRevisions,
      ...says('boom', every(MIN, -5 * MIN, 0), 'shop-1'),
      ...says('boom', every(5 * S, 0, 20 * MIN)),
    ];
    expect(judged(items)).toEqual({ verdict: 'worse', deployment: 'shop-2' });
  });
});

describe('a few entries before a deployment', () => {
  it('are a lower rate, not the beginning, where it is likelier that it came with the deployment', () => {
    const items = [
      ...twoRevisions,
      ...says('boom', [-20 * MIN, -12 * MIN, -3 * MIN], 'shop-1'),
      ...says('boom', every(100 * S, S, 20 * MIN)),
    ];
    expect(judged(items)).toEqual({ verdict: 'worse', deployment: 'shop-2' });
  });
});

describe('what no request brings about', () => {
  const served = { entries: 10, requests: 5 };
  const twoHours = [...minutes('shop-1', -120, 0), ...minutes('shop-1', 0, 120), ready(0, 'shop-2')];
  const timer = every(4 * MIN, -120 * MIN, 120 * MIN);

  it('is no worse for a revision with little of the traffic, where in all there is no more of it', () => {
    const canary = minutes('shop-2', 0, 120, { entries: 2, requests: 1 });
    const shared = timer.flatMap((at, i) => says('boom', [at], at > 0 && i % 2 === 0 ? 'shop-2' : 'shop-1'));
    expect(judged([...twoHours, ...canary, ...shared], [BOOM], sinceT0)).toEqual({
      verdict: 'unchanged',
      deployment: null,
    });
  });

  it('neither where each has a trace of its own: that is no request', () => {
    const canary = minutes('shop-2', 0, 120, { entries: 2, requests: 1 });
    const shared = timer.flatMap((at, i) => {
      const more = { trace: `t${i}`.padEnd(32, '0') };
      return says('boom', [at], at > 0 && i % 2 === 0 ? 'shop-2' : 'shop-1', more);
    });
    expect(judged([...twoHours, ...canary, ...shared], [BOOM], sinceT0)).toMatchObject({ deployment: null });
  });

  it('is worse there, where there is more of it in all', () => {
    const canary = minutes('shop-2', 0, 120, { entries: 4, requests: 2 });
    const more = says('boom', every(MIN, S, 120 * MIN), 'shop-2');
    expect(judged([...twoHours, ...canary, ...says('boom', timer, 'shop-1'), ...more], [BOOM], sinceT0)).toEqual({
      verdict: 'worse',
      deployment: 'shop-2',
    });
  });

  it('shows by being more than the requests, also where each has a trace of its own', () => {
    const few = [...minutes('shop-1', -120, 0, served), ...minutes('shop-2', 0, 120, { entries: 1, requests: 0 })];
    const one = healthy(MIN, 4, { revision: 'shop-2' });
    const traced = timer.flatMap((at) =>
      says('boom', [at], at < 0 ? 'shop-1' : 'shop-2', { trace: `t${at}`.padEnd(32, '0') }),
    );
    expect(judged([...few, one, ready(0, 'shop-2'), ...traced], [BOOM], sinceT0)).toEqual({
      verdict: 'unchanged',
      deployment: null,
    });
  });
});

describe('late for what was served', () => {
  const long = [...minutes('shop-1', -60, 0), ...minutes('shop-2', 0, 300), ready(0, 'shop-2')];
  const late = every(5 * S, 4 * HOUR, 5 * HOUR);
  const blamed = (items: LogEntry[], rules: Rule[]) => report([...long, ...items], rules).diagnoses[0]!;

  it.each([
    ['code', rule('crash/boom', 'boom')],
    ['surroundings', rule('network/boom', 'boom')],
    ['what no rule knows', rule('other/nothing', 'nothing like it')],
  ])('begins too late to be blamed: %s', (_, of) => {
    const found = blamed(says('boom', late), [of]);
    expect(found.deployment).toBeNull();
    expect(found.evidence.find(({ kind }) => kind === 'late')!.text).toContain(
      'shop-2 had been live for 4 h 00 min without it',
    );
  });

  const hour = [...minutes('shop-1', -60, 0), ...minutes('shop-2', 0, 90), ready(0, 'shop-2')];
  const later = every(20 * S, 40 * MIN, 90 * MIN);
  const raised = 'Traceback (most recent call last):\n  File "/app/pay.py", line 3, in pay\n    x()\nLedgerFull: 7';

  it('is soon so for what code raised and no rule knows', () => {
    const [found] = report([...hour, ...says(raised, later)], []).diagnoses;
    expect(found).toMatchObject({ rule: null, deployment: null });
    expect(report([...hour, ...says(raised, every(20 * S, 2 * MIN, 40 * MIN))], []).diagnoses[0]).toMatchObject({
      deployment: { revision: 'shop-2' },
    });
  });

  it('leaves a doubt before it clears the deployment: what is blamed then is never sure', () => {
    const at = (times: number[]) => report([...hour, ...says('boom', times)], [BOOM]).diagnoses[0]!;
    expect(at(every(20 * S, MIN, 90 * MIN))).toMatchObject({ deployment: { revision: 'shop-2' }, confidence: 'high' });
    const doubted = at(later);
    expect(doubted).toMatchObject({ deployment: { revision: 'shop-2' }, confidence: 'medium' });
    expect(doubted.evidence.find(({ kind }) => kind === 'served-without')!.text).toContain(
      'had been live for 40 min 00 s without',
    );
  });

  it('is nothing that builds up: by the area of its rule, by the rule itself, by its own words', () => {
    expect(blamed(says('boom', late), [rule('limits/boom', 'boom')]).deployment).toMatchObject({ revision: 'shop-2' });
    const own = rule('network/boom', 'boom', { origin: 'build-up' });
    expect(blamed(says('boom', late), [own]).deployment).toMatchObject({ revision: 'shop-2' });
    expect(blamed(says('pool exhausted', late), []).deployment).toMatchObject({ revision: 'shop-2' });
  });

  it('is nothing that rises', () => {
    const rising = Array.from({ length: 200 }, (_, i) => Math.round(4 * HOUR + HOUR * Math.sqrt(i / 200)));
    expect(blamed(says('boom', rising), [BOOM]).deployment).toMatchObject({ revision: 'shop-2' });
  });

  it('is not what its surroundings did within minutes', () => {
    const soon = every(5 * S, 3 * MIN, 60 * MIN);
    expect(blamed(says('boom', soon), [rule('network/boom', 'boom')]).deployment).toMatchObject({ revision: 'shop-2' });
  });
});

describe('a window that opened after the go-live', () => {
  const items = [...minutes('shop-1', -120, -30), ...minutes('shop-2', -30, 60), ready(-30 * MIN, 'shop-2')];

  it('blames the revision that served already for what code does', () => {
    const found = report(
      [...items, ...says('boom', every(10 * S, 10 * MIN, 60 * MIN))],
      [rule('limits/boom', 'boom')],
      sinceT0,
    );
    expect(found.diagnoses).toMatchObject([{ deployment: { revision: 'shop-2' }, lagMs: 2_400_000 }]);
  });

  it('blames none for what comes from outside', () => {
    const found = report(
      [...items, ...says('boom', every(10 * S, 10 * MIN, 60 * MIN))],
      [rule('network/boom', 'boom')],
      sinceT0,
    );
    expect(found.diagnoses).toMatchObject([{ deployment: null }]);
  });
});

describe('what was there when the window opened', () => {
  const items = [...minutes('shop-1', -120, -30), ...minutes('shop-2', -30, 60), ready(-30 * MIN, 'shop-2')];
  const since = says('boom', every(10 * S, -30 * MIN + 5 * S, 60 * MIN));

  it('came with the deployment before, where the baseline shows the time without that', () => {
    const found = report([...items, ...since], [BOOM], sinceT0);
    const blamed = { verdict: 'new', deployment: { revision: 'shop-2' }, lagMs: 5000 };
    expect(found.diagnoses).toMatchObject([blamed]);
    expect(found.signatures).toMatchObject([blamed]);
    expect(found.headline).toContain('since 2025-09-09T18:30:05Z, 5.0 s after shop-2 went live');
    expect(found.diagnoses[0]!.evidence.map(({ text }) => text)).toContain(
      'it was there when the window opened: it is seen since 2025-09-09T18:30:05Z',
    );
  });

  it('has no baseline where nothing is seen of the time without that', () => {
    const audited = ready(-40 * MIN, 'shop-1');
    const alone = [...minutes('shop-2', -30, 60), audited, ready(-30 * MIN, 'shop-2'), ...since];
    expect(report(alone, [BOOM], sinceT0).signatures).toMatchObject([{ verdict: 'unknown' }]);
  });

  it('is no news where it was there before that as well', () => {
    const chronic = says('boom', every(10 * S, -120 * MIN, -30 * MIN), 'shop-1');
    expect(judged([...items, ...chronic, ...since], [BOOM], sinceT0)).toEqual({
      verdict: 'unchanged',
      deployment: null,
    });
  });

  it('is asked after where the window opens at a redeployment of what broke it, and it is worse by then', () => {
    const redeployed = [
      ...minutes('shop-1', -120, -7),
      ...minutes('shop-2', -7, 0),
      ...minutes('shop-3', 0, 60),
      ...[ready(-7 * MIN, 'shop-2'), ready(0, 'shop-3')],
      ...says('boom', every(10 * S, -7 * MIN + 5 * S, 0)),
      ...says('boom', every(10 * S, 0, 60 * MIN), 'shop-3'),
    ];
    expect(judged(redeployed)).toEqual({ verdict: 'new', deployment: 'shop-2' });
  });

  it('is no news since a deployment of its own', () => {
    const again = [
      ...minutes('shop-1', -120, -50),
      ...minutes('shop-2', -50, 0),
      ...minutes('shop-3', 0, 30),
      ...[ready(-50 * MIN, 'shop-2'), ready(0, 'shop-3')],
      ...says('boom', every(10 * S, -50 * MIN + 5 * S, 0)),
      ...says('boom', every(10 * S, 0, 30 * MIN), 'shop-3'),
    ];
    expect(judged(again)).toEqual({ verdict: 'unchanged', deployment: null });
  });

  it('is roll-out noise where it shows around go-lives only', () => {
    const deployed = [
      ...minutes('shop-1', -120, -60),
      ...minutes('shop-2', -60, 20),
      ...minutes('shop-3', 20, 60),
      ready(-60 * MIN, 'shop-2'),
      ready(20 * MIN, 'shop-3'),
    ];
    const first = says('boom', every(2 * S, -60 * MIN + S, -60 * MIN + 25 * S));
    const second = says('boom', every(2 * S, 20 * MIN + S, 20 * MIN + 25 * S), 'shop-3');
    const { diagnoses, signatures } = report([...deployed, ...first, ...second], [BOOM], sinceT0);
    expect(diagnoses).toEqual([]);
    expect(signatures).toMatchObject([{ verdict: 'gone', deployment: null }]);
  });
});

describe('a deployment of the caller', () => {
  const KEY = rule('crash/key', 'no such key', { leadsTo: ['network/upstream'] });
  const UPSTREAM = rule('network/upstream', 'upstream failed', { role: 'symptom' });
  const stock = { service: 'stock', revision: 'stock-1', instance: 's1' };
  const healthyBoth = [...twoRevisions, ...minutes('stock-1', -60, 20, { service: 'stock' })];
  const calls = (from: number) =>
    Array.from({ length: 40 }, (_, n) => [
      entry(from + n * 10 * S, 'no such key', { ...stock, trace: `t${n}` }),
      entry(from + n * 10 * S + 5000, 'upstream failed', { trace: `t${n}` }),
    ]).flat();

  it('is blamed for what fails in a service that was not deployed', () => {
    const [found] = report([...healthyBoth, ...calls(3 * S)], [KEY, UPSTREAM], sinceT0).diagnoses;
    expect(found).toMatchObject({ service: 'stock', deployment: { service: 'shop', revision: 'shop-2' } });
    expect(found!.evidence.map(({ kind }) => kind)).toContain('caller');
    expect(found!.chain.at(-1)!.answer).toContain('what shop-2 sends to stock');
  });

  it('is not, where the callee began to fail before it', () => {
    const early = says('no such key', every(10 * S, -5 * MIN, 0), 'stock-1', stock);
    const [found] = report([...healthyBoth, ...early, ...calls(3 * S)], [KEY, UPSTREAM]).diagnoses;
    expect(found?.deployment?.service === 'shop' && found.service === 'stock').toBe(false);
  });

  it('is not, for what the surroundings of the callee did', () => {
    const outside = { ...KEY, id: 'network/key', category: 'network' as const };
    const [found] = report([...healthyBoth, ...calls(3 * S)], [outside, UPSTREAM], sinceT0).diagnoses;
    expect(found).toMatchObject({ service: 'stock', deployment: null });
  });
});

describe('a roll-back', () => {
  const fields = {
    methodName: 'google.cloud.run.v1.Services.ReplaceService',
    requestMetadata: { callerSuppliedUserAgent: 'command/gcloud.run.services.update-traffic' },
    request: { service: { spec: { traffic: [{ revisionName: 'shop-1', percent: 100 }] } } },
  };
  const back = entry(10 * MIN, '', { log: 'audit', severity: 'NOTICE', revision: '', fields });
  const base = [
    ...minutes('shop-1', -60, 0),
    ...minutes('shop-2', 0, 10),
    ...minutes('shop-1', 10, 30),
    ready(0, 'shop-2'),
    back,
  ];
  const failing = says('boom', every(10 * S, 2 * S, 10 * MIN));
  const evidence = (items: (LogEntry | Tally)[]) => {
    const [found] = report([...base, ...items], [BOOM], sinceT0).diagnoses;
    return found?.evidence.find(({ kind }) => kind === 'rollback')?.text;
  };

  it('that ends it is evidence, with its numbers; what the old revision still drains does not count', () => {
    const said =
      'it ended when shop-1 got the traffic back at 2025-09-09T19:10:00Z: none in 1,000 requests since, 59 in 500 before';
    expect(evidence(failing)).toBe(said);
    expect(evidence([...failing, ...says('boom', [10 * MIN + 5 * S])])).toBe(said);
  });

  it('that does not end it is none', () => {
    expect(evidence([...failing, ...says('boom', every(10 * S, 11 * MIN, 20 * MIN), 'shop-1')])).toBeUndefined();
  });

  it('keeps the old revision as what was before', () => {
    const [found] = report([...base, ...failing], [BOOM], sinceT0).diagnoses;
    expect(found).toMatchObject({
      verdict: 'new',
      before: { count: 0, exposure: 3000 },
      deployment: { revision: 'shop-2' },
    });
  });
});

describe('a route that was hardly called before', () => {
  const [ORDERS, REPORT] = [routeKey('GET', '/orders'), routeKey('POST', '/report')];
  const calls = (revision: string, from: number, to: number, reports: number) =>
    minutes(revision, from, to, {
      routes: new Map([[ORDERS, 50 - reports], ...(reports ? [[REPORT, reports]] : [])] as [number, number][]),
    });
  const fails = (times: number[], revision = 'shop-2') =>
    times.flatMap((at, n) => {
      const own = { revision, trace: `${revision}-${at}-${n}` };
      const http = { method: 'POST', route: '/report', status: 500, latency: 0.1 };
      return [entry(at, 'boom', own), entry(at + 5000, 'POST /report 500', { ...own, log: 'request', http })];
    });
  const since = [...calls('shop-2', 0, 20, 1), ready(0, 'shop-2'), ...fails(every(MIN, 30 * S, 20 * MIN))];
  const of = (items: (LogEntry | Tally)[]) => {
    const found = report(items, [BOOM]).diagnoses[0];
    return { ...found, doubt: found?.evidence.find(({ kind }) => kind === 'not-called')?.text };
  };

  it('tells nothing: it is named, of low confidence, and there is no way back', () => {
    const { doubt, confidence, deployment, wayBack } = of([...calls('shop-1', -60, 0, 0), ...since]);
    expect(doubt).toBe('POST /report was not called before shop-2 went live: whether it failed before is not known');
    expect([confidence, deployment?.revision, wayBack]).toEqual(['low', 'shop-2', null]);
  });

  it('tells as little where it was called once or twice', () => {
    const { doubt, confidence } = of([...calls('shop-1', -60, -2, 0), ...calls('shop-1', -2, 0, 1), ...since]);
    expect(doubt).toContain('POST /report was called 2 times before');
    expect(confidence).toBe('low');
  });

  it('is blamed where it was called without failing, or where calls are not seen', () => {
    expect(of([...calls('shop-1', -60, 0, 1), ...since])).toMatchObject({ confidence: 'high', doubt: undefined });
    expect(of([...minutes('shop-1', -60, 0), ...since])).toMatchObject({ confidence: 'high', doubt: undefined });
  });

  it('failed before as well where it did when it was called, however long ago', () => {
    const items = [
      ...calls('shop-1', -900, -840, 1),
      ...fails(every(MIN, -900 * MIN + 30 * S, -840 * MIN), 'shop-1'),
      ...calls('shop-1', -840, 0, 0),
      ...since,
    ];
    expect(report(items, [BOOM]).signatures[0]).toMatchObject({ verdict: 'unchanged', deployment: null });
  });
});

describe('what else may have brought it about', () => {
  const doubted = (items: (LogEntry | Tally)[], of: Rule = BOOM) => {
    const [found] = report(items, [of]).diagnoses;
    const doubt = found!.evidence.find(({ kind }) => kind === 'served-without' || kind === 'traffic-rose');
    return { confidence: found!.confidence, deployment: found!.deployment?.revision, doubt: doubt?.text };
  };
  const live = (from: number, to: number, entries: number) =>
    Array.from({ length: to - from }, (_, i) => healthy((from + i) * MIN, entries));

  it('is what code is called with, where it served for long without it', () => {
    const items = [...minutes('shop-1', -60, 0), ...live(0, 60, 100), ready(0, 'shop-2')];
    const { confidence, deployment, doubt } = doubted([...items, ...says('boom', every(30 * S, 18 * MIN, 60 * MIN))]);
    expect([confidence, deployment]).toEqual(['medium', 'shop-2']);
    expect(doubt).toBe(
      'shop-2 had been live for 18 min 00 s without it, and served 900 requests: what it is called with may have changed, not the code',
    );
    const soon = doubted([...items, ...says('boom', every(30 * S, 2 * MIN, 60 * MIN))]);
    expect(soon).toMatchObject({ confidence: 'high', doubt: undefined });
  });

  it('is no doubt where its own route was only called then', () => {
    const http = { method: 'POST', route: '/report', status: 500, latency: 0.1 };
    const [ORDERS, REPORT] = [routeKey('GET', '/orders'), routeKey('POST', '/report')];
    const reports = (list: Tally[], count: number) =>
      list.map((tally) => ({
        ...tally,
        routes: new Map([
          [ORDERS, 50 - count],
          [REPORT, count],
        ]),
      }));
    const fails = every(30 * S, 18 * MIN, 60 * MIN).flatMap((at) => {
      const own = { trace: `t${at}` };
      return [entry(at, 'boom', own), entry(at + 5000, 'POST /report 500', { ...own, log: 'request', http })];
    });
    const before = [...reports(minutes('shop-1', -60, 0), 10), ready(0, 'shop-2')];
    const then = doubted([...before, ...reports(live(0, 18, 100), 0), ...reports(live(18, 60, 100), 1), ...fails]);
    expect(then).toMatchObject({ confidence: 'high', doubt: undefined });
    const all = doubted([...before, ...reports(live(0, 60, 100), 1), ...fails]);
    expect(all).toMatchObject({ confidence: 'medium' });
    expect(all.doubt).toContain('and served 18 requests of its kind');
  });

  it('is the traffic, where what fills up does so when that rises', () => {
    const full = rule('limits/boom', 'boom');
    const fails = says('boom', every(20 * S, 50 * MIN, 80 * MIN));
    const steady = [...minutes('shop-1', -60, 0), ready(0, 'shop-2'), ...live(0, 50, 100)];
    const risen = doubted([...steady, ...live(50, 80, 400), ...fails], full);
    expect([risen.confidence, risen.deployment]).toEqual(['medium', 'shop-2']);
    expect(risen.doubt).toBe(
      'the service got 200 requests a minute when it began, 50 at most in the hour before: what fills up may be filled by these',
    );
    expect(doubted([...steady, ...live(50, 80, 100), ...fails], full)).toMatchObject({ confidence: 'high' });
  });
});

describe('healthy lines that vanish', () => {
  const failing = [ready(0, 'shop-2'), ...says('boom', every(10 * S, 5 * S, 20 * MIN))];
  const reasonOf = (items: (LogEntry | Tally)[], more = {}) =>
    report(items, [BOOM], more).diagnoses[0]!.evidence.find(({ kind }) => kind === 'vanished')?.text;

  it('are evidence with their numbers', () => {
    expect(reasonOf([...minutes('shop-1', -60, 0), ...failing])).toBe(
      'nothing healthy of the service since shop-2: 6,000 entries in the 1 h 00 min before, none in 18 min 45 s',
    );
  });

  it('are none where the old revision goes on, or where few came before', () => {
    expect(reasonOf([...minutes('shop-1', -60, 20), ...failing])).toBeUndefined();
    expect(reasonOf([healthy(-50 * MIN, 3, { revision: 'shop-1' }), ...failing])).toBeUndefined();
  });

  it('say nothing where the source does not see them', () => {
    expect(reasonOf([...minutes('shop-1', -60, 0), ...failing], { seesHealthy: false })).toBeUndefined();
  });
});
