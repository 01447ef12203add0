import type { Container, Template, Volume } from './template.ts';

/** A template of the v1 API, as the audit log holds it; any field may be missing, and none is sure to be what it should. */
interface Knative {
  metadata?: { annotations?: Record<string, string> };
  spec?: {
    containerConcurrency?: unknown;
    timeoutSeconds?: unknown;
    serviceAccountName?: string;
    containers?: KnativeContainer[];
    volumes?: KnativeVolume[];
    nodeSelector?: Record<string, string>;
  };
}

interface KnativeContainer extends Omit<Container, 'env'> {
  env?: { name?: string; value?: string; valueFrom?: { secretKeyRef?: { name?: string; key?: string } } }[];
}

interface KnativeVolume {
  name?: string;
  secret?: { secretName?: string; items?: { key?: string }[] };
  emptyDir?: { medium?: string; sizeLimit?: string };
  nfs?: { server?: string; path?: string };
  csi?: { driver?: string; volumeAttributes?: { bucketName?: string } };
}

const RUN = 'run.googleapis.com/';

/** A Knative template in the words of the Run API v2: what v1 says in annotations has fields there. */
export function fromKnative(template: Knative): Template {
  const { spec = {} } = template;
  const notes = template.metadata?.annotations ?? {};
  const cloudSql = (notes[`${RUN}cloudsql-instances`] ?? '').split(',').filter(Boolean);
  return {
    containers: (spec.containers ?? []).map((container) => containerOf(container, notes)),
    volumes: [
      ...(spec.volumes ?? []).map(volumeOf),
      ...(cloudSql.length > 0 ? [{ name: 'cloudsql', cloudSqlInstance: { instances: cloudSql } }] : []),
    ],
    maxInstanceRequestConcurrency: spec.containerConcurrency,
    timeout: spec.timeoutSeconds,
    serviceAccount: spec.serviceAccountName ?? null,
    scaling: {
      minInstanceCount: notes['autoscaling.knative.dev/minScale'],
      maxInstanceCount: notes['autoscaling.knative.dev/maxScale'],
    },
    executionEnvironment: notes[`${RUN}execution-environment`],
    vpcAccess: {
      connector: notes[`${RUN}vpc-access-connector`] ?? null,
      egress: notes[`${RUN}vpc-access-egress`],
      networkInterfaces: networksOf(notes[`${RUN}network-interfaces`]),
    },
    sessionAffinity: notes[`${RUN}sessionAffinity`] === 'true',
    encryptionKey: notes[`${RUN}encryption-key`] ?? null,
    nodeSelector: { accelerator: spec.nodeSelector?.[`${RUN}accelerator`] ?? null },
  };
}

function containerOf(container: KnativeContainer, notes: Record<string, string>): Container {
  const throttled = notes[`${RUN}cpu-throttling`];
  const variables = (container.env ?? []).map(({ name, value, valueFrom }) => {
    const secret = valueFrom?.secretKeyRef;
    const valueSource = secret ? { secretKeyRef: { secret: secret.name ?? '', version: secret.key ?? '' } } : null;
    return { name: name ?? '', value: value ?? '', valueSource };
  });
  const boost = notes[`${RUN}startup-cpu-boost`] === 'true';
  const cpuIdle = throttled === undefined ? null : throttled !== 'false';
  const ingress = (container.ports ?? []).length > 0;
  // The annotations are of the whole revision: said once, of the container that requests go to.
  const own = ingress ? { cpuIdle, startupCpuBoost: boost } : {};
  return { ...container, env: variables, resources: { ...container.resources, ...own } };
}

function volumeOf({ name = '', secret, emptyDir, nfs, csi }: KnativeVolume): Volume {
  return {
    name,
    secret: secret
      ? { secret: secret.secretName ?? '', items: (secret.items ?? []).map(({ key }) => ({ version: key ?? '' })) }
      : null,
    emptyDir: emptyDir ?? null,
    nfs: nfs ?? null,
    gcs: csi?.volumeAttributes?.bucketName ? { bucket: csi.volumeAttributes.bucketName } : null,
  };
}

/** The annotation is JSON: `[{"network":"default","subnetwork":"default"}]`. */
function networksOf(json: string | undefined): { network?: string; subnetwork?: string }[] {
  try {
    const networks: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(networks) ? networks.filter((one) => typeof one === 'object' && one !== null) : [];
  } catch {
    return [];
  }
}
