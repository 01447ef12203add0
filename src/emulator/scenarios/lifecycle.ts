/** What an instance's start and end leave in the log. */
import type { Micros } from '../../model.ts';
import { emitContainer, newSpan, type Origin } from './entry.ts';
import type { Instance } from './instances.ts';
import { say, type Trigger } from './say.ts';
import { isDown } from './strikes.ts';
import type { Site, World } from './world.ts';

const REASONS: Record<Instance['reason'], string> = {
  DEPLOYMENT_ROLLOUT:
    'Instance started due to traffic shifting between revisions due to deployment, traffic split adjustment, or deployment health check.',
  AUTOSCALING:
    'Instance started due to configured scaling factors (e.g. CPU utilization, request throughput, etc.) or no existing capacity for current traffic.',
};

/** Puts the starts and ends of all instances on the agenda. */
export function scheduleInstances(world: World, site: Site): void {
  for (const instance of [...site.instances.values()].flat()) {
    const origin: Origin = { site, revision: instance.revision, instance: instance.id };
    world.agenda.push({ time: instance.from, run: () => start(world, instance, origin) });
    world.agenda.push({ time: instance.to, run: () => stop(world, instance, origin) });
  }
}

function start(world: World, instance: Instance, origin: Origin): void {
  const { site } = origin;
  if (isDown(site, instance.from)) return;
  const text = `Starting new instance. Reason: ${instance.reason} - ${REASONS[instance.reason]}`;
  emitContainer(world, origin, instance.from, { log: 'system', severity: 'INFO', text });
  const time = instance.from + Math.round((instance.ready - instance.from) * 0.4);
  say(world, moment(origin, time, instance.ready), site.service.startup, instance.ready);
  const { name, port } = site.service;
  const probe = `Default STARTUP TCP probe succeeded after 1 attempt for container "${name}-1" on port ${port}.`;
  emitContainer(world, origin, instance.ready, { log: 'system', severity: 'INFO', text: probe });
}

function stop(world: World, instance: Instance, origin: Origin): void {
  if (isDown(origin.site, instance.to)) return;
  if (instance.retired) {
    emitContainer(world, origin, instance.to, {
      log: 'system',
      severity: 'INFO',
      text: 'Shutting down user disabled instance',
    });
  }
  say(world, moment(origin, instance.to, instance.to), origin.site.service.shutdown);
}

function moment(origin: Origin, time: Micros, end: Micros): Trigger {
  return { time, end, origin, span: newSpan(origin.site.random), inRequest: false, vars: {} };
}
