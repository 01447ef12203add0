/** One request or connection: who answers, which faults strike it, what it leaves in the log. */
import type { Micros } from '../../model.ts';
import { newSpan, type Origin } from './entry.ts';
import { makeVars } from './episodes.ts';
import { servingAt } from './instances.ts';
import type { Random } from './random.ts';
import { emitRequest } from './request.ts';
import { contextOf, firstTime, originAt, say, type Trigger } from './say.ts';
import type { Route } from './schema.ts';
import { strikes } from './strikes.ts';
import { fill } from './template.ts';
import type { Episode, Site, World } from './world.ts';

/** A call at a fixed time, of which some things are given. */
export type Call = Route['calls'][number];

interface Outcome {
  status: number;
  latency: Micros;
  /** The platform's remark. */
  text: string | undefined;
}

/** Writes all that a request at `time` leaves in the log. */
export function serve(world: World, site: Site, route: Route, time: Micros, random: Random, call?: Call): void {
  const origin = originOf(world, site, route, time, call);
  if (!origin) return;
  const arrival = arrive(world, origin, route, time, random, call);
  const struck = strikes(world, arrival, route);
  const { status, latency, text } = outcomeOf(route, struck, random, call);
  const path = fill(route.path, contextOf(world, arrival, time));
  const vars = { ...arrival.vars, path, method: route.method, status: String(status), reason: REASONS[status] ?? '' };
  const trigger = { ...arrival, end: time + latency, vars };
  sayAll(world, trigger, route, struck);
  const http = { method: route.method, path, status, latency, agent: route.agent, text };
  emitRequest(world, origin, time, http, trigger.span);
}

function originOf(world: World, site: Site, route: Route, time: Micros, call: Call | undefined): Origin | null {
  if (route.revision === undefined) return originAt(world, site.service.name, time, call !== undefined);
  const revision = site.revisions.get(route.revision);
  if (!revision || time < revision.created) return null;
  return { site, revision, instance: servingAt(site.instances.get(revision.name) ?? [], time)[0]?.id ?? null };
}

function arrive(world: World, origin: Origin, route: Route, time: Micros, random: Random, call?: Call): Trigger {
  const user = call?.user ?? pickUser(route, random);
  const given = { user, ...call?.vars };
  const trigger = { time, end: time, origin, span: newSpan(random), inRequest: true, vars: given };
  const fresh = Object.fromEntries(Object.entries(route.vars).filter(([name]) => !(name in given)));
  return { ...trigger, vars: makeVars(world, trigger, fresh) };
}

/** What becomes of it; of several faults the last decides. */
function outcomeOf(route: Route, struck: Episode[], random: Random, call?: Call): Outcome {
  const result: Outcome = {
    status: call?.status ?? (route.websocket ? 101 : pickStatus(route, random)),
    latency: call?.latency ?? Math.round(random.between(...route.latency)),
    text: undefined,
  };
  for (const { outcome } of struck) {
    if (outcome?.status !== undefined) result.status = outcome.status;
    if (outcome?.latency) result.latency = random.int(...outcome.latency);
    if (outcome?.text !== undefined) result.text = outcome.text;
  }
  return result;
}

/** The healthy lines as far as the faults leave them, then the faults' own. */
function sayAll(world: World, trigger: Trigger, route: Route, struck: Episode[]): void {
  let before = Number.POSITIVE_INFINITY;
  for (const fault of struck) {
    if (fault.keep === 'none') before = Number.NEGATIVE_INFINITY;
    if (fault.keep === 'before') before = Math.min(before, firstTime(trigger, fault.lines));
  }
  say(world, trigger, route.lines, before);
  for (const fault of struck) say(world, { ...trigger, vars: makeVars(world, trigger, fault.vars) }, fault.lines);
}

function pickUser(route: Route, random: Random): string {
  if (Array.isArray(route.users)) return random.pick(route.users);
  return `user-${String(random.int(1, route.users)).padStart(4, '0')}`;
}

function pickStatus(route: Route, random: Random): number {
  const weights = Object.entries(route.status);
  let draw = random.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [status, weight] of weights) {
    draw -= weight;
    if (draw < 0) return Number(status);
  }
  return 200;
}

/** Phrases as access logs print them. */
const REASONS: Record<number, string> = {
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
