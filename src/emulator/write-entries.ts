/** google.logging.v2.LoggingServiceV2/WriteLogEntries. */
import type { RawEntry } from '../model.ts';
import { formatTime } from '../text/time.ts';
import { ApiError, invalidArgument } from './api-error.ts';
import type { Backend } from './backend.ts';
import { isObject, type JsonObject } from './wire.ts';

const LOG_NAME = /^(?:projects|organizations|folders|billingAccounts)\/[^/]+\/logs\/[^/]+$/;

/** Adds the entries, with what the request says for all of them merged in. With `dryRun` they are only checked. */
export function writeEntries(backend: Backend, request: JsonObject): JsonObject {
  const entries = Array.isArray(request.entries) ? (request.entries as RawEntry[]) : [];
  const now = backend.clock();
  const good: RawEntry[] = [];
  const errors: Record<string, JsonObject> = {};
  entries.forEach((entry, index) => {
    const merged = merge(request, entry, formatTime(now));
    const error = check(merged);
    if (error === null) good.push(merged);
    else errors[index] = { code: error.grpcCode, message: error.message };
  });
  const failed = Object.values(errors)[0];
  if (failed !== undefined && request.partialSuccess !== true) throw invalidArgument(String(failed.message));
  if (request.dryRun !== true) backend.store.append(good, now, backend.faults.delay);
  if (failed !== undefined) throw partialErrors(String(failed.message), errors);
  return {};
}

/** The entry's own fields win over the request's; labels are merged one by one. */
function merge(request: JsonObject, entry: RawEntry, now: string): RawEntry {
  const { logName = request.logName, resource = request.resource, labels, timestamp = now, ...rest } = entry;
  const shared = isObject(request.labels) ? request.labels : {};
  const own = isObject(labels) ? labels : {};
  const merged = { ...shared, ...own };
  return {
    ...rest,
    logName,
    resource,
    timestamp,
    receiveTimestamp: now,
    ...(Object.keys(merged).length > 0 && { labels: merged }),
  };
}

function check(entry: RawEntry): ApiError | null {
  if (typeof entry.logName !== 'string' || !LOG_NAME.test(entry.logName)) {
    return invalidArgument(`Log name contains illegal character or is missing: '${entry.logName ?? ''}'`);
  }
  if (!isObject(entry.resource) || typeof entry.resource.type !== 'string') {
    return invalidArgument('A monitored resource must be specified for each log entry.');
  }
  return null;
}

function partialErrors(message: string, logEntryErrors: Record<string, JsonObject>): ApiError {
  return new ApiError('INVALID_ARGUMENT', message, [
    { '@type': 'type.googleapis.com/google.logging.v2.WriteLogEntriesPartialErrors', logEntryErrors },
  ]);
}
