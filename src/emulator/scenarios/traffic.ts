/** Requests and connections: when they come, who answers, what they leave in the log. */
import type { Micros } from '../../model.ts';
import { newSpan, type Origin } from './entry.ts';
import { makeVars } from './episodes.ts';
import { servingAt } from './instances.ts';
import type { Random } from './random.ts';
import { emitRequest } from './request.ts';
import { contextOf, firstTime, originAt, say, type Trigger } from './say.ts';
import type { Route, Service } from './schema.ts';
import { strikes } from './strikes.ts';
import { fill } from './template.ts';
import type { Site, World } from './world.ts';

type Call = Route['calls'][number];

const MINUTE = 60_000_000;
const DAY = 86_400_000_000;

/** Puts the arrivals of all routes on the agenda. */
export function scheduleTraffic(world: World, site: Site): void {
  for (const route of site.service.routes) {
    for (const call of route.calls) {
      world.agenda.push({ time: call.at, run: () => serve(world, site, route, call.at, site.random, call) });
    }
    if (route.perMinute > 0) scheduleArrivals(world, site, route);
  }
}

/** A Poisson process whose rate swings over the day, by thinning (Lewis and Shedler 1979). */
function scheduleArrivals(world: World, site: Site, route: Route): void {
  const random = site.random.fork(`route/${route.name}`);
  const until = route.until ?? world.scenario.end;
  const most = route.perMinute * (1 + site.service.swing);
  const next = (after: Micros) => {
    const time = after + Math.max(1, Math.round(random.gap(MINUTE / most)));
    if (time >= until) return;
    world.agenda.push({
      time,
      run: () => {
        if (random.chance(level(site.service, time) / (1 + site.service.swing)))
          serve(world, site, route, time, random);
        next(time);
      },
    });
  };
  next(Math.max(route.from ?? 0, world.scenario.start));
}

/** Traffic at this time of day against its mean. */
function level(service: Service, t: Micros): number {
  const turn = ((t % DAY) / DAY - service.peak / 24) * 2 * Math.PI;
  return 1 + service.swing * Math.cos(turn);
}

function serve(world: World, site: Site, route: Route, time: Micros, random: Random, call?: Call): void {
  const origin =
    route.revision === undefined
      ? originAt(world, site.service.name, time, call !== undefined)
      : pinned(site, route.revision, time);
  if (!origin) return;
  const user = call?.user ?? pickUser(route, random);
  let status = call?.status ?? (route.websocket ? 101 : pickStatus(route, random));
  let latency = call?.latency ?? Math.round(random.between(...route.latency));
  const trigger: Trigger = { time, end: time + latency, origin, span: newSpan(random), vars: { user, ...call?.vars } };
  const fresh = Object.fromEntries(Object.entries(route.vars).filter(([name]) => call?.vars[name] === undefined));
  trigger.vars = makeVars(world, trigger, fresh);
  const struck = strikes(world, trigger, route);
  let text: string | undefined;
  for (const { outcome } of struck) {
    status = outcome?.status ?? status;
    if (outcome?.latency) latency = random.int(...outcome.latency);
    text = outcome?.text ?? text;
  }
  trigger.end = time + latency;
  const path = fill(route.path, contextOf(world, trigger, time));
  trigger.vars = { ...trigger.vars, path, method: route.method, status: String(status), reason: REASONS[status] ?? '' };
  const told = struck.map((one) => ({ ...one, trigger: { ...trigger, vars: makeVars(world, trigger, one.vars) } }));
  const firsts = told.map((one) =>
    one.keep === 'before' ? firstTime(one.trigger, one.lines) : Number.POSITIVE_INFINITY,
  );
  if (!struck.some((one) => one.keep === 'none')) say(world, trigger, route.lines, Math.min(...firsts));
  for (const one of told) say(world, one.trigger, one.lines);
  emitRequest(
    world,
    origin,
    time,
    { method: route.method, path, status, latency, agent: route.agent, text },
    trigger.span!,
  );
}

/** The one revision that answers a tagged URL, ready or not. */
function pinned(site: Site, name: string, time: Micros): Origin | null {
  const revision = site.revisions.get(name);
  if (!revision || time < revision.created) return null;
  return { site, revision, instance: servingAt(site.instances.get(name) ?? [], time)[0]?.id ?? null };
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
