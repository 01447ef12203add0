import type { Diagnosis, Report, SignatureReport } from '../../src/model.ts';

const SERVICE = 'netra-backend-staging';
const REVISION = 'netra-backend-staging-00035-fix';
const AUTHOR = 'dev@netra.example';
const BLAMED = { service: SERVICE, revision: REVISION };
const WINDOW = 'timestamp>="2025-09-09T19:09:34Z" AND timestamp<="2025-09-09T19:24:00Z"';
const filter = (clause: string) =>
  `resource.type="cloud_run_revision" AND resource.labels.service_name="${SERVICE}" AND ${clause} AND ${WINDOW}`;

const recursion: Diagnosis = {
  rank: 1,
  confidence: 'high',
  title: 'RecursionError in windows_safe_sleep',
  category: 'recursion',
  rule: 'recursion/python-recursion',
  signature: 'v1:5d0c1a7e2b9f4c38',
  fingerprint: 'v1:a17be90d44c2f063',
  service: SERVICE,
  services: [SERVICE],
  count: 412,
  onset: '2025-09-09T19:09:36.004211Z',
  summary: `RecursionError in windows_safe_sleep in ${SERVICE}, first at 2025-09-09T19:09:36.004211Z, 2.0 s after ${REVISION} went live`,
  deployment: BLAMED,
  verdict: 'new',
  lagMs: 2004.2,
  lagFrom: 'ready',
  before: { count: 0, exposure: 1204, exposureKind: 'requests' },
  after: { count: 412, exposure: 950, exposureKind: 'requests' },
  ratio: { value: null, low: 142, high: null },
  evidence: [
    { kind: 'revision', weight: 2, text: `all 412 entries are of ${REVISION}, none of the revision before` },
    { kind: 'lag', weight: 1.5, text: 'first seen 2.0 s after it became ready' },
    { kind: 'rate', weight: 1.5, text: '0 in 1,204 requests before, 412 in 950 after' },
    { kind: 'start', weight: -0.2, text: 'the start-up itself logged no failure' },
  ],
  changes: ['image tag 7f31c02 to 9e4d1b8', 'env ASYNCIO_SAFE_MODE added'],
  wayBack: `gcloud run services update-traffic ${SERVICE} --to-revisions netra-backend-staging-00034-xyz=100 --region=us-central1 --project=netra-staging`,
  chain: [
    {
      question: 'What failed?',
      answer: 'WebSocket closed with 1011: the server ended the connection because its handler failed.',
      signature: 'v1:77e0b1c2d3a4f596',
      evidence: [
        `96 entries in ${SERVICE} from 2025-09-09T19:09:37.120Z to 2025-09-09T19:23:58Z`,
        '2025-09-09T19:09:37.120Z received 1011 (internal error) Internal error',
      ],
    },
    {
      question: 'Why "WebSocket closed with 1011"?',
      answer: 'RecursionError in windows_safe_sleep: a function called itself until the interpreter gave up.',
      signature: 'v1:5d0c1a7e2b9f4c38',
      evidence: [
        'same trace as 88 of 96 entries, 4 ms to 1.1 s earlier',
        `412 entries in ${SERVICE} from 2025-09-09T19:09:36.004211Z to 2025-09-09T19:23:59Z`,
        '2025-09-09T19:09:36.004211Z RecursionError: maximum recursion depth exceeded',
      ],
    },
    {
      question: 'Why "RecursionError in windows_safe_sleep"?',
      answer: `The logs stop here: what lies behind it is in the code or the configuration of ${REVISION} (commit 9e4d1b8), and no log entry shows it.`,
      signature: null,
      evidence: [],
    },
  ],
  symptoms: [
    {
      signature: 'v1:77e0b1c2d3a4f596',
      rule: 'websocket/closed-1011',
      title: 'WebSocket closed with 1011',
      service: SERVICE,
      count: 96,
    },
    {
      signature: 'v1:0f4f6a1b2c3d4e5f',
      rule: 'timeout/handshake',
      title: 'TimeoutError: timed out during opening handshake',
      service: SERVICE,
      count: 31,
    },
  ],
  filters: [
    filter('textPayload:"maximum recursion depth exceeded"'),
    filter('textPayload:"received 1011 (internal error)"'),
  ],
  queries: [
    {
      signature: 'v1:5d0c1a7e2b9f4c38',
      service: SERVICE,
      filter: filter('textPayload:"maximum recursion depth exceeded"'),
      counted: 412,
      found: 1_236,
    },
    {
      signature: 'v1:77e0b1c2d3a4f596',
      service: SERVICE,
      filter: filter('textPayload:"received 1011 (internal error)"'),
      counted: 57,
      found: 57,
    },
  ],
  cause:
    'A decorator replaced asyncio.sleep with windows_safe_sleep, which calls asyncio.sleep: each call enters itself again, so every asynchronous operation of the service fails.',
  remedy: [
    'Keep a reference to the original asyncio.sleep from before the patch, and call that one.',
    'Do not patch a library function globally; wrap it where it is used.',
  ],
  references: ['https://docs.python.org/3/library/exceptions.html#RecursionError'],
  frames: [
    { file: '/app/netra_backend/app/core/windows_asyncio_safe.py', line: 226, function: 'safe_sleep', inApp: true },
    {
      file: '/app/netra_backend/app/core/windows_asyncio_safe.py',
      line: 75,
      function: 'windows_safe_sleep',
      inApp: true,
    },
  ],
};

const pendingAuth: Diagnosis = {
  ...recursion,
  rank: 2,
  confidence: 'medium',
  title: 'ValueError: Invalid user_id format: pending_auth',
  category: 'application',
  rule: 'application/invalid-id',
  signature: 'v1:c0ffee00d15ea5e5',
  fingerprint: 'v1:3b8e6a92f1d07c54',
  count: 37,
  onset: '2025-09-09T19:09:36.310Z',
  summary: `ValueError: Invalid user_id format: pending_auth in ${SERVICE}, first at 2025-09-09T19:09:36.310Z, 2.3 s after ${REVISION} went live`,
  lagMs: 2310,
  after: { count: 37, exposure: 950, exposureKind: 'requests' },
  ratio: { value: null, low: 12.4, high: null },
  evidence: [{ kind: 'revision', weight: 2, text: `all 37 entries are of ${REVISION}, none of the revision before` }],
  changes: [],
  wayBack: recursion.wayBack,
  chain: [
    {
      question: 'What failed?',
      answer: 'ValueError: ensure_user_id() refused the placeholder pending_auth.',
      signature: 'v1:c0ffee00d15ea5e5',
      evidence: ['2025-09-09T19:09:36.310Z ValueError: Invalid user_id format: pending_auth'],
    },
    {
      question: 'Why "ValueError: Invalid user_id format: pending_auth"?',
      answer: `The logs stop here: what lies behind it is in the code or the configuration of ${REVISION} (commit 9e4d1b8), and no log entry shows it.`,
      signature: null,
      evidence: [],
    },
  ],
  symptoms: [],
  filters: [filter('textPayload:"Invalid user_id format"')],
  queries: [
    {
      signature: 'v1:c0ffee00d15ea5e5',
      service: SERVICE,
      filter: filter('textPayload:"Invalid user_id format"'),
      counted: 38,
      found: 38,
    },
  ],
  cause: 'An id of the wrong shape reached a check: the connection is used before its user is known.',
  remedy: ['Let the check accept the placeholder, or authenticate before the first use of the id.'],
  references: [],
  frames: [{ file: '/app/shared/types/core_types.py', line: 346, function: 'ensure_user_id', inApp: true }],
};

const base: SignatureReport = {
  signature: recursion.signature,
  aliases: [],
  rule: recursion.rule,
  category: recursion.category,
  title: recursion.title,
  template: 'RecursionError: maximum recursion depth exceeded',
  service: SERVICE,
  role: 'cause',
  severity: 'ERROR',
  count: 412,
  baselineCount: 0,
  first: recursion.onset,
  last: '2025-09-09T19:23:59Z',
  perRevision: { [REVISION]: { count: 412, requests: 950 } },
  verdict: 'new',
  deployment: BLAMED,
  lagMs: 2004.2,
  muted: false,
  known: null,
  diagnosis: 1,
  samples: [
    {
      time: recursion.onset,
      severity: 'ERROR',
      service: SERVICE,
      revision: REVISION,
      instance: '0069c7a9ee',
      log: 'stderr',
      trace: '4bf92f3577b34da6a3ce929d0e0e4736',
      insertId: '68c07b700001',
      message: 'RecursionError: maximum recursion depth exceeded',
    },
  ],
};

const signature = (changes: Partial<SignatureReport>): SignatureReport => ({
  ...base,
  samples: [],
  perRevision: {},
  ...changes,
});

/** Incident C: two causes two seconds after a revision went live. */
export const incidentC: Report = {
  schema: 1,
  headline: `${recursion.summary} (and 1 more cause)`,
  scope: {
    project: 'netra-staging',
    services: [SERVICE],
    from: '2025-09-09T19:09:34Z',
    to: '2025-09-09T19:24:00Z',
    baseline: { from: '2025-09-09T18:09:34Z', to: '2025-09-09T19:09:34Z' },
    timezone: 'UTC',
    window: 'since the last deployment',
    sources: ['project netra-staging'],
    notes: [],
  },
  totals: { entries: 12_482, suspicious: 861, matched: 576 },
  losses: [
    { reason: 'duplicate', count: 14, detail: 'entries that came twice, counted once' },
    { reason: 'suppressed', count: 3, detail: 'instance 0069c7a9ee: the platform dropped lines over its rate limit' },
  ],
  deployments: [
    {
      service: SERVICE,
      revision: 'netra-backend-staging-00034-xyz',
      location: 'us-central1',
      kind: 'revision',
      createdAt: '2025-09-09T17:40:02Z',
      readyAt: '2025-09-09T17:40:31Z',
      liveAt: '2025-09-09T17:40:31Z',
      previousRevision: 'netra-backend-staging-00033-abc',
      image: null,
      commit: '7f31c02',
      author: AUTHOR,
      changes: [],
    },
    {
      service: SERVICE,
      revision: REVISION,
      location: 'us-central1',
      kind: 'revision',
      createdAt: '2025-09-09T19:08:58Z',
      readyAt: '2025-09-09T19:09:34Z',
      liveAt: '2025-09-09T19:09:34Z',
      previousRevision: 'netra-backend-staging-00034-xyz',
      image: 'us-docker.pkg.dev/netra-staging/app/backend:9e4d1b8',
      commit: '9e4d1b8',
      author: AUTHOR,
      changes: recursion.changes,
    },
  ],
  diagnoses: [recursion, pendingAuth],
  signatures: [
    base,
    signature({
      signature: pendingAuth.signature,
      title: pendingAuth.title,
      count: 37,
      first: pendingAuth.onset,
      lagMs: 2310,
      diagnosis: 2,
      perRevision: { [REVISION]: { count: 37, requests: 950 } },
    }),
    signature({
      signature: 'v1:77e0b1c2d3a4f596',
      title: 'WebSocket closed with 1011',
      role: 'symptom',
      count: 96,
      first: '2025-09-09T19:09:37.120Z',
      lagMs: 3120,
    }),
    signature({
      signature: 'v1:1234123412341234',
      rule: null,
      category: null,
      title: 'Background task metrics_flush failed after <num> s',
      count: 9,
      first: '2025-09-09T19:10:04.500Z',
      lagMs: 30_500,
      diagnosis: null,
    }),
    signature({
      signature: 'v1:9999000099990000',
      title: 'Redis connection reset by peer',
      count: 12,
      baselineCount: 44,
      first: '2025-09-09T02:11:00Z',
      lagMs: null,
      deployment: null,
      verdict: 'unchanged',
      diagnosis: null,
    }),
  ],
  stakes: [{ service: SERVICE, text: 'P1, chat, $120K MRR' }],
};

/** A healthy file without a deployment in it. */
export const nothingFound: Report = {
  schema: 1,
  headline: 'No new failure in everything read (2,310 entries)',
  scope: {
    project: null,
    services: ['shop'],
    from: '2025-09-09T00:00:00Z',
    to: '2025-09-09T06:00:00Z',
    baseline: null,
    timezone: 'UTC',
    window: 'everything read',
    sources: ['export.ndjson'],
    notes: ['No deployment is in the file and no --since was given, so there is no baseline.'],
  },
  totals: { entries: 2310, suspicious: 0, matched: 0 },
  losses: [],
  deployments: [],
  diagnoses: [],
  signatures: [],
  stakes: [],
};
