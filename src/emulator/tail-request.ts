/** The first message of a tail, checked. */
import type { Micros } from '../model.ts';
import { invalidArgument } from './api-error.ts';
import { type EntryQuery, readQuery } from './entry-query.ts';
import type { JsonObject } from './wire.ts';

const DEFAULT_WINDOW_MS = 2000;
const MAX_WINDOW_MS = 60_000;

export interface TailRequest {
  query: EntryQuery;
  /** How long entries are held back to be put in order. */
  windowMs: number;
}

/** INVALID_ARGUMENT where a resource name, the filter or the window (0 to 60 s) is not right. */
export function readTailRequest(request: JsonObject, now: Micros): TailRequest {
  const { resourceNames, filter, bufferWindow } = request;
  return { query: readQuery(resourceNames, filter, now), windowMs: readWindow(bufferWindow) };
}

/** A Duration in JSON is seconds and an `s`. */
function readWindow(window: unknown): number {
  if (window === undefined) return DEFAULT_WINDOW_MS;
  const ms = Number(String(window).replace(/s$/, '')) * 1000;
  if (ms >= 0 && ms <= MAX_WINDOW_MS) return ms;
  throw invalidArgument('buffer_window must be between 0 and 60 seconds');
}
