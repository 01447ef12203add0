/** Services and revisions as the audit log shows them: Knative objects of the v1 API. */
import type { Micros } from '../../model.ts';
import { revisionLabels } from './entry.ts';
import { createRandom } from './random.ts';
import type { Revision } from './schema.ts';
import type { Site, World } from './world.ts';

type Json = Record<string, unknown>;

/** Who changed a service, with which tool. */
export interface Change {
  at: Micros;
  author: string;
  client: Revision['client'];
  /** The revision whose template the service has now. */
  revision: Revision;
  /** Knative's traffic targets. */
  traffic: Json[];
}

export const LATEST: Json[] = [{ latestRevision: true, percent: 100 }];

/** The number in a revision's name (`…-00042-abc`), else its place. */
export function generation(site: Site, revision: Revision): number {
  const number = /-(\d{5})-/.exec(revision.name)?.[1];
  return number === undefined ? site.service.revisions.indexOf(revision) + 1 : Number(number);
}

/** The revision that had been made before this one. */
export function previousOf(site: Site, revision: Revision): Revision | undefined {
  const { revisions } = site.service;
  return revisions
    .filter((one) => one.created < revision.created)
    .reduce<Revision | undefined>((latest, one) => (latest && latest.created > one.created ? latest : one), undefined);
}

/** A uid that is the same each time the thing is shown. */
export function uid(world: World, name: string): string {
  const hex = createRandom(`${world.scenario.project}/${name}`).hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `spec.template` of a service. */
function template(world: World, site: Site, change: Change): Json {
  const { revision } = change;
  return {
    metadata: {
      annotations: {
        'autoscaling.knative.dev/maxScale': '20',
        'run.googleapis.com/client-name': clientName(change.client),
        'run.googleapis.com/client-version': '528.0.0',
        'run.googleapis.com/startup-cpu-boost': 'true',
      },
      labels: { ...revisionLabels(revision), 'run.googleapis.com/startupProbeType': 'Default' },
    },
    spec: revisionSpec(world, site, revision),
  };
}

function revisionSpec(world: World, site: Site, revision: Revision): Json {
  return {
    containerConcurrency: revision.concurrency,
    containers: [
      {
        env: Object.entries(revision.env).map(([name, value]) => ({ name, value })),
        image: revision.image,
        name: `${site.service.name}-1`,
        ports: [{ containerPort: site.service.port, name: 'http1' }],
        resources: { limits: { cpu: revision.cpu, memory: revision.memory } },
        startupProbe: {
          failureThreshold: 1,
          periodSeconds: 240,
          tcpSocket: { port: site.service.port },
          timeoutSeconds: 240,
        },
      },
    ],
    serviceAccountName: serviceAccount(world, site),
    timeoutSeconds: revision.timeout,
  };
}

export function serviceAccount(world: World, site: Site): string {
  return `${site.service.name}@${world.scenario.project}.iam.gserviceaccount.com`;
}

/** The service as a change asks for it. */
export function knativeService(world: World, site: Site, change: Change): Json {
  const { service } = site;
  const first = service.revisions[0]!;
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: {
      annotations: {
        'run.googleapis.com/client-name': clientName(change.client),
        'run.googleapis.com/client-version': '528.0.0',
        'run.googleapis.com/ingress': 'all',
        'run.googleapis.com/operation-id': uid(world, `${service.name}/${change.at}`),
        'serving.knative.dev/creator': first.author,
        'serving.knative.dev/lastModifier': change.author,
      },
      creationTimestamp: world.stamp(first.created),
      generation: generation(site, change.revision),
      labels: { ...revisionLabels(change.revision), 'cloud.googleapis.com/location': service.location },
      name: service.name,
      namespace: projectNumber(world),
      uid: uid(world, service.name),
    },
    spec: { template: template(world, site, change), traffic: change.traffic },
  };
}

/** A revision as its Ready event shows it. */
export function knativeRevision(world: World, site: Site, revision: Revision, conditions: Json[]): Json {
  return {
    '@type': 'type.googleapis.com/google.cloud.run.v1.Revision',
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      annotations: { 'serving.knative.dev/creator': revision.author },
      creationTimestamp: world.stamp(revision.created),
      generation: 1,
      labels: {
        ...revisionLabels(revision),
        'cloud.googleapis.com/location': site.service.location,
        'serving.knative.dev/configuration': site.service.name,
        'serving.knative.dev/configurationGeneration': String(generation(site, revision)),
        'serving.knative.dev/service': site.service.name,
      },
      name: revision.name,
      namespace: projectNumber(world),
      uid: uid(world, revision.name),
    },
    spec: revisionSpec(world, site, revision),
    status: { conditions, imageDigest: digest(revision.image), observedGeneration: 1 },
  };
}

/** The image by digest, as the platform resolved it. */
function digest(image: string): string {
  if (image.includes('@sha256:')) return image;
  return `${image.replace(/:[^:/]*$/, '')}@sha256:${createRandom(image).hex(64)}`;
}

export function projectNumber(world: World): string {
  return String(100_000_000_000 + createRandom(world.scenario.project).int(0, 899_999_999_999));
}

function clientName(client: Revision['client']): string {
  return client === 'terraform' ? 'terraform' : 'gcloud';
}
