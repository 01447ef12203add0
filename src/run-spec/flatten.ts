import { createHash } from 'node:crypto';
import { type Container, ingressContainer, type Probe, type Template, type Variable, type Volume } from './template.ts';

/** What is longer is cut; the hash of the whole tells that it changed. */
const LONGEST = 160;
const VOLUME = 'volume at ';

/** How a revision runs, by names in the order of no source: the same template gives the same, wherever it was read. */
export type Spec = Record<string, string>;

/**
 * The parts of a template that change how a revision runs, flattened. Values of the environment are told apart by a hash under `env.NAME`,
 * never shown; of secrets there is the name and the version under `secret.NAME`. A container beside the one that requests go to is
 * `sidecar NAME`. null where the template names no container.
 */
export function flatten(template: Template): Spec | null {
  const main = ingressContainer(template);
  if (!main) return null;
  const spec: Spec = {};
  const put = putInto(spec);
  put('concurrency', template.maxInstanceRequestConcurrency);
  put('timeout', String(template.timeout ?? '').replace(/s$/, ''));
  put('service account', template.serviceAccount);
  put('min instances', template.scaling?.minInstanceCount);
  put('max instances', template.scaling?.maxInstanceCount);
  put('execution environment', /gen[12]/i.exec(String(template.executionEnvironment ?? ''))?.[0].toLowerCase());
  put('session affinity', template.sessionAffinity ? 'on' : '');
  put('encryption key', lastPart(template.encryptionKey));
  put('gpu type', template.nodeSelector?.accelerator);
  putNetwork(put, template.vpcAccess ?? {});
  const cloudSql = (template.volumes ?? []).flatMap(({ cloudSqlInstance }) => cloudSqlInstance?.instances ?? []);
  put('cloud sql', cloudSql.toSorted().join(', '));
  putContainer(put, main, template.volumes ?? []);
  for (const other of template.containers ?? []) {
    if (other === main) continue;
    const name = `sidecar ${other.name || 'without a name'}`;
    put(name, other.image);
    putContainer((key, value) => put(`${name} ${key}`, value), other, template.volumes ?? []);
  }
  return spec;
}

type Put = (key: string, value: unknown) => void;

/** Proto's zero and empty text stand for a field that is not set. */
function putInto(spec: Spec): Put {
  return (key, value) => {
    const told = value === undefined || value === null ? '' : String(value);
    if (told !== '' && told !== '0')
      spec[key] = told.length > LONGEST ? `${told.slice(0, LONGEST)}… (${hash(told)})` : told;
  };
}

function putNetwork(put: Put, { connector, egress, networkInterfaces }: NonNullable<Template['vpcAccess']>): void {
  put('vpc connector', lastPart(connector));
  const way = String(egress ?? '')
    .toLowerCase()
    .replaceAll('_', '-');
  put('vpc egress', way === 'all' ? 'all-traffic' : way.startsWith('vpc-egress') ? '' : way);
  const networks = (networkInterfaces ?? []).map(({ network, subnetwork }) =>
    [lastPart(network), lastPart(subnetwork)].filter(Boolean).join('/'),
  );
  put('vpc network', networks.join(', '));
}

function putContainer(put: Put, container: Container, volumes: Volume[]): void {
  const { resources, ports, command, args, env } = container;
  for (const [name, value] of Object.entries(resources?.limits ?? {}))
    put(name === 'nvidia.com/gpu' ? 'gpu' : name, value);
  if (resources?.cpuIdle === false) put('cpu allocation', 'always');
  put('startup cpu boost', resources?.startupCpuBoost ? 'on' : '');
  const port = ports?.[0];
  put('port', port && `${port.containerPort ?? ''}${port.name === 'h2c' ? ' (h2c)' : ''}`);
  put('command', (command ?? []).join(' '));
  put('args', (args ?? []).join(' '));
  put('start-up probe', probeOf(container.startupProbe));
  put('liveness probe', probeOf(container.livenessProbe));
  put('readiness probe', probeOf(container.readinessProbe));
  for (const variable of env ?? []) putVariable(put, variable);
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = volumes.find((one) => one.name === name);
    if (volume && !volume.cloudSqlInstance) put(`${VOLUME}${mountPath}`, sourceOf(volume));
  }
}

function putVariable(put: Put, { name, value, valueSource }: Variable): void {
  const secret = valueSource?.secretKeyRef;
  if (secret) put(`secret.${name ?? ''}`, `${lastPart(secret.secret)}:${secret.version || 'latest'}`);
  else put(`env.${name ?? ''}`, hash(JSON.stringify(value ?? '')));
}

/** A probe in one line: what it asks, and how long it bears with the answer. Defaults are those of the Run API. */
function probeOf(probe: Probe | null | undefined): string {
  if (!probe) return '';
  const { httpGet, tcpSocket, grpc } = probe;
  const port = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
  const asks = httpGet
    ? `HTTP ${httpGet.path || '/'}`
    : grpc
      ? `gRPC ${grpc.service ?? ''}`.trim()
      : tcpSocket
        ? 'TCP'
        : '';
  if (asks === '') return '';
  const delay = probe.initialDelaySeconds ? `, after ${probe.initialDelaySeconds} s` : '';
  const tries = Number(probe.failureThreshold || 3);
  const timing = `every ${probe.periodSeconds || 10} s, timeout ${probe.timeoutSeconds || 1} s, ${tries === 1 ? '1 try' : `${tries} tries`}`;
  return `${asks}${port ? ` on port ${port}` : ''}${delay}, ${timing}`;
}

function sourceOf({ secret, emptyDir, nfs, gcs }: Volume): string {
  if (secret) return `secret ${lastPart(secret.secret)}:${secret.items?.[0]?.version || 'latest'}`;
  if (nfs) return `nfs ${nfs.server ?? ''}:${nfs.path ?? ''}`;
  if (gcs) return `bucket ${gcs.bucket ?? ''}`;
  return emptyDir ? `memory ${emptyDir.sizeLimit ?? ''}`.trim() : 'another source';
}

/** `projects/P/secrets/NAME` and the like to NAME. */
function lastPart(name: string | null | undefined): string {
  return name?.split('/').at(-1) ?? '';
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 12);
}
