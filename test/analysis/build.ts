import { Analyzer, type Question, type RuleBook } from '../../src/analysis/index.ts';
import type { LogEntry, Micros, Rule, Tally } from '../../src/model.ts';
import { parseTime } from '../../src/text/time.ts';

export const T0: Micros = parseTime('2025-09-09T19:00:00Z')!;
export const S = 1_000_000;
export const MIN = 60 * S;

let serial = 0;

/** An entry of service `shop`, revision `shop-2`, at T0 + `at` microseconds, unless said otherwise. */
export function entry(at: Micros, message: string, more: Partial<LogEntry> = {}): LogEntry {
  serial++;
  return {
    id: `id${String(serial).padStart(6, '0')}`,
    time: T0 + at,
    nanos: 0,
    severity: 'ERROR',
    service: 'shop',
    revision: 'shop-2',
    location: 'europe-west1',
    instance: 'i1',
    log: 'stderr',
    message,
    fields: null,
    http: null,
    trace: '',
    labels: {},
    raw: () => ({}),
    ...more,
  };
}

/** Healthy entries of one minute, half of them requests. */
export function healthy(at: Micros, entries: number, more: Partial<Tally> = {}): Tally {
  const time = T0 + at;
  return {
    service: 'shop',
    revision: 'shop-2',
    minute: Math.floor(time / MIN),
    entries,
    requests: entries >> 1,
    firstEntry: time,
    lastEntry: time + 59 * S,
    firstRequest: entries > 1 ? time : null,
    ...more,
  };
}

/** The system_event entry that says a revision is ready. */
export function ready(at: Micros, revision: string, service = 'shop'): LogEntry {
  const message = `Ready condition status changed to True for Revision ${revision} with message: Deploying revision succeeded in 7.69s.`;
  return entry(at, message, { log: 'audit', severity: 'INFO', service, revision, instance: '' });
}

export function rule(id: string, pattern: string, more: Partial<Rule> = {}): Rule {
  const category = id.split('/')[0] as Rule['category'];
  const defaults = {
    severity: 'ERROR' as const,
    needles: [],
    identity: [],
    logs: [],
    leadsTo: [],
    remedy: [],
    references: [],
  };
  return { id, category, title: id, role: 'cause', patterns: [pattern], cause: `cause of ${id}`, ...defaults, ...more };
}

/** A rule book of plain JavaScript patterns: what is tested here is what becomes of matches, not matching. */
export function bookOf(rules: Rule[]): RuleBook {
  return {
    rules: new Map(rules.map((item) => [item.id, item])),
    match(message, log) {
      for (const item of rules) {
        if (item.logs.length > 0 && !item.logs.includes(log)) continue;
        const found = new RegExp(item.patterns[0]!).exec(message);
        if (found)
          return {
            rule: item.id,
            captures: { ...found.groups },
            start: found.index,
            end: found.index + found[0].length,
          };
      }
      return null;
    },
  };
}

export function question(more: Partial<Question> = {}): Question {
  return {
    since: { kind: 'auto' },
    until: null,
    baseline: null,
    services: [],
    seesHealthy: true,
    project: 'demo',
    timezone: 'UTC',
    sources: ['test'],
    notes: [],
    stakes: [],
    muted: new Set(),
    known: new Map(),
    ...more,
  };
}

/** Feeds everything and asks once. */
export function report(items: (LogEntry | Tally)[], rules: Rule[], more: Partial<Question> = {}) {
  const analyzer = new Analyzer(bookOf(rules));
  for (const item of items) 'minute' in item ? analyzer.tally(item) : analyzer.add(item);
  return analyzer.snapshot(question(more))!;
}
