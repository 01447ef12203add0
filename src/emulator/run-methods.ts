/** The reading calls of google.cloud.run.v2.Services and Revisions. */
import { ApiError, invalidArgument } from './api-error.ts';
import type { Backend } from './backend.ts';
import { listPage } from './list-page.ts';
import type { JsonObject } from './wire.ts';

/** The API names no bound on a page; this is the number of revisions a service can have. */
const MAX_PAGE = 1000;
const REGION = /^[a-z]+(?:-[a-z]+)+\d+$/;

/** `parent` is `projects/P/locations/L`; L is a region, never `-`. */
export function listServices(backend: Backend, request: JsonObject): JsonObject {
  const parent = String(request.parent ?? '');
  readRegion(parent, /^projects\/[^/]+\/locations\/([^/]+)$/);
  const found = backend.run.services.filter((service) => service.name.startsWith(`${parent}/services/`));
  return listPage(newestFirst(found, request.showDeleted), 'services', request, MAX_PAGE);
}

/** `parent` is `projects/P/locations/L/services/S`; S may be `-` for all services of the region. */
export function listRevisions(backend: Backend, request: JsonObject): JsonObject {
  const parent = String(request.parent ?? '');
  readRegion(parent, /^projects\/[^/]+\/locations\/([^/]+)\/services\/[^/]+$/);
  const prefix = parent.endsWith('/services/-') ? parent.slice(0, -1) : `${parent}/revisions/`;
  const found = backend.run.revisions.filter((revision) => revision.name.startsWith(prefix));
  return listPage(newestFirst(found, request.showDeleted), 'revisions', request, MAX_PAGE);
}

export function getService(backend: Backend, request: JsonObject): JsonObject {
  return find(backend.run.services, String(request.name ?? ''), 'SERVICE');
}

export function getRevision(backend: Backend, request: JsonObject): JsonObject {
  return find(backend.run.revisions, String(request.name ?? ''), 'REVISION');
}

/** What Cloud Run answers to a location that is none: the call goes to a region's own server, which does not exist. */
function readRegion(parent: string, shape: RegExp): void {
  const region = shape.exec(parent)?.[1];
  if (region === undefined) throw invalidArgument(`Invalid value for parent: '${parent}'`);
  if (region === '-') {
    throw invalidArgument('Location must be a valid Google Cloud region, and cannot be the "-" wildcard.');
  }
  if (!REGION.test(region))
    throw new ApiError('UNIMPLEMENTED', 'Operation is not implemented, or supported, or enabled.');
}

function newestFirst<T extends JsonObject>(found: T[], showDeleted: unknown): T[] {
  const shown = showDeleted === true ? found : found.filter((item) => item.deleteTime === undefined);
  return shown.toSorted((a, b) => String(b.createTime ?? '').localeCompare(String(a.createTime ?? '')));
}

function find<T extends JsonObject & { name: string }>(all: T[], name: string, kind: string): T {
  const found = all.find((item) => item.name === name);
  if (found !== undefined) return found;
  const [, project, , region] = name.split('/');
  const id = name.slice(name.lastIndexOf('/') + 1);
  throw new ApiError(
    'NOT_FOUND',
    `Resource '${id}' of kind '${kind}' in region '${region}' in project '${project}' does not exist.`,
  );
}
