/** Log entries in the form that `gcloud logging read --format=json` prints. */
import type { Micros, RawEntry, Severity } from '../../model.ts';
import type { Random } from './random.ts';
import type { Revision } from './schema.ts';
import type { Site, World } from './world.ts';

/** Who writes: `revision` null as in audit entries of a service, `instance` null where no container was involved. */
export interface Origin {
  site: Site;
  revision: Revision | null;
  instance: string | null;
}

/** The request that an entry belongs to. */
export interface Span {
  trace: string;
  spanId: string;
}

export function newSpan(random: Random): Span {
  return { trace: random.hex(32), spanId: random.hex(16) };
}

export interface ContainerEntry {
  log: 'stdout' | 'stderr' | 'system';
  severity?: Severity | undefined;
  text?: string | undefined;
  json?: Record<string, unknown> | undefined;
  span?: Span | undefined;
}

const LOG_NAMES = {
  stdout: 'run.googleapis.com%2Fstdout',
  stderr: 'run.googleapis.com%2Fstderr',
  system: 'run.googleapis.com%2Fvarlog%2Fsystem',
  requests: 'run.googleapis.com%2Frequests',
  activity: 'cloudaudit.googleapis.com%2Factivity',
  event: 'cloudaudit.googleapis.com%2Fsystem_event',
} as const;

/** The fields that all entries of Cloud Run have; it was received some milliseconds after `t`. */
export function baseEntry(world: World, origin: Origin, log: keyof typeof LOG_NAMES, t: Micros): RawEntry {
  const { project } = world.scenario;
  const { service, random } = origin.site;
  return {
    insertId: world.insertId(t),
    logName: `projects/${project}/logs/${LOG_NAMES[log]}`,
    receiveTimestamp: withNanos(world, t + random.int(3_000, 240_000), random),
    resource: {
      type: 'cloud_run_revision',
      labels: {
        configuration_name: origin.revision ? service.name : '',
        location: service.location,
        project_id: project,
        revision_name: origin.revision?.name ?? '',
        service_name: service.name,
      },
    },
    timestamp: world.stamp(t),
  };
}

/** Writes a line of stdout, stderr or the platform's own log. */
export function emitContainer(world: World, origin: Origin, t: Micros, entry: ContainerEntry): void {
  const { json, text } = entry;
  world.emit(t, {
    ...baseEntry(world, origin, entry.log, t),
    ...(entry.severity ? { severity: entry.severity } : {}),
    ...(json ? { jsonPayload: json } : { textPayload: text ?? '' }),
    labels: labelsOf(origin),
    ...(entry.span ? traceFields(world, entry.span) : {}),
  });
}

/** The revision's own labels and the instance. */
export function labelsOf(origin: Origin): Record<string, string> {
  return {
    ...(origin.instance ? { instanceId: origin.instance } : {}),
    ...(origin.revision ? revisionLabels(origin.revision) : {}),
  };
}

/** What the deployer's tool puts on a revision: which commit it was. gcloud and Terraform put nothing. */
export function revisionLabels(revision: Revision): Record<string, string> {
  if (revision.commit === undefined) return {};
  if (revision.client === 'github') return { 'commit-sha': revision.commit, 'managed-by': 'github-actions' };
  if (revision.client !== 'cloud-build') return {};
  return { 'commit-sha': revision.commit, 'managed-by': 'gcp-cloud-build-deploy-cloud-run' };
}

export function traceFields(world: World, span: Span): RawEntry {
  return {
    spanId: span.spanId,
    trace: `projects/${world.scenario.project}/traces/${span.trace}`,
    traceSampled: true,
  };
}

/** receiveTimestamp has nine digits. */
export function withNanos(world: World, t: Micros, random: Random): string {
  const micros = String(world.clock(t) % 1_000_000).padStart(6, '0');
  const seconds = world.stamp(t - (t % 1_000_000)).slice(0, 19);
  return `${seconds}.${micros}${random.int(1, 999).toString().padStart(3, '0')}Z`;
}
