import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, parseFault, type RunState, startEmulator } from '../../../src/emulator/index.ts';
import type { RawEntry } from '../../../src/model.ts';
import { formatTime } from '../../../src/text/time.ts';
import { collect, entryAt, HOUR, ids, NEVER, NO_HITS, SECOND, T0, WINDOW, withCloud } from './setup.ts';

let emulator: Emulator;
afterEach(async () => emulator.close());

async function start(raws: RawEntry[], run: RunState = { services: [], revisions: [] }, faults: string[] = []) {
  emulator = await startEmulator({ faults: faults.map(parseFault), clock: () => T0 + HOUR });
  emulator.load(raws, run);
}

const LOOK_BACK = { from: T0 - 30 * 24 * HOUR, to: T0 + HOUR };
const API = 'projects/shop/locations/us-central1/services/api';

const replace = entryAt(
  10,
  {
    logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
    severity: 'NOTICE',
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: 'run.googleapis.com',
      methodName: 'google.cloud.run.v1.Services.ReplaceService',
      resourceName: 'namespaces/shop/services/api',
      authenticationInfo: { principalEmail: 'ann@shop.example' },
      requestMetadata: { callerSuppliedUserAgent: 'google-cloud-sdk gcloud/528.0.0' },
      request: {
        service: {
          spec: { template: { spec: { containers: [{ image: 'gcr.io/shop/api:1', ports: [8080, true, null] }] } } },
        },
      },
    },
  },
  'replace',
);
const ready = entryAt(
  34,
  {
    logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Fsystem_event',
    severity: 'INFO',
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: 'run.googleapis.com',
      methodName: '/Services.ReplaceService',
      resourceName: 'namespaces/shop/revisions/api-00001',
      status: {
        message:
          'Ready condition status changed to True for Revision api-00001 with message: Deploying revision succeeded in 8.03s.',
      },
    },
  },
  'ready',
);
const rollout = entryAt(
  30,
  {
    logName: 'projects/shop/logs/run.googleapis.com%2Fvarlog%2Fsystem',
    severity: 'INFO',
    textPayload:
      'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - Instance started due to traffic shifting between revisions.',
  },
  'rollout',
);
const scaling = entryAt(
  40,
  { ...rollout, insertId: 'scaling', textPayload: 'Starting new instance. Reason: AUTOSCALING - …' },
  'scaling',
);
const line = entryAt(50, { textPayload: 'hello' }, 'line');

const run: RunState = {
  services: [
    {
      name: API,
      lastModifier: 'ann@shop.example',
      updateTime: '2025-09-09T19:00:10.5Z',
      latestCreatedRevision: `${API}/revisions/api-00003`,
      traffic: [
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: 'api-00001', percent: 90 },
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 10 },
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', tag: 'canary' },
      ],
      terminalCondition: {
        type: 'Ready',
        state: 'CONDITION_FAILED',
        message: "Revision 'api-00003' is not ready and cannot serve traffic.",
        lastTransitionTime: '2025-09-09T19:05:01Z',
      },
    },
  ],
  revisions: [
    {
      name: `${API}/revisions/api-00001`,
      service: 'api',
      createTime: '2025-09-09T19:00:20.123456Z',
      creator: 'ann@shop.example',
      labels: { 'commit-sha': 'abc1234' },
      maxInstanceRequestConcurrency: 80,
      timeout: '300s',
      serviceAccount: 'run@shop.example',
      containers: [
        {
          image: 'gcr.io/shop/api:1',
          resources: { limits: { cpu: '1', memory: '512Mi' } },
          env: [
            { name: 'MODE', value: 'prod' },
            { name: 'KEY', valueSource: { secretKeyRef: { secret: 'key', version: '1' } } },
          ],
        },
      ],
      conditions: [{ type: 'Ready', state: 'CONDITION_SUCCEEDED', lastTransitionTime: '2025-09-09T19:00:34Z' }],
    },
    {
      name: `${API}/revisions/api-00003`,
      service: 'api',
      createTime: '2025-09-09T19:04:00Z',
      containers: [{ image: 'gcr.io/shop/api:9f8e7d6c5b4a@sha256:00' }],
      conditions: [
        {
          type: 'Ready',
          state: 'CONDITION_FAILED',
          message: 'The user-provided container failed to start',
          lastTransitionTime: '2025-09-09T19:05:00Z',
        },
      ],
    },
    {
      name: `${API}/revisions/api-00000`,
      service: 'api',
      createTime: '2025-09-01T10:00:00Z',
      deleteTime: '2025-09-08T10:00:00Z',
      containers: [{ image: 'gcr.io/shop/api:latest' }],
    },
  ],
};

const deployments = (more = {}) =>
  withCloud(emulator, more, async (source) => ({
    ...(await collect(source.readDeployments(LOOK_BACK, NEVER))),
    notes: source.notes,
    left: source.readsLeft(),
  }));

describe('from the logs', () => {
  test('changes, Ready conditions and roll-outs, nothing else', async () => {
    await start([replace, ready, rollout, scaling, line]);
    const read = await deployments();
    expect(ids(read.entries)).toEqual(['ready', 'replace', 'rollout']);
    expect(read.entries[1]!.raw()).toMatchObject({ protoPayload: replace.protoPayload });
    expect(read.entries[0]!.message).toMatch(
      /^Ready condition status changed to True for Revision api-00001 with message/,
    );
    expect(read.losses).toEqual([]);
  });

  test('what was handed over as a deployment is not handed over again with the window', async () => {
    await start([replace, ready, rollout, scaling, line]);
    const window = await withCloud(emulator, {}, async (source) => {
      await collect(source.readDeployments(LOOK_BACK, NEVER));
      return collect(source.readWindow({ window: WINDOW, baseline: null }, NO_HITS, NEVER));
    });
    expect(ids(window.entries)).toEqual(['scaling']);
  });

  test('only the chosen services and regions', async () => {
    const other = (raw: RawEntry, labels: object) => ({
      ...raw,
      insertId: `x-${raw.insertId}`,
      resource: { type: 'cloud_run_revision', labels },
    });
    await start([
      replace,
      other(replace, { service_name: 'web', location: 'us-central1' }),
      other(ready, { service_name: 'api', location: 'asia-east1' }),
    ]);
    expect(ids((await deployments({ services: ['api'], regions: ['us-central1'] })).entries)).toEqual(['replace']);
    expect(ids((await deployments({ services: ['web'] })).entries)).toEqual(['x-replace']);
    expect(ids((await deployments()).entries).sort()).toEqual(['replace', 'x-ready', 'x-replace']);
  });

  test('a budget of its own, newest first, and what was left out', async () => {
    const many = Array.from({ length: 2500 }, (_, i) => entryAt(-i, { ...ready, insertId: `r-${i}` }, `r-${i}`));
    await start(many.map((raw, i) => ({ ...raw, timestamp: formatTime(T0 - i * SECOND), insertId: `r-${i}` })));
    const read = await deployments({ maxReads: 40 });
    expect(read.entries).toHaveLength(2000);
    expect(read.losses).toEqual([
      {
        reason: 'not-read',
        count: 1,
        detail: expect.stringMatching(
          /^deployments: changes of services from 2025-08-10T19:00:00Z to 2025-09-09T18:26:41Z not read/,
        ),
        of: 'deployments',
        from: '2025-08-10T19:00:00Z',
        to: '2025-09-09T18:26:41Z',
      },
    ]);
  });
});

describe('from the Run API', () => {
  test('revisions, their conditions and the split of traffic', async () => {
    await start([line], run);
    const read = await deployments();
    const facts = read.facts.map(({ what, revision, time }) => `${what} ${revision} ${formatTime(time)}`);
    expect(facts.sort()).toEqual([
      'created api-00000 2025-09-01T10:00:00Z',
      'created api-00001 2025-09-09T19:00:20.123456Z',
      'created api-00003 2025-09-09T19:04:00Z',
      'exists api-00001 2025-09-09T19:00:20.123456Z',
      'exists api-00003 2025-09-09T19:04:00Z',
      'failed api-00003 2025-09-09T19:05:00Z',
      'ready api-00001 2025-09-09T19:00:34Z',
      'traffic  2025-09-09T19:00:10.500Z',
    ]);
    expect(read.facts.find((fact) => fact.what === 'traffic')).toMatchObject({
      author: 'ann@shop.example',
      traffic: { 'api-00001': 90, LATEST: 10 },
    });
    const created = read.facts.filter((fact) => fact.what === 'created');
    expect(created.map((fact) => fact.commit)).toEqual(expect.arrayContaining(['abc1234', '9f8e7d6c5b4a', null]));
    expect(created.find((fact) => fact.revision === 'api-00001')).toMatchObject({
      service: 'api',
      location: 'us-central1',
      author: 'ann@shop.example',
      image: 'gcr.io/shop/api:1',
      spec: {
        concurrency: '80',
        timeout: '300',
        'service account': 'run@shop.example',
        cpu: '1',
        memory: '512Mi',
        'env.MODE': expect.stringMatching(/^[0-9a-f]{12}$/),
        'secret.KEY': 'key:1',
      },
    });
    expect(created[0]!.specFrom).toBe('run-api');
    expect(read.notes).toEqual([]);
  });

  test('failed conditions are entries of the system log', async () => {
    await start([line], run);
    const read = await deployments();
    expect(
      read.entries.map(({ log, severity, service, revision, time, message }) => ({
        log,
        severity,
        service,
        revision,
        time,
        message,
      })),
    ).toEqual([
      {
        log: 'system',
        severity: 'ERROR',
        service: 'api',
        revision: 'api-00003',
        time: T0 + 300 * SECOND,
        message: 'The user-provided container failed to start',
      },
      expect.objectContaining({
        revision: 'api-00003',
        message: "Revision 'api-00003' is not ready and cannot serve traffic.",
        time: T0 + 301 * SECOND,
      }),
    ]);
  });

  test.each([
    ['permission-denied=run', 'no permission to ask the Cloud Run Admin API (roles/run.viewer would do)'],
    [
      'api-disabled=run',
      'the Cloud Run Admin API is not enabled (gcloud services enable run.googleapis.com --project shop)',
    ],
  ])('%s: goes on with the logs alone and says so', async (fault, why) => {
    await start([replace, line], run, [fault]);
    const read = await deployments();
    expect(ids(read.entries)).toEqual(['replace']);
    expect(read.facts).toEqual([]);
    expect(read.notes).toEqual([`Deployments are known from the logs alone: ${why}.`]);
  });

  test('a service that was deleted since is no trouble', async () => {
    await start([replace, line]);
    expect((await deployments()).notes).toEqual([]);
  });
});

describe('names that nothing knows', () => {
  test.each([
    [
      { services: ['apo'] },
      [],
      "no service 'apo': neither the logs of project shop since 2025-08-10T19:00:00Z nor the Cloud Run Admin API know it",
      'services seen there: api',
    ],
    [
      { services: ['apo'] },
      ['permission-denied=run'],
      "service 'apo' was not seen in the logs of project shop since 2025-08-10T19:00:00Z",
      'services seen there: api',
    ],
    [
      { regions: ['us-centrl1'] },
      [],
      "region 'us-centrl1' was not seen in the logs of project shop since 2025-08-10T19:00:00Z",
      'regions seen there: us-central1',
    ],
    [
      { services: ['api', 'api'], regions: ['us-centrl1'] },
      [],
      /^no region 'us-centrl1': neither/,
      'regions seen there: us-central1',
    ],
  ])('%j with %j', async (options, faults, message, hint) => {
    await start([replace, line], run, faults);
    await expect(deployments(options)).rejects.toMatchObject({
      name: 'UserError',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      hint,
    });
  });

  test('a service that only the Run API knows is no mistake', async () => {
    const name = 'projects/shop/locations/us-central1/services/quiet';
    await start([line], { services: [{ name }], revisions: [] });
    expect((await deployments({ services: ['quiet'] })).entries).toEqual([]);
    expect((await deployments({ services: ['quiet'], regions: ['us-central1'] })).notes).toEqual([]);
  });

  test('a service that was not deployed lately is found by any of its entries', async () => {
    await start([line], run);
    expect((await deployments({ services: ['api'] })).facts.length).toBeGreaterThan(0);
  });

  test('nothing is claimed of a name where the logs could not be searched', async () => {
    await start([replace, line], run, ['empty-pages=20']);
    await expect(deployments({ services: ['apo'] })).resolves.toMatchObject({ entries: [] });
  });
});
