// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenario files write
import { describe, expect, test } from 'vitest';
import { expandScenario, parseScenario, streamScenario } from '../../../src/emulator/scenarios/index.ts';
import type { RawEntry } from '../../../src/model.ts';
import { resourceOf, textOf } from './files.ts';
import { entriesOf, ofLog, revisions, small } from './small.ts';

const at = (time: string) => `2025-09-12T${time}`;

function inWeb(revision: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...revision, name: String(revision.name).replace('api', 'web') };
}

function shares(entries: RawEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const entry of entries) {
    const revision = resourceOf(entry).revision_name!;
    counts[revision] = (counts[revision] ?? 0) + 1;
  }
  return counts;
}

function requestsBetween(entries: RawEntry[], from: string, to: string): RawEntry[] {
  return ofLog(entries, 'requests').filter(
    (one) => String(one.timestamp) >= at(from) && String(one.timestamp) < at(to),
  );
}

describe('traffic', () => {
  test('goes to the live revision, to the old one only for seconds after', () => {
    const entries = entriesOf(small({ drain: '2m' }));
    expect(shares(requestsBetween(entries, '09:00', '09:30'))).toEqual({ 'api-00001-aaa': expect.any(Number) });
    const after = shares(requestsBetween(entries, '09:30', '09:32'));
    expect(after['api-00001-aaa']).toBeGreaterThan(0);
    expect(after['api-00001-aaa']).toBeLessThan(20);
    expect(after['api-00002-bbb']).toBeGreaterThan(80);
    expect(shares(requestsBetween(entries, '09:32', '10:00'))).toEqual({ 'api-00002-bbb': expect.any(Number) });
  });

  test('comes at the rate asked for', () => {
    const count = ofLog(entriesOf(small()), 'requests').length;
    expect(count).toBeGreaterThan(3_420);
    expect(count).toBeLessThan(3_780);
  });

  test('swings over the day', () => {
    const entries = entriesOf(
      small(
        { swing: 0.9, peak: 10, revisions: [revisions[0]] },
        { start: '2025-09-12T00:00:00Z', end: '2025-09-13T00:00:00Z' },
      ),
    );
    const near = requestsBetween(entries, '09:00', '11:00').length;
    const far = requestsBetween(entries, '21:00', '23:00').length;
    expect(near).toBeGreaterThan(6 * far);
  });

  test('a canary takes its percent, a shift is obeyed and leaves its audit entries', () => {
    const canary = { ...revisions[1], percent: 10 };
    const shifts = [{ at: at('09:45:00Z'), author: 'ops@b.example', to: { 'api-00001-aaa': 100 } }];
    const entries = entriesOf(small({ revisions: [revisions[0], canary], shifts }));
    const during = shares(requestsBetween(entries, '09:31', '09:45'));
    expect(during['api-00002-bbb']! / during['api-00001-aaa']!).toBeCloseTo(1 / 9, 1);
    expect(Object.keys(shares(requestsBetween(entries, '09:46', '10:00')))).toEqual(['api-00001-aaa']);
    const [shift] = ofLog(entries, 'activity').slice(-1);
    expect(shift).toMatchObject({
      timestamp: at('09:45:00Z'),
      protoPayload: {
        authenticationInfo: { principalEmail: 'ops@b.example' },
        requestMetadata: {
          callerSuppliedUserAgent: expect.stringContaining('command/gcloud.run.services.update-traffic'),
        },
        request: { service: { spec: { traffic: [{ percent: 100, revisionName: 'api-00001-aaa' }] } } },
      },
    });
  });

  test('a WebSocket is written when it closes, with 101; one still open at the end is not', () => {
    const routes = [{ name: 'ws', path: '/ws', websocket: true, latency: '10m..10m', perMinute: 10 }];
    const requests = ofLog(entriesOf(small({ routes })), 'requests');
    expect(new Set(requests.map((one) => (one.httpRequest as { status: number }).status))).toEqual(new Set([101]));
    expect(String(requests.at(-1)!.timestamp) < at('09:50')).toBe(true);
    expect(String(requests[0]!.receiveTimestamp) >= at('09:10')).toBe(true);
  });
});

describe('faults', () => {
  const fault = (more: Record<string, unknown>) => ({
    faults: [{ name: 'f', services: ['api'], lines: [{ text: 'broken' }], ...more }],
  });
  const broken = (entries: RawEntry[]) => entries.filter((entry) => textOf(entry) === 'broken');

  test('on requests of one revision: only there, with its outcome', () => {
    const on = { on: 'x', revisions: ['api-00002-bbb'], probability: 0.5, outcome: { status: 500, text: 'no' } };
    const entries = entriesOf(small({}, fault(on)));
    const failed = ofLog(entries, 'requests').filter((one) => one.severity === 'ERROR');
    expect(Object.keys(shares(failed))).toEqual(['api-00002-bbb']);
    expect(failed.length / requestsBetween(entries, '09:30', '10:00').length).toBeCloseTo(0.5, 1);
    expect(broken(entries).length).toBeGreaterThanOrEqual(failed.length);
    expect(failed.every((one) => one.textPayload === 'no')).toBe(true);
  });

  test.each([
    ['all', ['early', 'broken', 'late']],
    ['before', ['early', 'broken']],
    ['none', ['broken']],
  ])('keep %s leaves %j', (keep, expected) => {
    const lines = [
      { after: '1ms', text: 'early' },
      { after: '9ms', text: 'late' },
    ];
    const routes = [{ name: 'x', path: '/x', lines, calls: [{ at: at('09:10:00Z') }] }];
    const entries = entriesOf(small({ routes }, fault({ on: 'x', keep, lines: [{ after: '5ms', text: 'broken' }] })));
    expect(ofLog(entries, 'stderr').map(textOf)).toEqual(expected);
  });

  test('a counter strikes only above its limit, by user', () => {
    const users = ['ann', 'bob'];
    const calls = [0, 1, 2, 3, 4, 5, 6].map((i) => ({ at: at(`09:1${i}:00Z`), user: users[i % 2] }));
    const routes = [{ name: 'x', path: '/x', calls }];
    const counter = { on: 'x', counter: { by: 'user', limit: 2 }, lines: [{ text: 'broken ${user}' }] };
    const lines = ofLog(entriesOf(small({ routes }, fault(counter))), 'stderr');
    expect(lines.map((line) => [line.timestamp, textOf(line)])).toEqual([
      [at('09:14:00Z'), 'broken ann'],
      [at('09:15:00Z'), 'broken bob'],
      [at('09:16:00Z'), 'broken ann'],
    ]);
  });

  test('a rising one builds up', () => {
    const times = broken(entriesOf(small({}, fault({ on: 'x', rise: '1h' })))).map((one) => String(one.timestamp));
    const early = times.filter((time) => time < at('09:15')).length;
    const late = times.filter((time) => time >= at('09:45')).length;
    expect(late).toBeGreaterThan(5 * early);
  });

  test('fixed times are kept to the microsecond; a timer runs in its span only', () => {
    const span = { from: at('09:20:00Z'), until: at('09:40:00Z'), every: '10s', steady: true };
    const entries = broken(entriesOf(small({}, fault({ ...span, at: [at('09:05:00.000001Z')] }))));
    expect(entries[0]!.timestamp).toBe(at('09:05:00.000001Z'));
    expect(entries.length).toBeGreaterThan(115);
    expect(
      entries.slice(1).every((one) => String(one.timestamp) >= at('09:20') && String(one.timestamp) < at('09:40')),
    ).toBe(true);
  });

  test('several services have it each on its own instances; a silent one ends their background', () => {
    const background = [{ name: 'beat', every: '5s', steady: true, lines: [{ text: 'beat' }] }];
    const first = { name: 'api', revisions: [revisions[0]], background };
    const second = { ...first, name: 'web', revisions: [{ ...revisions[0], name: 'web-00001-ccc' }] };
    const down = { services: ['api', 'web'], from: at('09:30:00Z'), every: '20s', newInstance: true, silent: true };
    const entries = entriesOf(small({}, { services: [first, second], ...fault(down) }));
    expect(new Set(broken(entries).map((one) => resourceOf(one).service_name))).toEqual(new Set(['api', 'web']));
    const beats = entries.filter((one) => textOf(one) === 'beat');
    expect(beats.length).toBeGreaterThan(600);
    expect(String(beats.at(-1)!.timestamp) < at('09:30')).toBe(true);
  });

  test('a line may belong to another service, in the same trace', () => {
    const api = {
      name: 'api',
      revisions: [revisions[0]],
      routes: [{ name: 'x', path: '/x', calls: [{ at: at('09:10:00Z') }] }],
    };
    const web = { name: 'web', revisions: [{ ...revisions[0], name: 'web-00001-ccc' }] };
    const lines = [
      { text: 'here', traced: true },
      { after: '2ms', service: 'web', text: 'there', traced: true },
    ];
    const said = ofLog(entriesOf(small({}, { services: [api, web], ...fault({ on: 'x', lines }) })), 'stderr');
    expect(said.map((one) => [resourceOf(one).service_name, textOf(one)])).toEqual([
      ['api', 'here'],
      ['web', 'there'],
    ]);
    expect(said[0]!.trace).toBe(said[1]!.trace);
  });

  test('a line of another service may come from one revision of it', () => {
    const api = { name: 'api', revisions: [revisions[0]], routes: [{ name: 'x', path: '/x', perMinute: 60 }] };
    const web = { name: 'web', revisions: [revisions[0], { ...revisions[1], percent: 10 }].map((one) => inWeb(one)) };
    const lines = [{ service: 'web', revision: 'web-00002-bbb', text: 'there' }];
    const said = ofLog(entriesOf(small({}, { services: [api, web], ...fault({ on: 'x', lines }) })), 'stderr');
    expect(new Set(said.map((one) => resourceOf(one).revision_name))).toEqual(new Set(['web-00002-bbb']));
    expect(String(said[0]!.timestamp) > at('09:29:50Z')).toBe(true);
  });

  test('a split text is one entry a line', () => {
    const split = { at: [at('09:10:00Z')], lines: [{ text: 'a\n  b\nc\n', split: '50us' }] };
    const entries = ofLog(entriesOf(small({}, fault(split))), 'stderr');
    expect(entries.map((one) => [one.timestamp, textOf(one)])).toEqual([
      [at('09:10:00Z'), 'a'],
      [at('09:10:00.000050Z'), '  b'],
      [at('09:10:00.000100Z'), 'c'],
    ]);
  });
});

describe('deployments', () => {
  test('leave request, rollout, probe, Ready of revision and service, and the old one goes', () => {
    const entries = entriesOf(small({ instances: 1, drain: '20s' })).filter(
      (one) => !String(one.logName).endsWith('requests'),
    );
    expect(entries.slice(3).map((one) => [one.timestamp, textOf(one).slice(0, 60)])).toEqual([
      [at('09:29:49.650Z'), ''],
      [at('09:29:51.200Z'), 'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - Instance'],
      [at('09:29:54.700Z'), 'Default STARTUP TCP probe succeeded after 1 attempt for cont'],
      [at('09:30:00Z'), 'Ready condition status changed to True for Revision api-0000'],
      [at('09:30:00.190Z'), 'Ready condition status changed to True for Service api.'],
      [at('09:30:20Z'), 'Shutting down user disabled instance'],
    ]);
  });

  test('a failed one has Ready False, status code 9, and no traffic', () => {
    const failed = { ...revisions[1], live: undefined, failed: { at: at('09:30:00Z'), message: 'it did not listen' } };
    const { entries, runState } = expandScenario(parseScenario(small({ revisions: [revisions[0], failed] })));
    const events = ofLog(entries, 'system_event').slice(-2);
    expect(events).toMatchObject([
      {
        severity: 'ERROR',
        protoPayload: {
          status: {
            code: 9,
            message:
              'Ready condition status changed to False for Revision api-00002-bbb with message: it did not listen',
          },
        },
      },
      {
        severity: 'ERROR',
        protoPayload: { status: { code: 9, message: expect.stringContaining('for Service api with message') } },
      },
    ]);
    expect(Object.keys(shares(ofLog(entries, 'requests')))).toEqual(['api-00001-aaa']);
    expect(runState.services[0]).toMatchObject({
      latestReadyRevision: 'projects/p/locations/us-central1/services/api/revisions/api-00001-aaa',
      terminalCondition: { state: 'CONDITION_FAILED' },
    });
  });

  test.each([
    ['gcloud', 'google.cloud.run.v1.Services.ReplaceService', 'google-cloud-sdk gcloud/'],
    ['github', 'google.cloud.run.v1.Services.ReplaceService', 'google-github-actions:deploy-cloudrun/'],
    ['cloud-build', 'google.cloud.run.v1.Services.ReplaceService', 'environment/GCB'],
    ['terraform', 'google.cloud.run.v2.Services.UpdateService', 'Terraform/'],
  ])('by %s is %s', (client, methodName, agent) => {
    const commit = 'c'.repeat(40);
    const entries = entriesOf(small({ revisions: [revisions[0], { ...revisions[1], client, commit }] }));
    expect(ofLog(entries, 'activity').at(-1)).toMatchObject({
      resource: { labels: { revision_name: '', configuration_name: '' } },
      protoPayload: { methodName, requestMetadata: { callerSuppliedUserAgent: expect.stringContaining(agent) } },
    });
    const labels = ofLog(entries, 'requests').at(-1)!.labels as Record<string, string>;
    expect(labels['commit-sha']).toBe(client === 'github' || client === 'cloud-build' ? commit : undefined);
  });

  test('the first of a service creates it', () => {
    const [first] = ofLog(entriesOf(small()), 'activity');
    expect(first).toMatchObject({ protoPayload: { methodName: 'google.cloud.run.v1.Services.CreateService' } });
  });
});

test('a stream of thirty days begins at once', () => {
  const scenario = parseScenario(small({}, { end: '2025-10-12T09:00:00Z' }));
  const stream = streamScenario(scenario);
  let last = '';
  for (let i = 0; i < 20_000; i++) last = String(stream.next().value!.timestamp);
  expect(last < '2025-09-12T15:00').toBe(true);
  stream.return();
});
