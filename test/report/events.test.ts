import { describe, expect, it } from 'vitest';
import type { Report, SignatureReport, Verdict } from '../../src/model.ts';
import { EventDiff, printEvent } from '../../src/report/index.ts';
import { incidentC } from '../tui/fixtures/incident-c.ts';

const NOW = '2025-09-09T20:00:00Z';
const base = incidentC();
const [root] = base.signatures.filter(({ verdict }) => verdict === 'new');

/** The incident's report with other signatures. */
const report = (signatures: Partial<SignatureReport>[], more: Partial<Report> = {}): Report => ({
  ...base,
  diagnoses: [],
  deployments: [],
  losses: [],
  signatures: signatures.map((own) => ({ ...root!, diagnosis: null, ...own })),
  ...more,
});
const verdicts = (...list: Verdict[]) => list.map((verdict) => report([{ verdict }]));
const told = (diff: EventDiff, ...reports: Report[]) =>
  reports.map((one) => diff.next(one, NOW).map(({ event }) => event));

describe('what is told of the reports of one watch', () => {
  it('begins with what is watched, and tells each failure once', () => {
    const diff = new EventDiff();
    expect(told(diff, report([]), ...verdicts('new', 'new'))).toEqual([['watching'], ['signature'], []]);
  });

  it('is silent about what was there before, what is muted and what is only in the baseline', () => {
    const old = report([{ verdict: 'unchanged' }]);
    const quiet = report([{ muted: true }, { signature: 'v1:0000000000000001', count: 0 }]);
    expect(told(new EventDiff(), old, quiet)).toEqual([['watching'], []]);
  });

  it('tells a verdict that changed once it holds', () => {
    const diff = new EventDiff();
    const flapping = told(diff, ...verdicts('new', 'unchanged', 'new', 'unchanged', 'unchanged'));
    expect(flapping.flat()).toEqual(['watching', 'signature']);
    expect(told(diff, ...verdicts('unchanged', 'unchanged')).flat()).toEqual(['verdict']);
  });

  it('knows a group by its aliases when it has grown', () => {
    const diff = new EventDiff();
    const grown = report([{ signature: 'v1:00000000000000aa', aliases: ['v1:00000000000000bb', root!.signature] }]);
    expect(told(diff, ...verdicts('new'), grown).flat()).toEqual(['watching', 'signature']);
  });

  it('tells of deployments in the window, and what is found since each', () => {
    const [deployment] = base.deployments.filter(
      ({ revision }) => revision === base.diagnoses[0]!.deployment!.revision,
    );
    const at = (to: string, signatures: Partial<SignatureReport>[]) =>
      report(signatures, { deployments: [deployment!], scope: { ...base.scope, from: deployment!.liveAt, to } });
    const later = (ms: number) => new Date(Date.parse(deployment!.liveAt!) + ms).toISOString();
    const diff = new EventDiff();
    const texts = [at(later(0), []), at(later(40_000), [{}]), at(later(70_000), [{}])].flatMap((one) =>
      diff.next(one, NOW).map((event) => printEvent(event, 'text').slice(14).trimEnd()),
    );
    expect(texts[1]).toMatch(/^DEPLOYED {2}netra-backend-staging-00042-abc went live/);
    expect(texts.at(-1)).toBe('VERDICT   netra-backend-staging-00042-abc live for 40 s: 1 new signature');
    expect(texts).toHaveLength(4);
  });

  it('says after a minute that nothing was found, once', () => {
    const [deployment] = base.deployments.filter(({ kind }) => kind === 'revision');
    const at = (ms: number) =>
      report([], {
        deployments: [deployment!],
        scope: {
          ...base.scope,
          from: deployment!.liveAt,
          to: new Date(Date.parse(deployment!.liveAt!) + ms).toISOString(),
        },
      });
    expect(told(new EventDiff(), at(0), at(59_000), at(61_000), at(62_000)).flat()).toEqual([
      'watching',
      'deployment',
      'deployment-verdict',
    ]);
  });

  it('tells what was lost since the last time', () => {
    const lost = (count: number) => report([], { losses: [{ reason: 'suppressed', count, detail: 'RATE_LIMIT' }] });
    const diff = new EventDiff();
    const events = [lost(1), lost(4), lost(4), lost(10)].flatMap((one) => diff.next(one, NOW));
    expect(events.filter(({ event }) => event === 'loss')).toMatchObject([{ count: 3 }, { count: 6 }]);
  });
});

describe('an event as a line', () => {
  const hostile = { ...root!, title: 'a\u001b[2Jb\nc\u202Ed', diagnosis: null };
  const [, event] = new EventDiff().next(report([hostile]), NOW);

  it('is one line, inert for a terminal', () => {
    const text = printEvent(event!, 'text');
    expect(text).toMatch(/^20:00:00\.000 {2}NEW {7}netra-backend-staging: /);
    expect(text.trimEnd()).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  it('is one JSON object, with the same name fields as a report', () => {
    const text = printEvent(event!, 'json');
    expect(text.trimEnd()).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(JSON.parse(text)).toMatchObject({
      time: NOW,
      event: 'signature',
      signature: root!.signature,
      verdict: 'new',
      title: hostile.title,
    });
  });
});
