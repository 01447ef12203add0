/** Services and revisions as far as log entries tell of them. What no entry tells (a creation before the logs begin) is left out. */
import type { RawEntry } from '../model.ts';
import { parseTime } from '../text/time.ts';
import { type RunEvent, readEvent } from './run-events.ts';
import type { RunRevision, RunService, RunState } from './run-state.ts';
import { isObject, type JsonObject } from './wire.ts';

type Requested = Extract<RunEvent, { what: 'requested' }>;

interface RevisionNotes {
  labels: JsonObject;
  created: string | null;
  author: string;
  template: JsonObject;
  condition: JsonObject | null;
  /** Time of the first entry; orders revisions of unknown creation. */
  seen: number;
}

interface ServiceNotes {
  revisions: Map<string, RevisionNotes>;
  events: RunEvent[];
}

/** The state at the end of the entries, which may come in any order. */
export function deriveRunState(raws: Iterable<RawEntry>): RunState {
  const services = new Map<string, ServiceNotes>();
  for (const raw of raws) note(services, raw);
  const state: RunState = { services: [], revisions: [] };
  for (const [name, notes] of services) {
    const requests = applyEvents(notes);
    const revisions = [...notes.revisions].sort(([, a], [, b]) => order(a) - order(b));
    state.services.push(toService(name, requests, revisions, notes.events));
    state.revisions.push(...revisions.map(([id, one], i) => toRevision(name, id, one, i + 1)));
  }
  return state;
}

function note(services: Map<string, ServiceNotes>, raw: RawEntry): void {
  const resource = raw.resource;
  if (!isObject(resource) || resource.type !== 'cloud_run_revision' || !isObject(resource.labels)) return;
  const { project_id: project, location, service_name: service, revision_name: revision } = resource.labels;
  if (!project || !location || !service) return;
  const name = `projects/${project}/locations/${location}/services/${service}`;
  let notes = services.get(name);
  if (notes === undefined) {
    notes = { revisions: new Map(), events: [] };
    services.set(name, notes);
  }
  const event = readEvent(raw, name, typeof revision === 'string' ? revision : '');
  if (event !== null) notes.events.push(event);
  const id = event?.what === 'ready' ? event.revision : revision;
  if (typeof id === 'string' && id !== '') see(notes, id, raw);
}

function see(notes: ServiceNotes, id: string, raw: RawEntry): void {
  const seen = parseTime(String(raw.timestamp)) ?? 0;
  let known = notes.revisions.get(id);
  if (known === undefined) {
    known = { labels: {}, created: null, author: '', template: {}, condition: null, seen };
    notes.revisions.set(id, known);
  }
  known.seen = Math.min(known.seen, seen);
  if (isObject(raw.labels) && known.labels['commit-sha'] === undefined) known.labels = deployLabels(raw.labels);
}

/** The labels of an entry that come from its revision. */
const deployLabels = (labels: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => /^(?:commit-sha|managed-by|gcb-.*)$/.test(key)));

/** Goes through the events in order of time and writes down what they say of revisions; returns the requests. */
function applyEvents(notes: ServiceNotes): Requested[] {
  const requests: Requested[] = [];
  let open: Requested | null = null;
  for (const event of notes.events.sort((a, b) => timeOf(a) - timeOf(b))) {
    if (event.what === 'requested') {
      requests.push(event);
      open = event;
    }
    if (event.what !== 'ready' && event.what !== 'rollout') continue;
    const revision = notes.revisions.get(event.revision);
    if (revision === undefined) continue;
    if (event.what === 'ready') settle(revision, event);
    if (open !== null && madeBy(revision, open)) {
      claim(revision, open);
      open = null;
    } else if (event.what === 'rollout') revision.created ??= event.time;
  }
  return requests;
}

function settle(revision: RevisionNotes, event: Extract<RunEvent, { what: 'ready' }>): void {
  revision.created ??= event.created;
  revision.template = event.template ?? revision.template;
  revision.condition = toCondition(event);
}

const toCondition = ({ ok, time, message }: { ok: boolean; time: string; message: string }): JsonObject => ({
  type: 'Ready',
  state: ok ? 'CONDITION_SUCCEEDED' : 'CONDITION_FAILED',
  lastTransitionTime: time,
  ...(!ok && { message, severity: 'ERROR' }),
});

/** A request makes the next revision that appears after it, not one that had entries before. */
function madeBy(revision: RevisionNotes, request: Requested): boolean {
  const asked = timeOf(request);
  const made = revision.created === null ? revision.seen : (parseTime(revision.created) ?? 0);
  return request.template !== null && made >= asked && revision.seen >= asked;
}

function claim(revision: RevisionNotes, request: Requested): void {
  revision.created ??= request.time;
  revision.author = request.author;
  revision.template = { ...request.template, ...revision.template };
}

const timeOf = (event: RunEvent): number => parseTime(event.time) ?? 0;

/** Oldest first: by creation, where that is unknown by the first entry. */
const order = ({ created, seen }: RevisionNotes): number => (created === null ? seen : (parseTime(created) ?? seen));

function toRevision(service: string, id: string, notes: RevisionNotes, generation: number): RunRevision {
  const { labels: ofTemplate, revision: _name, ...template } = notes.template;
  const labels = { ...notes.labels, ...(isObject(ofTemplate) ? ofTemplate : {}) };
  return {
    name: `${service}/revisions/${id}`,
    service: service.slice(service.lastIndexOf('/') + 1),
    generation: String(generation),
    ...template,
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(notes.created !== null && { createTime: notes.created }),
    ...(notes.author !== '' && { creator: notes.author }),
    ...(notes.condition !== null && { conditions: [notes.condition] }),
  };
}

function toService(
  name: string,
  requests: Requested[],
  revisions: [string, RevisionNotes][],
  events: RunEvent[],
): RunService {
  const full = (id: string | undefined) => (id === undefined ? undefined : `${name}/revisions/${id}`);
  const created = full(revisions.at(-1)?.[0]);
  const ready = full(revisions.findLast(([, notes]) => notes.condition?.state !== 'CONDITION_FAILED')?.[0]);
  const last = requests.at(-1);
  const traffic = requests.findLast((request) => request.traffic !== null)?.traffic ?? ALL_TO_LATEST;
  const settled = events.findLast((event) => event.what === 'service-ready');
  return {
    name,
    traffic,
    trafficStatuses: traffic,
    ...(last !== undefined && { updateTime: last.time, lastModifier: last.author }),
    ...(last?.template && { template: last.template }),
    ...(created !== undefined && { latestCreatedRevision: created }),
    ...(ready !== undefined && { latestReadyRevision: ready }),
    ...(settled?.what === 'service-ready' && { terminalCondition: toCondition(settled) }),
  };
}

const ALL_TO_LATEST: JsonObject[] = [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }];
