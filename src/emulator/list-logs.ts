/** The calls of google.logging.v2.LoggingServiceV2 that are about logs as a whole. */
import { ApiError } from './api-error.ts';
import type { Backend } from './backend.ts';
import { readParents } from './entry-query.ts';
import { listPage } from './list-page.ts';
import type { JsonObject } from './wire.ts';

/** Google's own bound on a page of log names. */
const MAX_LOGS = 1000;

/** Resource types that entries of Cloud Run and its neighbours have, with their labels. */
const DESCRIPTORS: Record<string, string[]> = {
  cloud_run_revision: ['project_id', 'service_name', 'revision_name', 'location', 'configuration_name'],
  cloud_run_job: ['project_id', 'job_name', 'location'],
  cloud_function: ['project_id', 'function_name', 'region'],
  global: ['project_id'],
};

/** Names of the logs that have entries, sorted. */
export function listLogs(backend: Backend, request: JsonObject): JsonObject {
  const names = Array.isArray(request.resourceNames) ? request.resourceNames : [];
  const parents = readParents([
    ...new Set([request.parent, ...names].filter((name) => name !== undefined && name !== '')),
  ]);
  return listPage(backend.store.logNames(parents), 'logNames', request, MAX_LOGS);
}

export function deleteLog(backend: Backend, request: JsonObject): JsonObject {
  const name = String(request.logName ?? '');
  if (backend.store.deleteLog(name) === 0) throw new ApiError('NOT_FOUND', `Log '${name}' does not exist.`);
  return {};
}

export function listResourceDescriptors(_backend: Backend, request: JsonObject): JsonObject {
  const all = Object.entries(DESCRIPTORS).map(([type, labels]) => ({
    type,
    displayName: type,
    labels: labels.map((key) => ({ key })),
  }));
  return listPage(all, 'resourceDescriptors', request, MAX_LOGS);
}
