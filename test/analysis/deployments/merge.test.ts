import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/analysis/deployments/facts.ts';
import { mergeFacts } from '../../../src/analysis/deployments/merge.ts';
import { SeenRevisions } from '../../../src/analysis/deployments/seen.ts';
import type { DeploymentFact, LogEntry } from '../../../src/model.ts';
import { entry, MIN, ready, S, T0 } from '../build.ts';

function fact(
  what: DeploymentFact['what'],
  at: number,
  revision: string,
  more: Partial<DeploymentFact> = {},
): DeploymentFact {
  const nothing = { author: null, image: null, commit: null, traffic: null, spec: null, message: '' };
  return { what, service: 'shop', revision, location: 'europe-west1', time: T0 + at, ...nothing, ...more };
}

function sightings(...seen: [revision: string, first: number, last: number, request: number | null][]): SeenRevisions {
  const all = new SeenRevisions();
  for (const [revision, first, last, request] of seen)
    all.note('shop', revision, T0 + first, T0 + last, request === null ? null : T0 + request);
  return all;
}

const audit = (fields: Record<string, unknown>, more: Partial<LogEntry> = {}) =>
  entry(0, '', { log: 'audit', severity: 'NOTICE', revision: '', fields, ...more });

describe('facts of entries', () => {
  it('reads the Ready condition of a revision', () => {
    expect(factsOf(ready(5 * S, 'shop-2'))).toMatchObject([{ what: 'ready', revision: 'shop-2', time: T0 + 5 * S }]);
  });

  it('reads a failed revision with its message', () => {
    const failed = entry(
      0,
      'Ready condition status changed to False for Revision shop-3 with message: Container failed to start.',
      { log: 'audit' },
    );
    expect(factsOf(failed)).toMatchObject([
      { what: 'failed', revision: 'shop-3', message: 'Container failed to start.' },
    ]);
  });

  it('reads who deployed what', () => {
    const fields = {
      methodName: 'google.cloud.run.v1.Services.ReplaceService',
      authenticationInfo: { principalEmail: 'dev@example.com' },
      request: {
        service: {
          spec: {
            template: { metadata: { labels: { 'commit-sha': 'abc' } }, spec: { containers: [{ image: 'img:2' }] } },
          },
        },
      },
    };
    expect(factsOf(audit(fields))).toMatchObject([
      { what: 'requested', author: 'dev@example.com', image: 'img:2', commit: 'abc' },
    ]);
  });

  it('takes update-traffic for a shift of traffic, not for a deployment', () => {
    const fields = {
      methodName: 'google.cloud.run.v1.Services.ReplaceService',
      requestMetadata: {
        callerSuppliedUserAgent: 'google-cloud-sdk gcloud/1 command/gcloud.run.services.update-traffic',
      },
      request: {
        service: {
          spec: {
            template: { spec: { containers: [{ image: 'img:2' }] } },
            traffic: [{ revisionName: 'shop-1', percent: 100 }],
          },
        },
      },
    };
    expect(factsOf(audit(fields))).toMatchObject([{ what: 'traffic', traffic: { 'shop-1': 100 } }]);
  });

  it('bears templates that are not made as they should be, and still reads the image', () => {
    const methodName = 'google.cloud.run.v2.Services.UpdateService';
    const odd = { containers: [{ image: 'img:2', env: [null], ports: 7 }], volumes: 'none' };
    expect(factsOf(audit({ methodName, request: { service: { template: odd } } }))).toMatchObject([
      { image: 'img:2', spec: null },
    ]);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (containers, volumes) => {
        for (const template of [
          { containers, volumes },
          { metadata: volumes, spec: { containers, volumes } },
        ]) {
          expect(factsOf(audit({ methodName, request: { service: { template } } }))).toHaveLength(1);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it.each([
    ['a refused request', audit({ methodName: 'google.cloud.run.v1.Services.ReplaceService', status: { code: 7 } })],
    ['another method', audit({ methodName: 'google.cloud.run.v1.Services.SetIamPolicy' })],
    ['an instance started for traffic', entry(0, 'Starting new instance. Reason: AUTOSCALING - …', { log: 'system' })],
    [
      'the same words in a container log',
      entry(0, 'Starting new instance. Reason: DEPLOYMENT_ROLLOUT', { log: 'stdout' }),
    ],
  ])('finds nothing in %s', (_, item) => expect(factsOf(item)).toEqual([]));
});

describe('merging facts', () => {
  it('prefers Ready, then the roll-out instance, then the first request', () => {
    const before: [string, number, number, number] = ['shop-1', -10 * MIN, 0, -10 * MIN];
    const seen = sightings(before, ['shop-2', 3 * S, MIN, 5 * S]);
    const all = [fact('rollout', 1 * S, 'shop-2'), fact('ready', 2 * S, 'shop-2')];
    const liveOf = (facts: DeploymentFact[]) => mergeFacts(facts, seen).find(({ revision }) => revision === 'shop-2');
    expect(liveOf(all)).toMatchObject({ liveAt: T0 + 2 * S, lagFrom: 'ready', previousRevision: 'shop-1' });
    expect(liveOf(all.slice(0, 1))).toMatchObject({ liveAt: T0 + 1 * S, lagFrom: 'rollout' });
    expect(liveOf([])).toMatchObject({ liveAt: T0 + 5 * S, lagFrom: 'request' });
  });

  it('does not take a revision for deployed that was there when reading began', () => {
    const seen = sightings(['shop-1', 0, MIN, 0]);
    expect(mergeFacts([], seen)).toMatchObject([{ revision: 'shop-1', liveAt: null }]);
  });

  it('does not take a first entry for a go-live where the service was not seen for a minute before', () => {
    const seen = sightings(['shop-1', 0, MIN, 0], ['shop-2', 30 * S, MIN, 30 * S]);
    expect(mergeFacts([], seen).map(({ liveAt }) => liveAt)).toEqual([null, null]);
  });

  it('does not take another instance for a deployment of a revision at work', () => {
    const seen = sightings(['shop-1', -30 * MIN, MIN, -30 * MIN]);
    expect(mergeFacts([fact('rollout', 0, 'shop-1')], seen)).toMatchObject([{ liveAt: null }]);
  });

  it('keeps a failed revision as such, counted from its creation, and passes over it as the previous one', () => {
    const facts = [
      fact('ready', 0, 'shop-1'),
      fact('created', MIN, 'shop-2'),
      fact('failed', 2 * MIN, 'shop-2', { message: 'no port' }),
      fact('ready', 5 * MIN, 'shop-3'),
    ];
    const merged = mergeFacts(facts, new SeenRevisions());
    expect(merged.map(({ revision, kind }) => [revision, kind])).toEqual([
      ['shop-1', 'revision'],
      ['shop-2', 'failed'],
      ['shop-3', 'revision'],
    ]);
    expect(merged[1]).toMatchObject({ liveAt: null, createdAt: T0 + MIN, lagFrom: 'created', message: 'no port' });
    expect(merged[2]).toMatchObject({ previousRevision: 'shop-1' });
  });

  it('gives the request to deploy to the revision that appears after it', () => {
    const facts = [
      fact('requested', 0, '', { author: 'dev@example.com', image: 'img:2' }),
      fact('ready', 20 * S, 'shop-2'),
      fact('ready', 10 * MIN, 'shop-3'),
    ];
    const merged = mergeFacts(facts, new SeenRevisions());
    expect(merged[0]).toMatchObject({ revision: 'shop-2', author: 'dev@example.com', createdAt: T0 });
    expect(merged[1]).toMatchObject({ revision: 'shop-3', author: null });
  });

  it('tells a rollback from a new revision', () => {
    const facts = [
      fact('ready', 0, 'shop-1'),
      fact('ready', 5 * MIN, 'shop-2'),
      fact('traffic', 9 * MIN, '', { traffic: { 'shop-1': 100 } }),
    ];
    expect(mergeFacts(facts, new SeenRevisions()).at(-1)).toMatchObject({
      kind: 'rollback',
      revision: 'shop-1',
      liveAt: T0 + 9 * MIN,
      previousRevision: 'shop-2',
    });
  });

  it('calls a revision with the same image and another configuration a change of configuration', () => {
    const facts = [
      fact('ready', 0, 'shop-1', { image: 'img', spec: { memory: '512Mi', 'env.A': 'h1' } }),
      fact('ready', MIN, 'shop-2', { image: 'img', spec: { memory: '256Mi', 'env.A': 'h2' } }),
    ];
    expect(mergeFacts(facts, new SeenRevisions())[1]).toMatchObject({
      kind: 'config',
      changes: ['environment variable A changed', 'memory 512Mi -> 256Mi'],
    });
  });

  it('does not call it a change of configuration where an image of the same name was built of another commit', () => {
    const facts = [
      fact('ready', 0, 'shop-1', { image: 'img:latest', commit: 'aaa' }),
      fact('ready', MIN, 'shop-2', { image: 'img:latest', commit: 'bbb' }),
    ];
    expect(mergeFacts(facts, new SeenRevisions())[1]).toMatchObject({
      kind: 'revision',
      changes: ['commit aaa -> bbb'],
    });
  });

  it('names secrets, probes, sidecars and the share of the traffic among what changed, and no value of a variable', () => {
    const before = { 'start-up probe': 'TCP on port 8080', 'secret.KEY': 'key:1', 'sidecar proxy env.A': 'h1' };
    const after = { 'start-up probe': 'HTTP /', 'secret.KEY': 'key:2', 'sidecar proxy env.A': 'h2', 'env.B': 'h3' };
    const traffic = { 'shop-1': 95, LATEST: 5 };
    const facts = [
      fact('requested', 0, 'shop-1', { spec: before, specFrom: 'audit-v1' }),
      fact('requested', MIN, 'shop-2', { spec: after, specFrom: 'audit-v1', traffic }),
    ];
    const seen = sightings(['shop-1', 0, 9 * MIN, 0], ['shop-2', MIN, 9 * MIN, MIN]);
    expect(mergeFacts(facts, seen).find(({ revision }) => revision === 'shop-2')!.changes).toEqual([
      'environment variable B added',
      'secret of the variable KEY key:1 -> key:2',
      'sidecar proxy environment variable A changed',
      'start-up probe TCP on port 8080 -> HTTP /',
      'traffic shop-1 95 %, the latest revision 5 %',
    ]);
  });

  it('compares what the same source says; of two sources only what both mention, and the variables', () => {
    const audit = { memory: '1Gi', concurrency: '80', 'env.A': 'h1' };
    const api = { memory: '512Mi', 'execution environment': 'gen2' };
    const mixed = [
      fact('ready', 0, 'shop-1', { spec: audit, specFrom: 'audit-v1' }),
      fact('ready', MIN, 'shop-2', { spec: api, specFrom: 'run-api' }),
    ];
    const changesOf = (facts: DeploymentFact[]) => mergeFacts(facts, new SeenRevisions()).at(-1)!.changes;
    expect(changesOf(mixed)).toEqual(['environment variable A removed', 'memory 1Gi -> 512Mi']);
    const both = fact('created', 0, 'shop-1', { spec: { ...api, memory: '1Gi' }, specFrom: 'run-api' });
    expect(changesOf([...mixed, both])).toEqual(['memory 1Gi -> 512Mi']);
  });

  it('merges a deployment named by hand with one found within two minutes, else adds it', () => {
    const seen = sightings(['shop-1', -10 * MIN, 0, -10 * MIN], ['shop-2', 3 * MIN, 9 * MIN, 3 * MIN]);
    expect(
      mergeFacts([fact('ready', 0, 'shop-2'), fact('by-hand', 90 * S, '')], seen).filter(
        ({ lagFrom }) => lagFrom === 'by-hand',
      ),
    ).toEqual([]);
    expect(mergeFacts([fact('by-hand', 0, '', { service: 'shop' })], seen).at(-1)).toMatchObject({
      revision: 'shop-2',
      liveAt: T0 + 3 * MIN,
    });
    expect(mergeFacts([fact('by-hand', -60 * MIN, '', { service: 'shop' })], seen)[0]).toMatchObject({
      lagFrom: 'by-hand',
      liveAt: T0 - 60 * MIN,
    });
  });

  it('does not depend on the order of the facts', () => {
    const facts = [
      fact('requested', 0, '', { author: 'a@example.com' }),
      fact('created', 2 * S, 'shop-2'),
      fact('ready', 9 * S, 'shop-2'),
      fact('rollout', 4 * S, 'shop-2'),
      fact('traffic', MIN, '', { traffic: { 'shop-1': 100 } }),
      fact('ready', -MIN, 'shop-1'),
    ];
    const seen = sightings(['shop-1', -10 * MIN, MIN, -10 * MIN]);
    expect(mergeFacts([...facts].reverse(), seen)).toEqual(mergeFacts(facts, seen));
  });
});
