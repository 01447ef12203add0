/** Which call a REST path stands for, as the APIs' HTTP rules say. */
import { LOGGING_SERVICE, REVISIONS_SERVICE, SERVICES_SERVICE } from './methods.ts';
import type { JsonObject } from './wire.ts';

interface Route {
  verb: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  service: string;
  method: string;
}

const logs = '(?:projects|organizations|folders|billingAccounts)/[^/]+';
const region = 'projects/[^/]+/locations/[^/]+';

/** Named groups become fields of the request. */
const ROUTES: Route[] = [
  route('POST', '/v2/entries:list', LOGGING_SERVICE, 'ListLogEntries'),
  route('POST', '/v2/entries:write', LOGGING_SERVICE, 'WriteLogEntries'),
  route('GET', `/v2/(?<parent>${logs})/logs`, LOGGING_SERVICE, 'ListLogs'),
  route('DELETE', `/v2/(?<logName>${logs}/logs/[^/]+)`, LOGGING_SERVICE, 'DeleteLog'),
  route('GET', '/v2/monitoredResourceDescriptors', LOGGING_SERVICE, 'ListMonitoredResourceDescriptors'),
  route('GET', `/v2/(?<parent>${region})/services`, SERVICES_SERVICE, 'ListServices'),
  route('GET', `/v2/(?<name>${region}/services/[^/]+)`, SERVICES_SERVICE, 'GetService'),
  route('GET', `/v2/(?<parent>${region}/services/[^/]+)/revisions`, REVISIONS_SERVICE, 'ListRevisions'),
  route('GET', `/v2/(?<name>${region}/services/[^/]+/revisions/[^/]+)`, REVISIONS_SERVICE, 'GetRevision'),
];

function route(verb: Route['verb'], path: string, service: string, method: string): Route {
  return { verb, path: new RegExp(`^${path}$`), service, method };
}

/** The call and what path and query say of its request; null where no call is there. */
export function findRoute(verb: string, url: URL): { service: string; method: string; request: JsonObject } | null {
  for (const { verb: wanted, path, service, method } of ROUTES) {
    const match = wanted === verb ? path.exec(url.pathname) : null;
    if (match !== null) return { service, method, request: { ...readQuery(url), ...names(match.groups) } };
  }
  return null;
}

/** A log's id has its slash as %2F, which some clients escape once more. */
const names = (groups: Record<string, string> = {}): JsonObject =>
  Object.fromEntries(Object.entries(groups).map(([field, name]) => [field, name.replaceAll('%25', '%')]));

/** Parameters of a list call; `alt`, `key` and the like say nothing about the request. */
function readQuery(url: URL): JsonObject {
  const { pageSize, pageToken, showDeleted } = Object.fromEntries(url.searchParams);
  const resourceNames = url.searchParams.getAll('resourceNames');
  return {
    ...(pageSize !== undefined && { pageSize: Number(pageSize) }),
    ...(pageToken !== undefined && { pageToken }),
    ...(showDeleted !== undefined && { showDeleted: showDeleted === 'true' }),
    ...(resourceNames.length > 0 && { resourceNames }),
  };
}
