/** google.logging.v2.LoggingServiceV2/ListLogEntries. */
import { invalidArgument } from './api-error.ts';
import type { Backend } from './backend.ts';
import { EntryPage } from './entry-page.ts';
import { readQuery } from './entry-query.ts';
import { readToken, writeToken } from './page-token.ts';
import type { EntryKey } from './stored-entry.ts';
import type { JsonObject } from './wire.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** What a page token says: how many empty pages are still to come, and the first entry of the next page. */
type Position = { empty: number; start: EntryKey | null };

export function listEntries(backend: Backend, request: JsonObject): EntryPage {
  const { resourceNames, filter = '', orderBy = '', pageSize = 0, pageToken } = request;
  const limit = readPageSize(Number(pageSize));
  const descending = readOrder(String(orderBy));
  const parameters = [resourceNames, filter, orderBy];
  const position = readToken(parameters, pageToken) as Position | null;
  const { empty, start } = position ?? { empty: backend.faults.emptyPages, start: null };
  const query = backend.queries.get(JSON.stringify(parameters), () =>
    readQuery(resourceNames, filter, backend.clock()),
  );
  if (empty > 0) return new EntryPage([], writeToken(parameters, { empty: empty - 1, start } satisfies Position));
  const fresh = backend.faults.withoutRepeats(limit);
  const page = backend.store.page({ ...query, descending, start, limit: fresh, now: backend.clock() });
  const next = page.next === null ? '' : writeToken(parameters, { empty: 0, start: page.next } satisfies Position);
  return new EntryPage(backend.faults.repeat(page.entries, limit), next);
}

function readPageSize(pageSize: number): number {
  if (pageSize < 0) throw invalidArgument('page_size must not be negative');
  if (pageSize > MAX_PAGE_SIZE) throw invalidArgument(`page_size must not be greater than ${MAX_PAGE_SIZE}`);
  return pageSize === 0 ? DEFAULT_PAGE_SIZE : pageSize;
}

function readOrder(orderBy: string): boolean {
  const order = orderBy.trim().toLowerCase().replace(/\s+/g, ' ');
  if (order === 'timestamp desc') return true;
  if (order === '' || order === 'timestamp' || order === 'timestamp asc') return false;
  throw invalidArgument(`Invalid order_by '${orderBy}': only "timestamp asc" and "timestamp desc" are supported`);
}
