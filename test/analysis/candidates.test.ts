import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Candidates } from '../../src/analysis/candidates.ts';
import { Clusters } from '../../src/analysis/clusters.ts';
import type { Verdicted } from '../../src/analysis/compare.ts';
import { type DetailLimits, ENDLESS, WHOLE } from '../../src/analysis/detail.ts';
import { linkOf } from '../../src/analysis/forest.ts';
import type { Link } from '../../src/analysis/links.ts';
import { membersIn } from '../../src/analysis/members.ts';
import { type Node, nodesOf } from '../../src/analysis/nodes.ts';
import { recognise } from '../../src/analysis/recognise.ts';
import type { LogEntry } from '../../src/model.ts';
import { isNews } from '../../src/text/verdict.ts';
import { bookOf, entry, MIN, rule, S, T0 } from './build.ts';

const BOOK = bookOf([
  rule('limits/pool', '^pool', { leadsTo: ['cloud-run/*'] }),
  rule('database/lost', '^lost'),
  rule('application/refused', '^refused', { role: 'symptom' }),
  rule('timeout/upstream', '^no answer', { role: 'symptom' }),
  rule('cloud-run/http-5xx', '^GET', { role: 'symptom', logs: ['request'] }),
]);
const TEXTS = ['pool', 'lost', 'refused', 'no answer', 'GET', 'words of one', 'words of another', 'answered 500'];
const TRACE = 'Traceback (most recent call last):\n  File "/app/a.py", line 1, in f\n    g()\nValueError: x';
/** The same, its last line lost. */
const CUT = TRACE.split('\n').slice(0, -1).join('\n');
const SPAN = 20 * MIN;

/** What fails in one event of a kind: where, with which text, how often of ten times, how long after its begin, in the same request or not. */
const part = fc.record({
  service: fc.integer({ min: 0, max: 2 }),
  text: fc.constantFrom(...TEXTS, TRACE, CUT),
  often: fc.integer({ min: 4, max: 10 }),
  after: fc.constantFrom(0, 20_000, 900_000, 4 * S, 30 * S, -20_000),
  traced: fc.boolean(),
  lasts: fc.constantFrom(0, 0, 0.5, 400),
});
const faults = fc.array(
  fc.record({ events: fc.integer({ min: 3, max: 60 }), parts: fc.array(part, { minLength: 1, maxLength: 4 }) }),
  { minLength: 1, maxLength: 6 },
);
type Fault = typeof faults extends fc.Arbitrary<(infer One)[]> ? One : never;

function entriesOf(all: readonly Fault[]): LogEntry[] {
  // Times of no rhythm: the fractional parts of multiples of the golden ratio.
  return all.flatMap(({ events, parts }, fault) =>
    Array.from({ length: events }, (_, event) => {
      const at = Math.floor(((event * 0.6180339887 + fault * 0.31) % 1) * SPAN);
      return parts
        .filter(({ often }) => (event * 7 + fault) % 10 < often)
        .map(({ service, text, after, traced, lasts }) => {
          const isRequest = text === 'GET';
          const http = isRequest ? { method: 'GET', route: '/', status: 500, latency: lasts } : null;
          const place = { service: `s${service}`, revision: `s${service}-1`, instance: `s${service}-i${event % 2}` };
          const trace = traced ? `t${fault}-${event}` : '';
          return entry(at + after, text, { ...place, trace, http, log: isRequest ? 'request' : 'stderr' });
        });
    }).flat(),
  );
}

function nodesFrom(entries: readonly LogEntry[], limits: DetailLimits): Node[] {
  const clusters = new Clusters(limits);
  for (const one of entries) clusters.add(one, recognise(BOOK, one)!);
  const judged = clusters.all().map((cluster, i) => {
    const inWindow = membersIn(cluster, T0, T0 + SPAN);
    return { cluster, verdict: { verdict: i % 4 === 3 ? 'unchanged' : 'new', inWindow } as Verdicted };
  });
  return nodesOf(judged, BOOK.rules);
}

/** A link in words and numbers. */
function told(link: Link | null) {
  return link && { ...link, cause: link.cause.signature, effect: link.effect.signature };
}

const LIMITS = [
  ['all members are held', WHOLE],
  ['of many not all are', { ...ENDLESS, members: 32, all: 64, least: 8 }],
] as const;

describe.each(LIMITS)('candidates, where %s', (_, limits) => {
  it('leave out nothing that is linked', () => {
    let linked = 0;
    const check = fc.property(faults, (all) => {
      const nodes = nodesFrom(entriesOf(all), limits);
      const effects = nodes.filter(isNews);
      const candidates = new Candidates(nodes, effects);
      for (const effect of effects) {
        const found = new Map(candidates.of(effect).map(({ cause, shares }) => [cause, shares]));
        for (const cause of nodes.filter((node) => node !== effect)) {
          const link = linkOf(cause, effect, true);
          if (link) linked++;
          const own = found.get(cause);
          expect(told(own === undefined ? null : linkOf(cause, effect, own))).toEqual(told(link));
        }
      }
    });
    fc.assert(check, { numRuns: 400, seed: 20 });
    expect(linked).toBeGreaterThan(300);
  });

  it('are few where many fail apart from each other', () => {
    const entries = Array.from({ length: 6_000 }, (_, i) => {
      const at = Math.floor(((i * 0.6180339887) % 1) * SPAN);
      const place = { service: `s${i % 200}`, instance: `s${i % 200}-i`, trace: `t${i}` };
      return entry(at, `words of ${'abcdefghij'[i % 10]}`, place);
    });
    const nodes = nodesFrom(entries, limits);
    const effects = nodes.filter(isNews);
    const candidates = new Candidates(nodes, effects);
    const pairs = effects.reduce((sum, effect) => sum + candidates.of(effect).length, 0);
    expect(nodes.length).toBeGreaterThan(150);
    expect(pairs).toBeLessThan(effects.length * nodes.length * 0.05);
  });
});
