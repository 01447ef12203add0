/** Which entries a request is about: its resource names and its filter, checked as Google checks them. */

import { compile, FilterError, parseFilter, timeBounds } from '../filter/index.ts';
import type { Micros } from '../model.ts';
import { invalidArgument } from './api-error.ts';
import type { StoredEntry } from './stored-entry.ts';

export interface EntryQuery {
  accepts(entry: StoredEntry): boolean;
  /** Bounds on the timestamp that the filter implies (inclusive), null where it implies none. */
  from: Micros | null;
  to: Micros | null;
}

const MAX_RESOURCES = 100;
const MAX_FILTER = 20_000;
const RESOURCE =
  /^((?:projects|organizations|folders|billingAccounts)\/[^/]+)(?:\/locations\/[^/]+\/buckets\/[^/]+\/views\/[^/]+)?$/;

/** Reads `resourceNames` and `filter`; INVALID_ARGUMENT where they are not right. */
export function readQuery(resourceNames: unknown, filterText: unknown, now: Micros): EntryQuery {
  const parents = readParents(resourceNames);
  const text = typeof filterText === 'string' ? filterText : '';
  if (text.length > MAX_FILTER) throw invalidArgument(`Filter must not be longer than ${MAX_FILTER} characters`);
  const inParents = (entry: StoredEntry): boolean => entry.parent === '' || parents.has(entry.parent);
  if (text.trim() === '') return { accepts: inParents, from: null, to: null };
  const { accepts, from, to } = readFilter(text, now);
  return { accepts: (entry) => inParents(entry) && accepts(entry.raw), from, to };
}

/** The `projects/P` (folders/F, …) of resource names; a log view stands for all of its project. */
export function readParents(resourceNames: unknown): Set<string> {
  const names = Array.isArray(resourceNames) ? resourceNames.map(String) : [];
  if (names.length === 0) throw invalidArgument('At least one resource_name must be specified');
  if (names.length > MAX_RESOURCES) throw invalidArgument(`At most ${MAX_RESOURCES} resource_names may be specified`);
  return new Set(names.map(parentOf));
}

function parentOf(name: string): string {
  const match = RESOURCE.exec(name);
  if (match === null) throw invalidArgument(`Invalid resource name: '${name}'`);
  return match[1]!;
}

function readFilter(text: string, now: Micros) {
  try {
    const filter = parseFilter(text);
    return { accepts: compile(filter, { now }), ...timeBounds(filter) };
  } catch (error) {
    if (error instanceof FilterError)
      throw invalidArgument(`Unparseable filter: ${error.what} ${place(text, error.position)}`);
    throw error;
  }
}

/** Where in the text, as Google counts: `at line 1, column 5`. */
function place(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  return `at line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}
