import type { Verification, VerifiedSide, VerifiedSignature } from '../../src/model.ts';

const SERVICE = 'netra-backend-staging';
const [OLD, NEW] = [`${SERVICE}-00037-tgk`, `${SERVICE}-00038-mvj`];
const LIVE = '2025-09-09T19:31:24.906313Z';
const END = '2025-09-09T20:35:00Z';

function side(count: number, exposure: number | null, from: string, to: string, revisions: string[]): VerifiedSide {
  const exposureKind = exposure === null ? null : ('requests' as const);
  return { count, exposure, exposureKind, rate: exposure ? count / exposure : null, from, to, revisions };
}

function signature(title: string, more: Partial<VerifiedSignature>): VerifiedSignature {
  return {
    signature: 'v1:3da7efba84310ecb',
    aliases: ['v1:5d0c1a7e2b9f4c38'],
    rule: 'recursion/python',
    category: 'recursion',
    title,
    template: 'RecursionError: maximum recursion depth exceeded',
    service: SERVICE,
    role: 'cause',
    verdict: 'fixed',
    counts: true,
    reason: 'none in 791 requests, where the old rate would have brought 1,290',
    before: side(432, 265, '2025-09-09T18:09:34Z', LIVE, [OLD]),
    beforeFrom: 'logs',
    after: side(0, 791, LIVE, END, []),
    per: 'requests',
    upperBound: 2.9957 / 791,
    ratio: { value: 0, low: 0, high: 0.0029 },
    expected: 1290,
    chance: 0,
    missing: null,
    stragglers: 12,
    lastBefore: '2025-09-09T19:31:22.104Z',
    firstAfter: null,
    lastAfter: null,
    samples: [],
    ...more,
  };
}

/** Incident C after its fix, with everything that a page of a verification can show. */
export const mixed: Verification = {
  schema: 1,
  kind: 'verification',
  headline: `Not fixed: “An id has the wrong form” is clearly rarer, but not gone, 3 in 791 requests since ${NEW} went live at ${LIVE}, 140 in 265 requests before (1 of 2 signatures not fixed); 1 new failure signature came with it`,
  answer: 'not-fixed',
  scope: {
    project: 'netra-staging',
    services: [SERVICE],
    from: LIVE,
    to: END,
    baseline: { from: '2025-09-09T18:09:34Z', to: LIVE },
    timezone: 'UTC',
    window: `since ${NEW} went live at ${LIVE}`,
    sources: ['project netra-staging'],
    notes: [],
  },
  totals: { entries: 7546, suspicious: 3616, matched: 3369 },
  losses: [{ reason: 'duplicate', count: 3, detail: 'entries with the log, time and insertId of one read before' }],
  fixes: [
    {
      service: SERVICE,
      revision: NEW,
      kind: 'revision',
      liveAt: LIVE,
      lagFrom: 'ready',
      previousRevision: OLD,
      image: 'us-central1-docker.pkg.dev/netra-staging/services/netra-backend-staging:e51a90b',
      commit: 'e51a90b6d4c3f2817a60b5e9d8c7f1a2b3e4d5c6',
      requests: 791,
      entries: null,
    },
  ],
  signatures: [
    signature('Infinite recursion (Python)', {}),
    signature('An id has the wrong form', {
      signature: 'v1:731d15100db5a0c9',
      verdict: 'better',
      reason: '3 in 791 requests since, 140 in 265 requests before, ×0.0072',
      before: side(140, 265, '2025-09-09T18:09:34Z', LIVE, [OLD]),
      after: side(3, 791, LIVE, END, [NEW]),
      upperBound: 7.754 / 791,
      stragglers: 0,
      firstAfter: '2025-09-09T19:44:02Z',
      lastAfter: '2025-09-09T20:01:13Z',
    }),
    signature('A response was cut off or the connection to the instance broke', {
      signature: 'v1:ca131ae12d89d7cc',
      role: 'symptom',
      verdict: 'not-enough-traffic',
      counts: false,
      reason:
        'none since, but the old rate would have brought only 0.5 (chance of none 61 %): about 4,000 requests more are needed; with 1 before it is too rare to decide',
      before: side(1, 1600, '2025-09-09T18:09:34Z', LIVE, [OLD]),
      expected: 0.5,
      chance: 0.61,
      missing: 4002,
      stragglers: 0,
    }),
  ],
  newSignatures: [
    signature('TypeError: cart is undefined', {
      signature: 'v1:00f1e2d3c4b5a697',
      rule: null,
      category: null,
      verdict: 'new',
      reason: '7 since, none before in all that was read',
      before: side(0, 1600, '2025-09-09T18:09:34Z', LIVE, []),
      after: side(7, 791, LIVE, END, [NEW]),
      firstAfter: '2025-09-09T19:40:12.5Z',
      lastAfter: '2025-09-09T20:30:00Z',
      stragglers: 0,
    }),
  ],
  stragglers: [{ service: SERVICE, revision: OLD, count: 12, last: '2025-09-09T19:31:48.434195Z' }],
};
