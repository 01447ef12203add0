/** Paging through a list that is at hand, as ListLogs, ListServices and the like do. */
import { invalidArgument } from './api-error.ts';
import { readToken, writeToken } from './page-token.ts';
import type { JsonObject } from './wire.ts';

/** One page of `all` as `{[field]: […], nextPageToken}`; a page holds `most` at most, also where none or 0 is asked for. */
export function listPage(all: unknown[], field: string, request: JsonObject, most: number): JsonObject {
  const { pageSize = 0, pageToken, ...parameters } = request;
  if (Number(pageSize) < 0) throw invalidArgument('page_size must not be negative');
  const start = Number(readToken([field, parameters], pageToken) ?? 0);
  const end = start + Math.min(Number(pageSize) || most, most);
  return {
    ...(all.length > start && { [field]: all.slice(start, end) }),
    ...(all.length > end && { nextPageToken: writeToken([field, parameters], end) }),
  };
}
