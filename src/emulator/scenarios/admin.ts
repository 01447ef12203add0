/** What the Cloud Run Admin API says of a scenario's services at its end. */
import type { Micros } from '../../model.ts';
import type { RunRevision, RunService, RunState } from '../run-state.ts';
import { revisionLabels } from './entry.ts';
import { generation, serviceAccount, uid } from './knative.ts';
import { SHIFT_DELAY } from './plan.ts';
import type { Revision } from './schema.ts';
import type { Site, World } from './world.ts';

type Json = Record<string, unknown>;

export function adminState(world: World): RunState {
  const sites = [...world.sites.values()];
  const made = (site: Site) => site.service.revisions.filter((one) => one.created < world.scenario.end);
  return {
    services: sites.filter((site) => made(site).length > 0).map((site) => serviceState(world, site, made(site))),
    revisions: sites.flatMap((site) => made(site).map((one) => revisionState(world, site, one))),
  };
}

function serviceState(world: World, site: Site, revisions: Revision[]): RunService {
  const { service } = site;
  const { end } = world.scenario;
  const latest = revisions.at(-1)!;
  const ready = revisions.filter((one) => one.live !== undefined && one.live < end).at(-1);
  const traffic = trafficState(world, site);
  const since = latest.failed?.at ?? latest.live ?? latest.created;
  const shift = service.shifts.filter((one) => one.at < end).sort((a, b) => b.at - a.at)[0];
  const shifted = shift && shift.at > since ? shift : null;
  const failure =
    latest.failed && `Revision '${latest.name}' is not ready and cannot serve traffic. ${latest.failed.message}`;
  const terminalCondition = condition(world, since, failure);
  return {
    name: serviceName(world, site),
    uid: uid(world, service.name),
    generation: String(generation(site, latest)),
    labels: revisionLabels(latest),
    createTime: world.stamp(revisions[0]!.created),
    updateTime: world.stamp(shifted?.at ?? since),
    creator: revisions[0]!.author,
    lastModifier: shifted?.author ?? latest.author,
    client: latest.client === 'terraform' ? 'terraform' : 'gcloud',
    clientVersion: '528.0.0',
    ingress: 'INGRESS_TRAFFIC_ALL',
    launchStage: 'GA',
    template: { ...template(world, site, latest), labels: revisionLabels(latest) },
    traffic,
    observedGeneration: String(generation(site, latest)),
    terminalCondition,
    conditions: [
      condition(world, since, undefined, 'RoutesReady'),
      condition(world, since, failure, 'ConfigurationsReady'),
    ],
    ...(ready ? { latestReadyRevision: revisionName(world, site, ready) } : {}),
    latestCreatedRevision: revisionName(world, site, latest),
    trafficStatuses: traffic,
    uri: `https://${site.host}`,
  };
}

function revisionState(world: World, site: Site, revision: Revision): RunRevision {
  const at = revision.failed?.at ?? revision.live ?? revision.created;
  return {
    name: revisionName(world, site, revision),
    uid: uid(world, revision.name),
    generation: '1',
    labels: revisionLabels(revision),
    createTime: world.stamp(revision.created),
    updateTime: world.stamp(at),
    launchStage: 'GA',
    service: site.service.name,
    ...template(world, site, revision),
    executionEnvironment: 'EXECUTION_ENVIRONMENT_GEN2',
    conditions: [condition(world, at, revision.failed?.message)],
    observedGeneration: '1',
    creator: revision.author,
  };
}

/** The fields that a revision and a service's template share. */
function template(world: World, site: Site, revision: Revision): Json {
  return {
    scaling: { maxInstanceCount: 20 },
    timeout: `${revision.timeout}s`,
    serviceAccount: serviceAccount(world, site),
    maxInstanceRequestConcurrency: revision.concurrency,
    containers: [
      {
        name: `${site.service.name}-1`,
        image: revision.image,
        env: Object.entries(revision.env).map(([name, value]) => ({ name, value })),
        resources: { limits: { cpu: revision.cpu, memory: revision.memory }, startupCpuBoost: true },
        ports: [{ name: 'http1', containerPort: site.service.port }],
        startupProbe: {
          timeoutSeconds: 240,
          periodSeconds: 240,
          failureThreshold: 1,
          tcpSocket: { port: site.service.port },
        },
      },
    ],
  };
}

/** By revision after a shift or a partial deployment, else all to the latest. */
function trafficState(world: World, site: Site): Json[] {
  const { end } = world.scenario;
  const last = site.plan.filter((split) => split.at < end).at(-1);
  const shifted = site.service.shifts.some((shift) => shift.at + SHIFT_DELAY === last?.at);
  if (!last || (last.percent.size === 1 && !shifted)) {
    return [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }];
  }
  const type = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';
  return [...last.percent].map(([revision, percent]) => ({ type, revision, percent }));
}

function condition(world: World, at: Micros, failure: string | undefined, type = 'Ready'): Json {
  return {
    type,
    state: failure === undefined ? 'CONDITION_SUCCEEDED' : 'CONDITION_FAILED',
    lastTransitionTime: world.stamp(at),
    ...(failure === undefined
      ? {}
      : { message: failure, severity: 'ERROR', revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR' }),
  };
}

function serviceName(world: World, site: Site): string {
  return `projects/${world.scenario.project}/locations/${site.service.location}/services/${site.service.name}`;
}

function revisionName(world: World, site: Site, revision: Revision): string {
  return `${serviceName(world, site)}/revisions/${revision.name}`;
}
