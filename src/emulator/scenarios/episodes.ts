/** Faults and background that happen by themselves: on a timer or at fixed times, on some instance. */
import type { Micros } from '../../model.ts';
import { newSpan } from './entry.ts';
import { instanceId } from './instances.ts';
import { contextOf, originAt, say, type Trigger } from './say.ts';
import type { Revision } from './schema.ts';
import { isDown, probabilityAt } from './strikes.ts';
import { fill } from './template.ts';
import type { Episode, Site, World } from './world.ts';

/** An instance that an episode happens on. */
interface Host {
  id: string;
  revision: Revision;
}

/** Puts the timers and fixed times of all episodes on the agenda. */
export function scheduleEpisodes(world: World, site: Site): void {
  for (const episode of site.episodes) {
    for (const at of episode.at) world.agenda.push({ time: at, run: () => happen(world, site, episode, at) });
    if (episode.every === undefined) continue;
    if (!episode.perInstance) {
      scheduleTimer(world, site, episode, episode.every, episode);
      continue;
    }
    for (const instance of [...site.instances.values()].flat()) {
      if (episode.revisions && !episode.revisions.includes(instance.revision.name)) continue;
      const from = Math.max(instance.ready, episode.from);
      const until = Math.min(instance.to, episode.until);
      scheduleTimer(world, site, episode, episode.every, { from, until }, instance);
    }
  }
}

function scheduleTimer(
  world: World,
  site: Site,
  episode: Episode,
  every: Micros,
  { from, until }: { from: Micros; until: Micros },
  host?: Host,
): void {
  const random = site.random.fork(`${episode.name}@${from}@${host?.id ?? ''}`);
  const gap = () => Math.max(1, Math.round(episode.steady ? every * (0.98 + 0.04 * random.next()) : random.gap(every)));
  const next = (time: Micros) => {
    if (time >= until) return;
    world.agenda.push({
      time,
      run: () => {
        if (random.chance(probabilityAt(episode, time))) happen(world, site, episode, time, host);
        next(time + gap());
      },
    });
  };
  next(Math.max(from, world.scenario.start) + (episode.steady ? random.int(0, every) : gap()));
}

/** Writes the episode's lines once, on one or several instances. */
function happen(world: World, site: Site, episode: Episode, time: Micros, host?: Host): void {
  if (episode.healthy && isDown(site, time)) return;
  const hosts = host ? [host] : chooseHosts(world, site, episode, time);
  for (const [i, { id, revision }] of hosts.entries()) {
    const at = i === 0 ? time : time + site.random.int(20, 400);
    const origin = { site, revision, instance: id };
    const trigger = { time: at, end: at, origin, span: newSpan(site.random), inRequest: false, vars: {} };
    say(world, { ...trigger, vars: makeVars(world, trigger, episode.vars) }, episode.lines);
  }
}

function chooseHosts(world: World, site: Site, episode: Episode, time: Micros): Host[] {
  const names = episode.revisions ?? [...site.revisions.keys()];
  if (episode.newInstance) {
    const named = episode.revisions ? site.revisions.get(episode.revisions[0] ?? '') : undefined;
    const revision = named ?? originAt(world, site.service.name, time)?.revision;
    if (!revision) return [];
    return Array.from({ length: episode.instances }, () => ({ id: instanceId(site.random), revision }));
  }
  const all = names.flatMap((name) => site.instances.get(name) ?? []);
  const pool = all.filter((one) => one.ready <= time && time < one.to);
  const hosts: Host[] = [];
  while (hosts.length < episode.instances && pool.length > 0) {
    hosts.push(...pool.splice(site.random.int(0, pool.length - 1), 1));
  }
  return hosts;
}

/** Texts made once a trigger; a later one may use an earlier one. */
export function makeVars(world: World, trigger: Trigger, vars: Record<string, string>): Record<string, string> {
  let made = trigger.vars;
  for (const [name, text] of Object.entries(vars)) {
    made = { ...made, [name]: fill(text, contextOf(world, { ...trigger, vars: made }, trigger.time)) };
  }
  return made;
}
