import { describe, expect, it } from 'vitest';
import type { LogEntry, Tally } from '../../src/model.ts';
import { entry, healthy, MIN, ready, report, rule, S, T0 } from './build.ts';

const HTTP = rule('cloud-run/http-5xx', '^\\w+ /\\S* 50\\d', { role: 'symptom', logs: ['request'] });
const POOL = rule('limits/pool', 'pool exhausted', { leadsTo: ['cloud-run/*'] });
const KEY = rule('config/key', 'no such key', { leadsTo: ['cloud-run/*'] });
const RULES = [HTTP, POOL, KEY];
const SERVICES = ['auth', 'shop'];
const sinceT0 = { since: { kind: 'time' as const, at: T0 } };

const minutes: (LogEntry | Tally)[] = SERVICES.flatMap((service) =>
  Array.from({ length: 80 }, (_, i) => healthy((i - 60) * MIN, 100, { service, revision: `${service}-1` })),
);

/** A failed request of a service. */
function failed(at: number, service: string, trace = ''): LogEntry {
  const http = { method: 'GET', route: '/', status: 500, latency: 0.2 };
  const place = { service, revision: `${service}-1`, instance: `${service}-i` };
  return entry(at, 'GET / 500', { ...place, log: 'request', http, trace });
}

function fault(at: number, service: string, text: string, trace = ''): LogEntry {
  return entry(at, text, { service, revision: `${service}-1`, instance: `${service}-i`, trace });
}

const times = (step: number, from: number, count: number) => Array.from({ length: count }, (_, i) => from + i * step);
/** Times of no rhythm: the fractional parts of multiples of the golden ratio. */
const anywhere = (count: number, span: number, start: number) =>
  Array.from({ length: count }, (_, i) => Math.floor((((i + start) * 0.6180339887) % 1) * span));

describe('the same symptom in two services', () => {
  it('hangs under the cause of each, where they have two', () => {
    const items = times(10 * S, S, 20).flatMap((at, n) => [
      fault(at, 'shop', 'pool exhausted', `s${n}`),
      failed(at, 'shop', `s${n}`),
      fault(at + 3 * S, 'auth', 'no such key', `a${n}`),
      failed(at + 3 * S, 'auth', `a${n}`),
    ]);
    const { diagnoses } = report([...minutes, ...items], RULES, sinceT0);
    expect(
      diagnoses.map(({ rule: id, service, symptoms }) => [id, service, symptoms.map((one) => one.service)]).sort(),
    ).toEqual([
      ['config/key', 'auth', ['auth']],
      ['limits/pool', 'shop', ['shop']],
    ]);
  });

  it('is one diagnosis where nothing explains it and it began together', () => {
    const items = times(10 * S, S, 20).flatMap((at) => [failed(at, 'shop'), failed(at + 3 * S, 'auth')]);
    const { diagnoses } = report([...minutes, ...items], RULES, sinceT0);
    expect(diagnoses).toMatchObject([{ rule: 'cloud-run/http-5xx', services: SERVICES, count: 40 }]);
  });

  it('is two where it began ten minutes apart', () => {
    const items = [
      ...times(10 * S, S, 20).map((at) => failed(at, 'shop')),
      ...times(10 * S, 10 * MIN, 20).map((at) => failed(at, 'auth')),
    ];
    const { diagnoses } = report([...minutes, ...items], RULES, sinceT0);
    expect(diagnoses.map(({ services }) => services).sort()).toEqual([['auth'], ['shop']]);
  });
});

describe('two services that nothing binds but time', () => {
  const BROKEN = rule('crash/broken', 'broken');
  const LOST = rule('network/lost', 'lost', { role: 'symptom' });

  /** Of auth's failures so many are followed by one of shop. */
  function pair(count: number, delay: number): LogEntry[] {
    return anywhere(40, 18 * MIN, 1).flatMap((at, n) => [
      fault(at, 'auth', 'broken'),
      ...(n < count ? [fault(at + delay, 'shop', 'lost')] : []),
    ]);
  }
  const linked = (items: LogEntry[]) =>
    report([...minutes, ...items], [BROKEN, LOST], sinceT0)
      .diagnoses.find(({ rule: id }) => id === 'crash/broken')
      ?.symptoms.map((one) => one.rule) ?? [];

  it('are linked where the one fails nearly each time just after the other, with the numbers', () => {
    expect(linked(pair(40, 100_000))).toEqual(['network/lost']);
    const [found] = report([...minutes, ...pair(40, 100_000)], [BROKEN, LOST], sinceT0).diagnoses;
    expect(found!.evidence.find(({ kind }) => kind === 'explains')!.text).toMatch(
      /in 40 of 40 entries within 300 ms, 100 ms before it \(median\); by chance it would be/,
    );
  });

  it('are linked also where the clock of the one is behind', () =>
    expect(linked(pair(40, -200_000))).toEqual(['network/lost']));

  it('are not at the level of chance', () => {
    const apart = [
      ...anywhere(40, 18 * MIN, 1).map((at) => fault(at, 'auth', 'broken')),
      ...anywhere(40, 18 * MIN, 500).map((at) => fault(at + 7 * S, 'shop', 'lost')),
    ];
    expect(linked(apart)).toEqual([]);
  });

  it('are not where there is always one of the other near', () => {
    const dense = [
      ...times(2 * S, 0, 500).map((at) => fault(at, 'auth', 'broken')),
      ...anywhere(40, 16 * MIN, 1).map((at) => fault(at, 'shop', 'lost')),
    ];
    expect(linked(dense)).toEqual([]);
  });
});

describe('what a service says of another', () => {
  const VALUE = rule('database/value', 'value refused');
  const SLOW = rule('timeout/response', 'no answer in time');
  /** The caller waits ten seconds, and then it says so. */
  const asked = (count: number, traced: boolean) =>
    anywhere(count, 18 * MIN, 1).flatMap((at, n) => [
      fault(at, 'auth', 'value refused', traced ? `t${n}` : ''),
      fault(at + 10 * S, 'shop', 'no answer in time', traced ? `t${n}` : ''),
    ]);
  const found = (items: LogEntry[], rules = [VALUE, SLOW]) => report([...minutes, ...items], rules, sinceT0).diagnoses;

  it.each([
    ['in the same requests, be they few', asked(2, true)],
    ['when its time is over', asked(20, false)],
  ])('comes of what failed there %s, though a rule knows it for a cause', (_, items) => {
    expect(found(items)).toMatchObject([{ rule: 'database/value', symptoms: [{ rule: 'timeout/response' }] }]);
  });

  it('is a cause of its own where nothing new failed there, or only of the same kind', () => {
    const old = [...times(MIN, -50 * MIN, 68).map((at) => fault(at, 'auth', 'value refused'))];
    const waits = anywhere(20, 18 * MIN, 1).map((at) => fault(at, 'shop', 'no answer in time'));
    expect(found([...old, ...waits])).toMatchObject([{ rule: 'timeout/response', symptoms: [] }]);
    const both = found(asked(20, true), [rule('network/value', 'value refused'), SLOW]);
    expect(both.map(({ symptoms }) => symptoms)).toEqual([[], []]);
  });

  it('in words of its own comes of what the other says, where that is far more and began first', () => {
    const items = anywhere(60, 18 * MIN, 1)
      .sort((a, b) => a - b)
      .flatMap((at, n) => [
        fault(at, 'auth', `ledger ${n} drifted`),
        ...(n % 3 === 1 ? [fault(at + 200_000, 'shop', `gave up on order ${n}`)] : []),
      ]);
    expect(found(items, [])).toMatchObject([
      { service: 'auth', count: 60, symptoms: [{ service: 'shop', count: 20 }] },
    ]);
  });
});

describe('what went live', () => {
  it('on one of two services is not blamed for what both began with', () => {
    const items = times(10 * S, 5 * S, 20).flatMap((at) => [failed(at, 'shop'), failed(at + 3 * S, 'auth')]);
    const { diagnoses } = report([...minutes, ready(0, 'shop-1'), ...items], RULES, sinceT0);
    expect(diagnoses).toMatchObject([{ services: SERVICES, deployment: null }]);
  });
});
