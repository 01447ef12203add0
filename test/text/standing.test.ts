import { describe, expect, it, test } from 'vitest';
import type { Report, ReportDeployment } from '../../src/model.ts';
import { newestDeployment, standingOf } from '../../src/text/standing.ts';
import { BACKEND, incidentC, signature } from '../tui/fixtures/incident-c.ts';

const [, NEWEST] = incidentC().deployments as [ReportDeployment, ReportDeployment];
const REVISION = `${BACKEND}-00043-def`;

/** A report on a deployment at 19:09:34 that ends so many seconds after it. */
function endingAfter(seconds: number, over: Partial<ReportDeployment> = {}, more: Partial<Report> = {}): Report {
  const base = incidentC();
  const to = new Date(Date.parse('2025-09-09T19:09:34Z') + seconds * 1000).toISOString();
  const deployments = [...base.deployments.slice(0, 1), { ...NEWEST, revision: REVISION, ...over }];
  return { ...base, scope: { ...base.scope, to }, deployments, diagnoses: [], signatures: [], ...more };
}

const said = (report: Report) => standingOf(newestDeployment(report)!, report);
const blamed = { deployment: { service: BACKEND, revision: REVISION } };
const found = (n: number, over = {}) => signature({ signature: `v1:${n}`, title: `failure ${n}`, ...blamed, ...over });

describe('how a deployment stands', () => {
  const cases: [string, Report, string][] = [
    ['at once', endingAfter(0), `${REVISION} live for 0 ms: nothing new so far`],
    ['signatures', endingAfter(12, {}, { signatures: [found(1)] }), `${REVISION} live for 12 s: 1 new signature`],
    [
      'signatures and causes',
      endingAfter(
        40,
        {},
        { signatures: [found(1), found(2)], diagnoses: [{ ...incidentC().diagnoses[0]!, verdict: 'new', ...blamed }] },
      ),
      `${REVISION} live for 40 s: 2 new signatures, 1 root cause`,
    ],
    [
      'worse, but not what is muted, old or of another deployment',
      endingAfter(
        200,
        {},
        {
          signatures: [
            found(1, { verdict: 'worse' }),
            found(2, { muted: true }),
            found(3, { verdict: 'unchanged' }),
            found(4, { deployment: null }),
          ],
        },
      ),
      `${REVISION} live for 3 min 20 s: 1 worse`,
    ],
    ['without the seconds after a while', endingAfter(1815), `${REVISION} live for 30 min: nothing new so far`],
    ['hours', endingAfter(7500), `${REVISION} live for 2 h 05 min: nothing new so far`],
    [
      'one that failed',
      endingAfter(40, { kind: 'failed', liveAt: null, createdAt: '2025-09-09T19:09:34Z' }),
      `${REVISION} failed to become ready 40 s ago: nothing new so far`,
    ],
    ['a roll-back', endingAfter(40, { kind: 'rollback' }), `back on ${REVISION} for 40 s: nothing new so far`],
    ['traffic', endingAfter(40, { kind: 'traffic' }), `${REVISION} with traffic for 40 s: nothing new so far`],
    ['by hand', endingAfter(40, { revision: '' }), `the deployment of ${BACKEND} live for 40 s: nothing new so far`],
  ];
  test.each(cases)('%s', (_name, report, expected) => expect(said(report)).toBe(expected));
});

describe('the newest deployment', () => {
  it('is of the window', () => {
    expect(newestDeployment(incidentC())?.revision).toBe(NEWEST.revision);
    expect(newestDeployment(incidentC({ deployments: incidentC().deployments.slice(0, 1) }))).toBeNull();
    expect(newestDeployment(endingAfter(-60))).toBeNull();
    expect(newestDeployment(endingAfter(60, { liveAt: null }))).toBeNull();
  });

  it('does not depend on their order', () => {
    const { deployments } = endingAfter(60);
    const twin = { ...deployments[1]!, revision: `${BACKEND}-00044-xyz` };
    for (const order of [
      [...deployments, twin],
      [twin, ...deployments],
    ])
      expect(newestDeployment(endingAfter(60, {}, { deployments: order }))?.revision).toBe(twin.revision);
  });
});
