import type { HttpRequest, RawEntry } from '../model.ts';
import { routeKey } from '../text/route-key.ts';
import { record, text } from './entry-values.ts';

/** Path segments that name one thing of many. */
const IDS: RegExp[] = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/i,
  /^(?=.*\d)[0-9a-f]{8,}$/i,
  /^(?=.*\d)[\w~=+%.-]{16,}$/,
  /^[a-z]+[_-](?=.*\d)[0-9a-z]{8,}$/i,
  /@/,
];
const MAX_ROUTE = 200;

/** A failed request: the server's fault, or turned away because no instance was free. */
export function isFailed(status: number): boolean {
  return status >= 500 || status === 429;
}

/** The HTTP status of an entry; 0 where it has none. */
export function statusOf(raw: RawEntry): number {
  const status = (raw.httpRequest as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' ? status : Number(status) || 0;
}

/** `httpRequest` of an entry; null where it has none. */
export function readHttp(raw: RawEntry): HttpRequest | null {
  const request = record(raw.httpRequest);
  if (!request) return null;
  return {
    method: text(request.requestMethod),
    route: routeOf(text(request.requestUrl)),
    status: statusOf(raw),
    latency: readLatency(request.latency),
  };
}

/** The key of a request's route without making that; 0 where it names none. */
export function routeKeyOf(raw: RawEntry): number {
  const { requestMethod, requestUrl } = raw.httpRequest as { requestMethod?: unknown; requestUrl?: unknown };
  return routeKey(text(requestMethod), text(requestUrl));
}

/** The path of a URL with ids as `{id}`; host, query and fragment dropped. */
export function routeOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  const segments = path.slice(0, 4 * MAX_ROUTE).split('/');
  const route = segments.map((segment) => (IDS.some((id) => id.test(segment)) ? '{id}' : segment)).join('/');
  return route.slice(0, MAX_ROUTE) || (url ? '/' : '');
}

/** Seconds: `"1.25s"` in JSON, `{seconds, nanos}` in other forms; null where there is none. */
function readLatency(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return /^\d+(\.\d+)?s$/.test(value) ? Number(value.slice(0, -1)) : null;
  const parts = record(value);
  if (!parts) return null;
  const seconds = Number(parts.seconds ?? 0) + Number(parts.nanos ?? 0) / 1e9;
  return Number.isFinite(seconds) ? seconds : null;
}
