import { expect, test } from 'vitest';
import { deriveRunState, parseRunState } from '../../src/emulator/index.ts';
import type { RawEntry } from '../../src/model.ts';

const SERVICE = 'projects/shop/locations/us-central1/services/backend';

const at = (time: string, revision: string, more: RawEntry): RawEntry => ({
  timestamp: `2025-09-09T${time}Z`,
  resource: {
    type: 'cloud_run_revision',
    labels: { project_id: 'shop', location: 'us-central1', service_name: 'backend', revision_name: revision },
  },
  ...more,
});

const container = (image: string) => ({
  image,
  env: [{ name: 'MODE', value: 'prod' }],
  resources: { limits: { memory: '512Mi' } },
});

function request(time: string, author: string, template: object | undefined, traffic: object[], code = 0): RawEntry {
  return at(time, '', {
    logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
    protoPayload: {
      serviceName: 'run.googleapis.com',
      methodName: 'google.cloud.run.v1.Services.ReplaceService',
      authenticationInfo: { principalEmail: author },
      status: code === 0 ? {} : { code },
      request: { service: { spec: { ...(template && { template }), traffic } } },
    },
  });
}

function ready(time: string, revision: string, status: 'True' | 'False', said: string): RawEntry {
  return at(time, revision, {
    logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Fsystem_event',
    protoPayload: {
      serviceName: 'run.googleapis.com',
      methodName: '/Services.ReplaceService',
      status: { message: `Ready condition status changed to ${status} for Revision ${revision} with message: ${said}` },
    },
  });
}

const template = {
  metadata: {
    labels: { 'commit-sha': 'abc1234', 'run.googleapis.com/startupProbeType': 'Default' },
    annotations: { 'autoscaling.knative.dev/maxScale': '20' },
  },
  spec: { containerConcurrency: 80, timeoutSeconds: 300, containers: [container('gcr.io/shop/backend:2')] },
};

const LATEST = [{ latestRevision: true, percent: 100 }];

/** 00001 was there before the logs begin; 00002 is deployed; 00003 fails; then traffic goes to 00001. */
const history: RawEntry[] = [
  at('19:00:00', 'backend-00001', { textPayload: 'hello', labels: { 'commit-sha': 'old', instanceId: 'x' } }),
  request('19:09:00', 'ann@shop.example', template, LATEST),
  at('19:09:10', 'backend-00002', { textPayload: 'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - …' }),
  ready('19:09:20.5', 'backend-00002', 'True', 'Deploying revision succeeded in 8.03s.'),
  at('19:09:30', 'backend-00001', { textPayload: 'draining' }),
  request('19:20:00', 'bob@shop.example', { spec: { containers: [container('gcr.io/shop/backend:3')] } }, LATEST),
  ready('19:20:09', 'backend-00003', 'False', 'The container failed to start.'),
  request('19:29:00', 'eve@shop.example', template, LATEST, 7),
  request('19:30:00', 'bob@shop.example', template, [{ revisionName: 'backend-00001', percent: 100, tag: 'old' }]),
];

const shuffled = [8, 3, 0, 5, 7, 1, 6, 2, 4].map((i) => history[i]!);

test.each([
  ['in order', history],
  ['reversed', history.toReversed()],
  ['shuffled', shuffled],
])('what the entries tell of a service, %s', (_name, entries) => {
  const traffic = [
    { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: 'backend-00001', percent: 100, tag: 'old' },
  ];
  expect(deriveRunState(entries)).toEqual({
    services: [
      {
        name: SERVICE,
        traffic,
        trafficStatuses: traffic,
        updateTime: '2025-09-09T19:30:00Z',
        lastModifier: 'bob@shop.example',
        template: expect.objectContaining({ labels: { 'commit-sha': 'abc1234' } }),
        latestCreatedRevision: `${SERVICE}/revisions/backend-00003`,
        latestReadyRevision: `${SERVICE}/revisions/backend-00002`,
      },
    ],
    revisions: [
      {
        name: `${SERVICE}/revisions/backend-00001`,
        service: 'backend',
        generation: '1',
        labels: { 'commit-sha': 'old' },
      },
      {
        name: `${SERVICE}/revisions/backend-00002`,
        service: 'backend',
        generation: '2',
        createTime: '2025-09-09T19:09:00Z',
        creator: 'ann@shop.example',
        labels: { 'commit-sha': 'abc1234' },
        containers: [container('gcr.io/shop/backend:2')],
        maxInstanceRequestConcurrency: 80,
        timeout: '300s',
        scaling: { maxInstanceCount: 20 },
        conditions: [{ type: 'Ready', state: 'CONDITION_SUCCEEDED', lastTransitionTime: '2025-09-09T19:09:20.5Z' }],
      },
      {
        name: `${SERVICE}/revisions/backend-00003`,
        service: 'backend',
        generation: '3',
        createTime: '2025-09-09T19:20:00Z',
        creator: 'bob@shop.example',
        containers: [container('gcr.io/shop/backend:3')],
        conditions: [
          {
            type: 'Ready',
            state: 'CONDITION_FAILED',
            lastTransitionTime: '2025-09-09T19:20:09Z',
            message: 'The container failed to start.',
            severity: 'ERROR',
          },
        ],
      },
    ],
  });
});

test('the v2 API names its revision and has v2 shapes already', () => {
  const entry = request('19:09:00', 'ann@shop.example', undefined, []);
  const payload = entry.protoPayload as Record<string, unknown>;
  payload.methodName = 'google.cloud.run.v2.Services.UpdateService';
  payload.request = {
    service: {
      template: { containers: [{ image: 'i:2' }], timeout: '60s' },
      traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    },
  };
  const rollout = at('19:09:05', 'backend-00002', {
    textPayload: 'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - …',
  });
  const state = deriveRunState([rollout, entry]);
  expect(state.revisions).toMatchObject([
    { timeout: '60s', containers: [{ image: 'i:2' }], createTime: '2025-09-09T19:09:00Z' },
  ]);
});

test('the service is as ready as its last event says', () => {
  const event = (time: string, text: string): RawEntry => {
    const entry = ready(time, '', 'True', '');
    (entry.protoPayload as Record<string, unknown>).status = { message: `Ready condition status changed to ${text}` };
    return entry;
  };
  const said = [
    event('19:00:00', 'True for Service backend.'),
    event('19:20:10', 'False for Service backend with message: no'),
  ];
  expect(deriveRunState(said).services[0]!.terminalCondition).toEqual({
    type: 'Ready',
    state: 'CONDITION_FAILED',
    lastTransitionTime: '2025-09-09T19:20:10Z',
    message: 'no',
    severity: 'ERROR',
  });
});

test('entries of other resources, and broken ones, tell nothing', () => {
  expect(
    deriveRunState([
      {},
      { resource: 'x' },
      { resource: { type: 'cloud_run_revision' } },
      { resource: { type: 'global', labels: {} } },
    ]),
  ).toEqual({ services: [], revisions: [] });
});

test('a derived state is a valid one', () => {
  const state = deriveRunState(history);
  expect(parseRunState(JSON.parse(JSON.stringify(state)))).toEqual(state);
});

const wrong: [string, unknown, string][] = [
  ['no object', [], 'the run state: '],
  ['a service without a name', { services: [{}] }, 'services.0.name: '],
  ['a name that is short', { revisions: [{ name: 'backend-00001' }] }, 'revisions.0.name: '],
  ['an unknown list', { jobs: [] }, 'jobs'],
];
test.each(wrong)('parseRunState refuses %s', (_name, json, message) => {
  expect(() => parseRunState(json)).toThrow(message);
});
