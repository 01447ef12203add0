import { describe, expect, it } from 'vitest';
import { flatten, fromKnative, ingressContainer, type Template } from '../../src/run-spec/index.ts';

/** One revision as gcloud asks for it in the words of the v1 API … */
const KNATIVE = {
  metadata: {
    annotations: {
      'autoscaling.knative.dev/minScale': '1',
      'autoscaling.knative.dev/maxScale': '20',
      'run.googleapis.com/cpu-throttling': 'false',
      'run.googleapis.com/startup-cpu-boost': 'true',
      'run.googleapis.com/execution-environment': 'gen2',
      'run.googleapis.com/vpc-access-connector': 'projects/shop/locations/europe-west1/connectors/inner',
      'run.googleapis.com/vpc-access-egress': 'private-ranges-only',
      'run.googleapis.com/network-interfaces': '[{"network":"default","subnetwork":"run"}]',
      'run.googleapis.com/sessionAffinity': 'true',
      'run.googleapis.com/cloudsql-instances': 'shop:europe-west1:orders',
    },
  },
  spec: {
    containerConcurrency: 80,
    timeoutSeconds: 300,
    serviceAccountName: 'run@shop.example',
    containers: [
      {
        name: 'proxy',
        image: 'img/proxy:3',
        env: [{ name: 'MODE', value: 'edge' }],
        resources: { limits: { cpu: '500m', memory: '128Mi' } },
      },
      {
        name: 'shop-1',
        image: 'img/shop:2',
        command: ['node'],
        args: ['server.js', '--port=8080'],
        ports: [{ name: 'h2c', containerPort: 8080 }],
        resources: { limits: { cpu: '1', memory: '512Mi' } },
        env: [
          { name: 'MODE', value: 'prod' },
          { name: 'KEY', valueFrom: { secretKeyRef: { name: 'api-key', key: 'latest' } } },
        ],
        startupProbe: { failureThreshold: 1, periodSeconds: 240, timeoutSeconds: 240, tcpSocket: { port: 8080 } },
        livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, initialDelaySeconds: 5 },
        volumeMounts: [
          { name: 'a', mountPath: '/secrets' },
          { name: 'b', mountPath: '/data' },
        ],
      },
    ],
    volumes: [
      { name: 'a', secret: { secretName: 'cert', items: [{ key: '3', path: 'cert.pem' }] } },
      { name: 'b', csi: { driver: 'gcsfuse.run.googleapis.com', volumeAttributes: { bucketName: 'orders' } } },
    ],
  },
};

/** … and as the Run API shows it, with the zeros and empty texts that protobuf fills in. */
const V2: Template = {
  scaling: { minInstanceCount: 1, maxInstanceCount: 20 },
  vpcAccess: {
    connector: 'projects/shop/locations/europe-west1/connectors/inner',
    egress: 'PRIVATE_RANGES_ONLY',
    networkInterfaces: [{ network: 'default', subnetwork: 'run' }],
  },
  executionEnvironment: 'EXECUTION_ENVIRONMENT_GEN2',
  maxInstanceRequestConcurrency: 80,
  timeout: '300s',
  serviceAccount: 'run@shop.example',
  sessionAffinity: true,
  encryptionKey: '',
  containers: [
    {
      name: 'proxy',
      image: 'img/proxy:3',
      env: [{ name: 'MODE', value: 'edge' }],
      resources: { limits: { cpu: '500m', memory: '128Mi' } },
      ports: [],
    },
    {
      name: 'shop-1',
      image: 'img/shop:2',
      command: ['node'],
      args: ['server.js', '--port=8080'],
      ports: [{ name: 'h2c', containerPort: 8080 }],
      resources: { limits: { cpu: '1', memory: '512Mi' }, cpuIdle: false, startupCpuBoost: true },
      env: [
        { name: 'MODE', value: 'prod', valueSource: null },
        { name: 'KEY', valueSource: { secretKeyRef: { secret: 'projects/7/secrets/api-key', version: 'latest' } } },
      ],
      startupProbe: {
        initialDelaySeconds: 0,
        failureThreshold: 1,
        periodSeconds: 240,
        timeoutSeconds: 240,
        tcpSocket: { port: 8080 },
      },
      livenessProbe: {
        httpGet: { path: '/healthz', port: 8080 },
        initialDelaySeconds: 5,
        timeoutSeconds: 1,
        periodSeconds: 10,
        failureThreshold: 3,
      },
      volumeMounts: [
        { name: 'a', mountPath: '/secrets' },
        { name: 'b', mountPath: '/data' },
        { name: 'sql', mountPath: '/cloudsql' },
      ],
    },
  ],
  volumes: [
    { name: 'a', secret: { secret: 'cert', items: [{ version: '3' }] } },
    { name: 'b', gcs: { bucket: 'orders' } },
    { name: 'sql', cloudSqlInstance: { instances: ['shop:europe-west1:orders'] } },
  ],
};

const FLAT = {
  concurrency: '80',
  timeout: '300',
  'service account': 'run@shop.example',
  'min instances': '1',
  'max instances': '20',
  'execution environment': 'gen2',
  'session affinity': 'on',
  'vpc connector': 'inner',
  'vpc egress': 'private-ranges-only',
  'vpc network': 'default/run',
  'cloud sql': 'shop:europe-west1:orders',
  cpu: '1',
  memory: '512Mi',
  'cpu allocation': 'always',
  'startup cpu boost': 'on',
  port: '8080 (h2c)',
  command: 'node',
  args: 'server.js --port=8080',
  'start-up probe': 'TCP on port 8080, every 240 s, timeout 240 s, 1 try',
  'liveness probe': 'HTTP /healthz on port 8080, after 5 s, every 10 s, timeout 1 s, 3 tries',
  'env.MODE': expect.stringMatching(/^[0-9a-f]{12}$/),
  'secret.KEY': 'api-key:latest',
  'volume at /secrets': 'secret cert:3',
  'volume at /data': 'bucket orders',
  'sidecar proxy': 'img/proxy:3',
  'sidecar proxy cpu': '500m',
  'sidecar proxy memory': '128Mi',
  'sidecar proxy env.MODE': expect.stringMatching(/^[0-9a-f]{12}$/),
};

describe('a template', () => {
  it('of the v2 API is flattened to names and values', () => expect(flatten(V2)).toEqual(FLAT));

  it('of the v1 API is flattened to the same', () => expect(flatten(fromKnative(KNATIVE))).toEqual(flatten(V2)));

  it('is that of the container with the port, wherever it stands', () => {
    expect(ingressContainer(V2)?.image).toBe('img/shop:2');
    expect(ingressContainer({ containers: [{ image: 'a' }, { image: 'b' }] })?.image).toBe('a');
    expect(flatten({})).toBeNull();
  });

  it('shows no value of the environment', () => {
    const secret = 'sk-live-4242';
    const env = [{ name: 'KEY', value: secret }];
    const flat = flatten({ containers: [{ env }, { name: 'side', env }] })!;
    expect(JSON.stringify(flat)).not.toContain(secret);
    expect(flat['env.KEY']).toBe(flat['sidecar side env.KEY']);
    expect(flat['env.KEY']).not.toBe(flatten({ containers: [{ env: [{ name: 'KEY', value: 'other' }] }] })!['env.KEY']);
  });

  it('cuts what is long, and still tells that it changed', () => {
    const args = (end: string) => flatten({ containers: [{ args: ['x'.repeat(500), end] }] })!.args!;
    expect(args('a').length).toBeLessThan(200);
    expect(args('a')).not.toBe(args('b'));
  });

  it.each([
    ['a network that is no JSON', { 'run.googleapis.com/network-interfaces': '[{' }],
    ['a network that is a number', { 'run.googleapis.com/network-interfaces': '7' }],
  ])('bears %s', (_, annotations) => {
    const flat = flatten(fromKnative({ metadata: { annotations }, spec: { containers: [{ image: 'a' }] } }));
    expect(flat).toEqual({});
  });
});
