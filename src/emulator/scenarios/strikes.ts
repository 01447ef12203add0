/** Which faults strike a request. */
import type { Micros } from '../../model.ts';
import type { Trigger } from './say.ts';
import type { Route } from './schema.ts';
import type { Episode, Site, World } from './world.ts';

/** The episodes that strike this request, counting it on the way. */
export function strikes(world: World, trigger: Trigger, route: Route): Episode[] {
  const { site, revision } = trigger.origin;
  return site.episodes.filter((episode) => {
    if (!episode.on || !(episode.on.includes(route.name) || episode.on.includes('*'))) return false;
    if (trigger.time < episode.from || trigger.time >= episode.until) return false;
    if (episode.revisions && !episode.revisions.includes(revision?.name ?? '')) return false;
    return overLimit(world, trigger, episode) && site.random.chance(probabilityAt(episode, trigger.time));
  });
}

function overLimit(world: World, trigger: Trigger, episode: Episode): boolean {
  if (!episode.counter) return true;
  const { site, revision, instance } = trigger.origin;
  const by = { user: trigger.vars.user, instance, service: '' }[episode.counter.by];
  const key = `${episode.name}/${site.service.name}/${revision?.name}/${by}`;
  const count = (world.counters.get(key) ?? 0) + 1;
  world.counters.set(key, count);
  return count > episode.counter.limit;
}

/** An episode's probability at `t`, on its way up where it has a `rise`. */
export function probabilityAt(episode: Episode, t: Micros): number {
  if (episode.rise === 0) return episode.probability;
  return episode.probability * Math.min(1, (t - episode.from) / episode.rise);
}

/** Whether a fault has the service down. */
export function isDown(site: Site, t: Micros): boolean {
  return site.episodes.some((one) => one.silent && one.from <= t && t < one.until);
}
