/** The container instances of a revision: when each starts, is ready and ends. */
import type { Micros } from '../../model.ts';
import type { Stretch } from './plan.ts';
import type { Random } from './random.ts';
import type { Revision, Service } from './schema.ts';

export interface Instance {
  id: string;
  revision: Revision;
  from: Micros;
  ready: Micros;
  to: Micros;
  reason: 'DEPLOYMENT_ROLLOUT' | 'AUTOSCALING';
  /** It ends because its revision lost its traffic. */
  retired: boolean;
}

/** A new instance id in Cloud Run's form. */
export function instanceId(random: Random): string {
  return `00${random.hex(158)}`;
}

/**
 * All instances of one stretch of a revision, by start. One that was there before `start` has been running for a random part of its
 * life; later ones replace it as autoscaling does.
 */
export function planInstances(
  service: Service,
  revision: Revision,
  stretch: Stretch,
  start: Micros,
  random: Random,
): Instance[] {
  const found: Instance[] = [];
  for (let slot = 0; slot < service.instances; slot++) {
    let from = slot === 0 ? stretch.from : stretch.live + random.int(150_000, 2_500_000);
    let reason: Instance['reason'] = 'DEPLOYMENT_ROLLOUT';
    if (from < start) {
      from = start - Math.floor(random.next() * service.lifetime[0]);
      reason = 'AUTOSCALING';
    }
    while (from < stretch.to) {
      const boot =
        slot === 0 && from === stretch.from ? Math.min(service.boot, (stretch.live - from) * 0.7) : service.boot;
      const ready = from + Math.round(boot);
      const to = Math.min(stretch.to, ready + random.int(...service.lifetime));
      const retired = to === stretch.to && stretch.retired;
      found.push({ id: instanceId(random), revision, from, ready, to, reason, retired });
      from = to - service.boot;
      if (to === stretch.to) break;
      reason = 'AUTOSCALING';
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Those that serve at `t`; where none does, the one that is nearest to it. */
export function servingAt(instances: readonly Instance[], t: Micros): Instance[] {
  const ready = instances.filter((one) => one.ready <= t && t < one.to);
  if (ready.length > 0 || instances.length === 0) return ready;
  const distance = (one: Instance) => (t < one.ready ? one.ready - t : t - one.to);
  return [instances.reduce((best, one) => (distance(one) < distance(best) ? one : best))];
}
