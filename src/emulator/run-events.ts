/** What entries say of services and revisions, one event each; the shapes of Cloud Run's audit log stop here. */
import type { RawEntry } from '../model.ts';
import { toTemplate, toTraffic } from './knative-template.ts';
import { isObject, type JsonObject } from './wire.ts';

interface At {
  /** `projects/P/locations/L/services/S`. */
  service: string;
  /** As the entry has it. */
  time: string;
}

export type RunEvent = At &
  (
    | { what: 'requested'; template: JsonObject | null; traffic: JsonObject[] | null; author: string; revision: string }
    | {
        what: 'ready';
        revision: string;
        ok: boolean;
        message: string;
        created: string | null;
        template: JsonObject | null;
      }
    | { what: 'service-ready'; ok: boolean; message: string }
    | { what: 'rollout'; revision: string }
  );

const CHANGE = /Services\.(?:Create|Replace|Update)(?:Internal)?Service$/;
const CONDITION =
  /^Ready condition status changed to (True|False) for (Revision|Service) ([^\s.]+)(?: with message: ([\s\S]*))?/;

/** The event in an entry of a service; null where there is none. */
export function readEvent(entry: RawEntry, service: string, revision: string): RunEvent | null {
  const time = String(entry.timestamp);
  const text = entry.textPayload;
  if (typeof text === 'string' && text.startsWith('Starting new instance. Reason: DEPLOYMENT_ROLLOUT')) {
    return revision === '' ? null : { what: 'rollout', service, time, revision };
  }
  const payload = entry.protoPayload;
  if (!isObject(payload) || payload.serviceName !== 'run.googleapis.com') return null;
  const log = String(entry.logName ?? '');
  if (log.endsWith('system_event')) return readCondition(payload, service, time);
  return CHANGE.test(String(payload.methodName)) ? readRequest(payload, service, time) : null;
}

function readRequest(payload: JsonObject, service: string, time: string): RunEvent | null {
  if (Number(object(payload.status).code ?? 0) !== 0) return null;
  const asked = object(object(payload.request).service);
  const spec = object(asked.spec);
  const ofV1 = object(spec.template);
  const ofV2 = isObject(asked.template) ? asked.template : null;
  const template = ofV2 ?? (isObject(spec.template) ? toTemplate(ofV1.metadata, ofV1.spec) : null);
  const named = ofV2?.revision ?? object(ofV1.metadata).name;
  return {
    what: 'requested',
    service,
    time,
    template,
    traffic: toTraffic(asked.traffic ?? spec.traffic),
    author: String(object(payload.authenticationInfo).principalEmail ?? ''),
    revision: typeof named === 'string' ? named : '',
  };
}

function readCondition(payload: JsonObject, service: string, time: string): RunEvent | null {
  const match = CONDITION.exec(String(object(payload.status).message ?? ''));
  if (match === null) return null;
  const [, status, kind, name, message = ''] = match;
  const ok = status === 'True';
  if (kind === 'Service') return { what: 'service-ready', service, time, ok, message };
  const { metadata, spec } = object(payload.response);
  const created = object(metadata).creationTimestamp;
  return {
    what: 'ready',
    service,
    time,
    revision: name!,
    ok,
    message,
    created: typeof created === 'string' ? created : null,
    template: isObject(spec) ? toTemplate(metadata, spec) : null,
  };
}

const object = (value: unknown): JsonObject => (isObject(value) ? value : {});
