/** All entries that a service's deployments and traffic shifts leave in the audit log, those before the scenario's start included. */
import type { Micros, RawEntry } from '../../model.ts';
import { activityEntry, eventEntry, REQUEST_LEAD } from './audit.ts';
import { generation, knativeRevision, knativeService, LATEST } from './knative.ts';
import { SHIFT_DELAY } from './plan.ts';
import type { Revision } from './schema.ts';
import type { Site, World } from './world.ts';

interface TimedEntry {
  time: Micros;
  entry: RawEntry;
}

/** From the revision's Ready event to the service's. */
const SERVICE_LAG: Micros = 190_000;

export function deploymentEntries(world: World, site: Site): TimedEntry[] {
  const revisions = site.service.revisions
    .filter((revision) => revision.audited)
    .flatMap((revision) => revisionEntries(world, site, revision));
  const shifts = site.service.shifts.flatMap((_, i) => shiftEntries(world, site, i));
  return [...revisions, ...shifts].filter(({ time }) => time < world.scenario.end);
}

function revisionEntries(world: World, site: Site, revision: Revision): TimedEntry[] {
  const at = revision.created - REQUEST_LEAD;
  const { author, client, created } = revision;
  const previous = site.service.revisions.filter((one) => one.created < created && one.live !== undefined).at(-1);
  const traffic =
    revision.percent === 100 || !previous
      ? LATEST
      : [
          { percent: 100 - revision.percent, revisionName: previous.name },
          { latestRevision: true, percent: revision.percent },
        ];
  const activity = { time: at, entry: activityEntry(world, site, { at, author, client, revision, traffic }, 'deploy') };
  return [activity, ...readyEntries(world, site, revision)];
}

/** Ready True of the revision and of the service, or False of both. */
function readyEntries(world: World, site: Site, revision: Revision): TimedEntry[] {
  const at = revision.failed?.at ?? revision.live;
  if (at === undefined) return [];
  const failed = revision.failed !== undefined;
  const creates = generation(site, revision) === 1;
  const took = ((at - revision.created) / 1_000_000).toFixed(2);
  const said = revision.failed?.message ?? `Deploying revision succeeded in ${took}s.`;
  const status = failed ? 'False' : 'True';
  const condition = (time: Micros, message: string) => [
    { type: 'Ready', status, lastTransitionTime: world.stamp(time), ...(failed ? { message } : {}) },
  ];
  const response = knativeRevision(world, site, revision, condition(at, said));
  const message = `Ready condition status changed to ${status} for Revision ${revision.name} with message: ${said}`;
  const later = at + SERVICE_LAG;
  const why = `Revision '${revision.name}' is not ready and cannot serve traffic. ${said}`;
  const { name } = site.service;
  const about = `Ready condition status changed to ${status} for Service ${name}${failed ? ` with message: ${why}` : '.'}`;
  const service = serviceResponse(world, site, revision, condition(later, why));
  return [
    { time: at, entry: eventEntry(world, site, { at, revision, creates, failed, message, response }) },
    {
      time: later,
      entry: eventEntry(world, site, { at: later, revision: null, creates, failed, message: about, response: service }),
    },
  ];
}

function serviceResponse(world: World, site: Site, revision: Revision, conditions: unknown[]): Record<string, unknown> {
  const { author, client, created } = revision;
  const change = { at: created - REQUEST_LEAD, author, client, revision, traffic: LATEST };
  const ready = revision.failed
    ? site.service.revisions.filter((one) => one.created < created && one.live !== undefined).at(-1)
    : revision;
  return {
    '@type': 'type.googleapis.com/google.cloud.run.v1.Service',
    ...knativeService(world, site, change),
    status: {
      conditions,
      latestCreatedRevisionName: revision.name,
      ...(ready ? { latestReadyRevisionName: ready.name } : {}),
    },
  };
}

/** `gcloud run services update-traffic`: the request, then Ready True of the service. */
function shiftEntries(world: World, site: Site, index: number): TimedEntry[] {
  const shift = site.service.shifts[index]!;
  const revision = site.service.revisions.filter((one) => one.created < shift.at && one.live !== undefined).at(-1);
  if (!revision) return [];
  const traffic = Object.entries(shift.to).map(([revisionName, percent]) => ({ percent, revisionName }));
  const change = { at: shift.at, author: shift.author, client: 'gcloud' as const, revision, traffic };
  const at = shift.at + SHIFT_DELAY;
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: world.stamp(at) }];
  const response = {
    '@type': 'type.googleapis.com/google.cloud.run.v1.Service',
    ...knativeService(world, site, change),
    status: { conditions, latestCreatedRevisionName: revision.name, latestReadyRevisionName: revision.name, traffic },
  };
  const message = `Ready condition status changed to True for Service ${site.service.name}.`;
  const event = { at, revision: null, creates: false, failed: false, message, response };
  return [
    { time: shift.at, entry: activityEntry(world, site, change, 'services.update-traffic') },
    { time: at, entry: eventEntry(world, site, event) },
  ];
}
