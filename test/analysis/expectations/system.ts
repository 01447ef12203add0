import { Analyzer } from '../../../src/analysis/index.ts';
import type { Step } from '../../../src/model.ts';
import { bookOf, entry, MIN, question, S, T0 } from '../build.ts';

/** A line of a request: service, text, and its severity where it is not INFO. */
export type Said = [service: string, text: string, severity?: Step['severity']];

/** A request that goes as it should: the web asks orders, orders asks stock, and answers. */
export const ORDER: Said[] = [
  ['web', 'GET order received'],
  ['orders', 'looking up order 4711'],
  ['stock', 'counting pieces'],
  ['stock', 'counted 12 pieces'],
  ['orders', 'order found'],
  ['web', 'order answered'],
];

/** Another kind of request. */
export const LOGIN: Said[] = [
  ['web', 'POST login received'],
  ['users', 'checking password'],
  ['web', 'login answered'],
];

/** The good stretch is the first hour, the deployment at its end, the window half an hour. */
export const GO_LIVE = 60 * MIN;

let serial = 0;

/** Requests, one a second from `at` on, their lines 5 ms apart. `skewMs`: how far the clock of a service is off. */
export function requests(at: number, kinds: Said[][], skewMs: Record<string, number> = {}): Step[] {
  return kinds.flatMap((lines, i) => {
    const trace = `trace${String(serial++).padStart(27, '0')}`;
    return lines.map(([service, text, severity = 'INFO'], line) => ({
      id: '',
      service,
      revision: at < GO_LIVE ? `${service}-1` : `${service}-2`,
      trace,
      time: T0 + at + i * S + line * 5000 + (skewMs[service] ?? 0) * 1000,
      nanos: 0,
      severity,
      text,
    }));
  });
}

export function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

/** The report on steps; those of ERROR are handed over as entries, as a source does. All services go live at once. */
export function reportOn(steps: Step[]) {
  const analyzer = new Analyzer(bookOf([]));
  const none = {
    author: null,
    image: null,
    commit: null,
    traffic: null,
    spec: null,
    message: '',
    revision: '',
    location: '',
  };
  analyzer.fact({ what: 'by-hand', service: '', time: T0 + GO_LIVE, ...none });
  for (const { text, id: _, ...step } of steps) {
    if (step.severity === 'ERROR') analyzer.add(entry(0, text, { ...step, log: 'stdout', instance: '' }));
    else {
      analyzer.step({ ...step, id: '', text });
      const { service, revision, time } = step;
      const first = { firstEntry: time, lastEntry: time, firstRequest: null };
      analyzer.tally({ service, revision, minute: Math.floor(time / MIN), entries: 1, requests: 0, ...first });
    }
  }
  const baseline = { from: T0, to: T0 + GO_LIVE };
  return analyzer.snapshot(question({ since: { kind: 'time', at: T0 + GO_LIVE }, until: T0 + 90 * MIN, baseline }))!;
}

export const good = (): Step[] => requests(0, [...times(30, ORDER), ...times(10, LOGIN)]);
