/** Which revision serves when: the traffic of a service as its deployments and shifts made it. */
import type { Micros } from '../../model.ts';
import type { Random } from './random.ts';
import type { Revision, Service } from './schema.ts';

/** From `at` on the traffic is split like this (percent by revision). */
export interface Split {
  at: Micros;
  percent: Map<string, number>;
}

/** A stretch during which a revision has instances. `retired`: it ended because traffic went elsewhere. */
export interface Stretch {
  from: Micros;
  /** When the first traffic came. */
  live: Micros;
  to: Micros;
  retired: boolean;
}

/** From the audit entry of a traffic shift to its effect. */
export const SHIFT_DELAY: Micros = 1_100_000;

/** From a revision's creation to its first instance. */
export const ROLLOUT_DELAY: Micros = 1_200_000;

/** All splits of a service, oldest first. */
export function planTraffic(service: Service): Split[] {
  const changes: { at: Micros; apply: (now: Map<string, number>) => Map<string, number> }[] = [];
  for (const revision of service.revisions) {
    if (revision.live === undefined || revision.percent === 0) continue;
    const { name, percent } = revision;
    changes.push({ at: revision.live, apply: (now) => takeShare(now, name, percent) });
  }
  for (const shift of service.shifts) {
    changes.push({ at: shift.at + SHIFT_DELAY, apply: () => new Map(Object.entries(shift.to)) });
  }
  changes.sort((a, b) => a.at - b.at);
  let now = new Map<string, number>();
  return changes.map(({ at, apply }) => {
    now = apply(now);
    return { at, percent: now };
  });
}

function takeShare(now: Map<string, number>, name: string, percent: number): Map<string, number> {
  const next = new Map<string, number>();
  for (const [other, share] of now) {
    const rest = (share * (100 - percent)) / 100;
    if (other !== name && rest > 0) next.set(other, rest);
  }
  return next.set(name, percent);
}

/** When a revision has instances, up to `end`. Old ones go on for the service's `drain`. */
export function stretches(service: Service, plan: Split[], revision: Revision, end: Micros): Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | null = null;
  for (const { at, percent } of plan) {
    const serves = (percent.get(revision.name) ?? 0) > 0;
    if (serves && !open) {
      const first = at === revision.live;
      open = { from: first ? revision.created + ROLLOUT_DELAY : at - service.boot, live: at, to: end, retired: false };
      found.push(open);
    } else if (!serves && open) {
      open.to = Math.min(end, at + service.drain);
      open.retired = at + service.drain < end;
      open = null;
    }
  }
  if (found.length === 0 && revision.live !== undefined) {
    const from = revision.created + ROLLOUT_DELAY;
    found.push({ from, live: revision.live, to: end, retired: false });
  }
  return found;
}

/**
 * The revision that gets a request at `t`: by share; just after a change the old one still gets some, unless the request is `exact`.
 */
export function pickRevision(service: Service, plan: Split[], t: Micros, random: Random, exact = false): string | null {
  let at = plan.length - 1;
  while (at >= 0 && plan[at]!.at > t) at--;
  const current = plan[at];
  if (!current) return null;
  const previous = plan[at - 1];
  const straggles = previous && !exact && random.next() < 0.5 * Math.exp((-8 * (t - current.at)) / (service.drain + 1));
  return pickShare((straggles ? previous : current).percent, random);
}

function pickShare(percent: Map<string, number>, random: Random): string | null {
  const total = [...percent.values()].reduce((sum, share) => sum + share, 0);
  let draw = random.next() * total;
  for (const [name, share] of percent) {
    draw -= share;
    if (draw < 0) return name;
  }
  return [...percent.keys()].at(-1) ?? null;
}
