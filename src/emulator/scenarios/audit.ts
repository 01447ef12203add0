/** The audit log's entries of a change: who asked for it, and what the platform made of it. */
import type { Micros, RawEntry, Severity } from '../../model.ts';
import { baseEntry } from './entry.ts';
import { type Change, generation, knativeService, previousOf } from './knative.ts';
import type { Revision } from './schema.ts';
import type { Site, World } from './world.ts';

const AUDIT_LOG = 'type.googleapis.com/google.cloud.audit.AuditLog';

/** From the audit entry to the revision's creation. */
export const REQUEST_LEAD: Micros = 350_000;

const CLIENTS: Record<Revision['client'], { agent: (command: string, id: string) => string }> = {
  gcloud: { agent: (command, id) => gcloudAgent(command, id, 'None', 'MACOSX') },
  github: {
    agent: (command, id) => `google-github-actions:deploy-cloudrun/2.7.4 ${gcloudAgent(command, id, 'None', 'LINUX')}`,
  },
  'cloud-build': { agent: (command, id) => gcloudAgent(command, id, 'GCB', 'LINUX') },
  terraform: {
    agent: () =>
      'Terraform/1.9.5 (+https://www.terraform.io) Terraform-Plugin-SDK/2.34.0 terraform-provider-google/6.12.0,gzip(gfe)',
  },
};

function gcloudAgent(command: string, id: string, environment: string, os: string): string {
  return `google-cloud-sdk gcloud/528.0.0 command/gcloud.run.${command} invocation-id/${id} environment/${environment} environment-version/None client-os/${os} client-os-ver/None client-pltf-arch/x86_64 interactive/False from-script/True python/3.12.8 term/None,gzip(gfe)`;
}

/** The `activity` entry of a deployment (`deploy`) or a traffic shift (`services.update-traffic`). */
export function activityEntry(world: World, site: Site, change: Change, command: string): RawEntry {
  const { revision } = change;
  const creates = command === 'deploy' && generation(site, revision) === 1;
  return change.client === 'terraform'
    ? updateV2(world, site, change, creates)
    : replaceV1(world, site, change, creates, command);
}

function replaceV1(world: World, site: Site, change: Change, creates: boolean, command: string): RawEntry {
  const { project } = world.scenario;
  const { name } = site.service;
  const service = knativeService(world, site, change);
  const before = command === 'deploy' ? previousOf(site, change.revision) : change.revision;
  const known = before ? { latestCreatedRevisionName: before.name, latestReadyRevisionName: before.name } : {};
  const unknown = ['Ready', 'ConfigurationsReady', 'RoutesReady'].map((type) => ({
    type,
    status: 'Unknown',
    lastTransitionTime: world.stamp(change.at),
  }));
  return {
    ...baseEntry(world, { site, revision: null, instance: null }, 'activity', change.at),
    severity: 'NOTICE',
    protoPayload: {
      ...common(world, site, change, command, creates ? 'create' : 'update', `namespaces/${project}/services/${name}`),
      methodName: `google.cloud.run.v1.Services.${creates ? 'CreateService' : 'ReplaceService'}`,
      request: {
        '@type': `type.googleapis.com/google.cloud.run.v1.${creates ? 'CreateServiceRequest' : 'ReplaceServiceRequest'}`,
        ...(creates ? { parent: `namespaces/${project}` } : { name: `namespaces/${project}/services/${name}` }),
        service,
      },
      response: {
        '@type': 'type.googleapis.com/google.cloud.run.v1.Service',
        ...service,
        status: { ...known, conditions: unknown },
      },
      status: {},
    },
  };
}

/** The long-running operation of the v2 API; its entry at the start. */
function updateV2(world: World, site: Site, change: Change, creates: boolean): RawEntry {
  const { project } = world.scenario;
  const { name, location } = site.service;
  const { revision } = change;
  const resource = `projects/${project}/locations/${location}/services/${name}`;
  const env = Object.entries(revision.env).map(([key, value]) => ({ name: key, value }));
  const limits = { cpu: revision.cpu, memory: revision.memory };
  const service = {
    name: resource,
    labels: {},
    client: 'terraform',
    template: {
      containers: [
        { image: revision.image, env, resources: { limits }, ports: [{ containerPort: site.service.port }] },
      ],
      maxInstanceRequestConcurrency: revision.concurrency,
      timeout: `${revision.timeout}s`,
    },
    traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
  };
  const id = `${resource.replace(/services\/.*/, 'operations')}/${site.random.hex(8)}`;
  return {
    ...baseEntry(world, { site, revision: null, instance: null }, 'activity', change.at),
    severity: 'NOTICE',
    operation: { id, producer: 'run.googleapis.com', first: true },
    protoPayload: {
      ...common(world, site, change, 'deploy', creates ? 'create' : 'update', resource),
      methodName: `google.cloud.run.v2.Services.${creates ? 'CreateService' : 'UpdateService'}`,
      request: {
        '@type': `type.googleapis.com/google.cloud.run.v2.${creates ? 'Create' : 'Update'}ServiceRequest`,
        service,
      },
      status: {},
    },
  };
}

function common(
  world: World,
  site: Site,
  change: Change,
  command: string,
  verb: string,
  resource: string,
): Record<string, unknown> {
  return {
    '@type': AUDIT_LOG,
    authenticationInfo: { principalEmail: change.author },
    authorizationInfo: [{ granted: true, permission: `run.services.${verb}`, resource, resourceAttributes: {} }],
    requestMetadata: {
      callerIp: '198.51.100.23',
      callerSuppliedUserAgent: CLIENTS[change.client].agent(command, site.random.hex(32)),
      destinationAttributes: {},
      requestAttributes: { auth: {}, time: world.stamp(change.at) },
    },
    resourceLocation: { currentLocations: [site.service.location] },
    resourceName: resource,
    serviceName: 'run.googleapis.com',
  };
}

/** What a `system_event` entry says. */
export interface ReadyEvent {
  at: Micros;
  /** Of a revision; null = of the service. */
  revision: Revision | null;
  creates: boolean;
  failed: boolean;
  message: string;
  response: Record<string, unknown>;
}

/** The `system_event` entry of a Ready condition that turned True or False. */
export function eventEntry(world: World, site: Site, event: ReadyEvent): RawEntry {
  const { project } = world.scenario;
  const kind = event.revision ? `revisions/${event.revision.name}` : `services/${site.service.name}`;
  const severity: Severity = event.failed ? 'ERROR' : 'INFO';
  return {
    ...baseEntry(world, { site, revision: event.revision, instance: null }, 'event', event.at),
    severity,
    protoPayload: {
      '@type': AUDIT_LOG,
      methodName: event.creates ? '/Services.CreateService' : '/Services.ReplaceService',
      resourceName: `namespaces/${project}/${kind}`,
      response: event.response,
      serviceName: 'run.googleapis.com',
      status: { ...(event.failed ? { code: 9 } : {}), message: event.message },
    },
  };
}
