import type { Micros } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Revisions, ServiceFrame } from './frame.ts';
import { membersIn } from './members.ts';
import type { Occurrence } from './occurrence.ts';

/** Members whose requests are looked up. */
const LOOKED_AT = 100;
/** So many of them have to be of a request whose route is known. */
const KNOWN = 0.8;
/** On more routes than these it is no matter of one route. */
const ROUTES = 5;

/** The routes on which a failure shows; null where that is not known, or where it shows all over. */
export function routesOf(
  members: readonly Occurrence[],
  { service, routes }: ServiceFrame,
): ReadonlySet<number> | null {
  const step = Math.max(1, Math.floor(members.length / LOOKED_AT));
  const looked = members.filter((_, i) => i % step === 0).map(({ trace }) => routes.ofTrace(service, trace));
  const known = looked.filter((route) => route !== null);
  if (known.length === 0 || known.length < looked.length * KNOWN) return null;
  const found = new Set(known);
  return found.size > ROUTES ? null : found;
}

/** Which requests: of some revisions, in a span. */
export type Calls = readonly [from: Micros, to: Micros, by?: Revisions];

/** Requests that were served before and since. */
export interface Called {
  before: number;
  after: number;
}

/** How often the failure's own routes were called before and since; null where that is not known. */
export function calledOf(cluster: ClusterRecord, since: Calls, before: Calls, frame: ServiceFrame): Called | null {
  if (!frame.routes.tells(frame.service)) return null;
  const routes = routesOf(membersIn(cluster, since[0], since[1]).members, frame);
  if (routes === null) return null;
  const [earlier, later] = [frame.called(routes, ...before), frame.called(routes, ...since)];
  return earlier === null || !later ? null : { before: earlier, after: later };
}

/** How much more was served before than since: on the failure's own routes, where these are known; null where no requests tell. */
export function shareBefore(cluster: ClusterRecord, since: Calls, before: Calls, frame: ServiceFrame): number | null {
  const called = calledOf(cluster, since, before, frame);
  if (called) return called.before / called.after;
  const [earlier, later] = [frame.served(...before).requests, frame.served(...since).requests];
  return earlier > 0 && later > 0 ? earlier / later : null;
}
