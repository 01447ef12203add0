/** A revision's template in the words of the Run API v2, as JSON prints it or as the client hands it over; any field may be missing. */
export interface Template {
  containers?: Container[] | null;
  volumes?: Volume[] | null;
  maxInstanceRequestConcurrency?: unknown;
  /** Seconds, or JSON's form of a Duration. */
  timeout?: unknown;
  serviceAccount?: string | null;
  scaling?: { minInstanceCount?: unknown; maxInstanceCount?: unknown } | null;
  executionEnvironment?: unknown;
  vpcAccess?: {
    connector?: string | null;
    egress?: unknown;
    networkInterfaces?: { network?: string | null; subnetwork?: string | null }[] | null;
  } | null;
  sessionAffinity?: boolean | null;
  encryptionKey?: string | null;
  nodeSelector?: { accelerator?: string | null } | null;
}

export interface Container {
  name?: string | null;
  image?: string | null;
  command?: string[] | null;
  args?: string[] | null;
  env?: Variable[] | null;
  resources?: {
    limits?: Record<string, string> | null;
    cpuIdle?: boolean | null;
    startupCpuBoost?: boolean | null;
  } | null;
  ports?: { name?: string | null; containerPort?: unknown }[] | null;
  volumeMounts?: { name?: string | null; mountPath?: string | null }[] | null;
  startupProbe?: Probe | null;
  livenessProbe?: Probe | null;
  readinessProbe?: Probe | null;
}

export interface Variable {
  name?: string | null;
  value?: string | null;
  valueSource?: { secretKeyRef?: { secret?: string | null; version?: string | null } | null } | null;
}

export interface Probe {
  initialDelaySeconds?: unknown;
  timeoutSeconds?: unknown;
  periodSeconds?: unknown;
  failureThreshold?: unknown;
  httpGet?: { path?: string | null; port?: unknown } | null;
  tcpSocket?: { port?: unknown } | null;
  grpc?: { port?: unknown; service?: string | null } | null;
}

export interface Volume {
  name?: string | null;
  secret?: { secret?: string | null; items?: { version?: string | null }[] | null } | null;
  cloudSqlInstance?: { instances?: string[] | null } | null;
  emptyDir?: { medium?: unknown; sizeLimit?: string | null } | null;
  nfs?: { server?: string | null; path?: string | null } | null;
  gcs?: { bucket?: string | null } | null;
}

/** The container that requests go to: the one with a port; where none has any, the first. */
export function ingressContainer({ containers }: Template): Container | null {
  const all = containers ?? [];
  return all.find(({ ports }) => (ports ?? []).length > 0) ?? all[0] ?? null;
}
