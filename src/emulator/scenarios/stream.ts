/** Runs a scenario. */
import type { RawEntry } from '../../model.ts';
import type { RunState } from '../run-state.ts';
import { adminState } from './admin.ts';
import { deploymentEntries } from './deployments.ts';
import { scheduleEpisodes } from './episodes.ts';
import { scheduleInstances } from './lifecycle.ts';
import type { Scenario } from './schema.ts';
import { scheduleTraffic } from './traffic.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/**
 * The scenario's entries in the order of their timestamps, in the form of `gcloud logging read --format=json`, made as they are
 * asked for: memory holds what is under way, however many days the scenario spans. The same scenario and seed give the same entries.
 */
export function* streamScenario(scenario: Scenario, options: WorldOptions = {}): Generator<RawEntry, void> {
  const world = createWorld(scenario, options);
  const { agenda, out } = world;
  schedule(world);
  for (let event = agenda.pop(); event; event = agenda.pop()) {
    if (event.time >= scenario.end) break;
    while (out.size > 0 && out.peek()!.time < event.time) yield out.pop()!.entry;
    event.run();
  }
  while (out.size > 0) yield out.pop()!.entry;
}

/** All entries at once, and what the Cloud Run Admin API says at the scenario's end. */
export function expandScenario(
  scenario: Scenario,
  options: WorldOptions = {},
): { entries: RawEntry[]; runState: RunState } {
  return {
    entries: [...streamScenario(scenario, options)],
    runState: adminState(createWorld(scenario, options)),
  };
}

function schedule(world: World): void {
  for (const site of world.sites.values()) {
    for (const item of deploymentEntries(world, site)) world.out.push(item);
    scheduleInstances(world, site);
    scheduleEpisodes(world, site);
    scheduleTraffic(world, site);
  }
}
