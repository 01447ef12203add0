/** When requests and connections come. */
import type { Micros } from '../../model.ts';
import type { Route, Service } from './schema.ts';
import { serve } from './serve.ts';
import type { Site, World } from './world.ts';

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
