/** The calls the emulator answers, one row each; what is not here is UNIMPLEMENTED. */
import type { Backend } from './backend.ts';
import type { EntryPage } from './entry-page.ts';
import type { Api } from './google-errors.ts';
import { listEntries } from './list-entries.ts';
import { deleteLog, listLogs, listResourceDescriptors } from './list-logs.ts';
import { getRevision, getService, listRevisions, listServices } from './run-methods.ts';
import type { JsonObject } from './wire.ts';
import { writeEntries } from './write-entries.ts';

export const LOGGING_SERVICE = 'google.logging.v2.LoggingServiceV2';
export const SERVICES_SERVICE = 'google.cloud.run.v2.Services';
export const REVISIONS_SERVICE = 'google.cloud.run.v2.Revisions';

export interface Method {
  api: Api;
  service: string;
  name: string;
  /** The IAM permission that a caller needs. */
  permission: string;
  /** Whether a call takes one of the read requests of the quota. */
  counted: boolean;
  answer(backend: Backend, request: JsonObject): JsonObject | EntryPage;
}

const logging = (name: string, permission: string, answer: Method['answer'], counted = false): Method => ({
  api: 'logging',
  service: LOGGING_SERVICE,
  name,
  permission: `logging.${permission}`,
  counted,
  answer,
});

const run = (service: string, name: string, permission: string, answer: Method['answer']): Method => ({
  api: 'run',
  service,
  name,
  permission: `run.${permission}`,
  counted: false,
  answer,
});

export const METHODS: Method[] = [
  logging('ListLogEntries', 'logEntries.list', listEntries, true),
  logging('WriteLogEntries', 'logEntries.create', writeEntries),
  logging('ListLogs', 'logs.list', listLogs),
  logging('DeleteLog', 'logs.delete', deleteLog),
  logging('ListMonitoredResourceDescriptors', 'monitoredResourceDescriptors.list', listResourceDescriptors),
  run(SERVICES_SERVICE, 'ListServices', 'services.list', listServices),
  run(SERVICES_SERVICE, 'GetService', 'services.get', getService),
  run(REVISIONS_SERVICE, 'ListRevisions', 'revisions.list', listRevisions),
  run(REVISIONS_SERVICE, 'GetRevision', 'revisions.get', getRevision),
];

/** The resource that a request is about, for the wording of a refusal. */
export function resourceOf(request: JsonObject): string {
  const { parent, name, logName, resourceNames } = request;
  const first = Array.isArray(resourceNames) ? resourceNames[0] : undefined;
  return String(parent ?? name ?? first ?? logName ?? '');
}
