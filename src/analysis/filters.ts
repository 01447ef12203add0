/** Logging filters that find the entries behind the numbers of a report. */

import { and, anyOf, or, quote } from '../filter/index.ts';
import type { EntryQuery } from '../model.ts';
import { isContainer } from '../text/log-kind.ts';
import { formatTime } from '../text/time.ts';
import { clauseFor, findsIn } from './clauses.ts';
import type { ClusterRecord } from './clusters.ts';
import { KINDS } from './kinds.ts';
import { membersIn } from './members.ts';
import type { Window } from './window.ts';

/** What a container writes at these levels is no failure, whatever it quotes. */
const SAYS_FAILURE = `NOT ${anyOf('severity', ['DEBUG', 'INFO'])}`;

/** The kinds that a clause was made from, to know when it has to be made anew. */
interface Made {
  kinds: string;
  parts: string[];
}

const made = new WeakMap<ClusterRecord, Made>();

/** What the entries of a cluster have in common, as a filter. */
function clausesOf(cluster: ClusterRecord, needles: readonly string[]): string[] {
  const kinds = [...cluster.kinds]
    .map(([template, { entry }]) => `${template} ${entry.id}`)
    .sort()
    .join('\n');
  const known = made.get(cluster);
  if (known?.kinds === kinds) return known.parts;
  const clauses = [...cluster.kinds.values()].map((kind) => clauseFor(kind, needles, cluster.template));
  // Beyond the kinds that are held, each match of a rule holds one of its needles, and each member of a group what all share.
  const isSure = cluster.kinds.size < KINDS || clauses.every((clause) => clause === clauses[0]);
  const rest = isSure || needles.length === 0 ? [] : needles.slice(0, KINDS).map((needle) => quote(needle));
  const text = or(...[...new Set([...clauses, ...rest])].sort());
  const isFailing = [...cluster.kinds.values()].every(
    (kind) => isContainer(kind.entry.log) && findsIn(SAYS_FAILURE, kind) > 0,
  );
  const parts = [text, isFailing ? SAYS_FAILURE : ''];
  made.set(cluster, { kinds, parts });
  return parts;
}

/** Labels that name a service, a job, a function. */
const NAMES = ['service_name', 'job_name', 'function_name'];

/** The resource that a cluster's entries are of: a service, or a job. */
function resourceOf({ service, samples }: ClusterRecord): string[] {
  const resource = samples.map((sample) => sample.raw().resource).find((found) => found !== undefined);
  const { type, labels } = (resource ?? {}) as { type?: unknown; labels?: Record<string, unknown> };
  const label = NAMES.find((name) => labels?.[name] === service) ?? 'service_name';
  const named = service === '' ? '' : `resource.labels.${label}=${quote(service)}`;
  return [`resource.type=${quote(String(type ?? 'cloud_run_revision'))}`, named];
}

/** A Logging filter that finds a cluster's entries of the window. */
export function filterFor(cluster: ClusterRecord, window: Window, needles: readonly string[]): string {
  if (cluster.expectation) return requestsFilter(cluster.expectation.traces, window);
  return and(...resourceOf(cluster), ...clausesOf(cluster, needles), ...during(window));
}

function during({ from, to }: Window): string[] {
  return [`timestamp>=${quote(formatTime(from))}`, `timestamp<=${quote(formatTime(to))}`];
}

/**
 * The filter, and how many of the failures that it finds are counted as the cluster.
 *
 * @param all clusters of the same service
 */
export function queryFor(
  cluster: ClusterRecord,
  window: Window,
  needles: readonly string[],
  all: readonly ClusterRecord[],
): EntryQuery {
  const { signature, service } = cluster;
  const filter = filterFor(cluster, window, needles);
  const counted = membersIn(cluster, window.from, window.to).length;
  // Whole requests, of which one line each is counted.
  if (cluster.expectation) return { signature, service, filter, counted, found: null };
  const clause = and(...clausesOf(cluster, needles));
  const found = all.reduce((sum, other) => sum + foundIn(clause, other, window), 0);
  return { signature, service, filter, counted, found: Math.max(found, counted) };
}

/** Entries of a cluster in the window that a clause finds; what is of no kind that is held is taken to be like the first. */
function foundIn(clause: string, cluster: ClusterRecord, { from, to }: Window): number {
  const finds = [...cluster.kinds.values()].map((kind) => (clause === '' ? 1 : findsIn(clause, kind)));
  const [first] = finds;
  const isAlike = finds.every((found) => found === first);
  if (isAlike && first === 0) return 0;
  const { members, length } = membersIn(cluster, from, to);
  if (isAlike) return first! * length;
  const byName = new Map([...cluster.kinds.keys()].map((name, i) => [name, finds[i]!]));
  const like = byName.get([...byName.keys()].sort()[0]!)!;
  const found = members.reduce((sum, { kind }) => sum + (byName.get(kind) ?? like), 0);
  // Of too many members those that are held stand for all.
  return members.length > 0 ? Math.round((found * length) / members.length) : like * length;
}

/** All that some requests logged. */
function requestsFilter(traces: readonly string[], window: Window): string {
  return and(
    'resource.type="cloud_run_revision"',
    `(${traces.map((trace) => `trace:${quote(trace)}`).join(' OR ')})`,
    ...during(window),
  );
}
