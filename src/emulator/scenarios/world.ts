/** What the parts of a running scenario share: its clock, its chance, its services, and the entries not yet given out. */
import type { Micros, RawEntry } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { TimeQueue } from './heap.ts';
import { type Instance, planInstances } from './instances.ts';
import { planTraffic, type Split, stretches } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import type { Background, Fault, Revision, Scenario, Service } from './schema.ts';

/** A fault, or a service's background as one; with its span filled in. */
export interface Episode extends Fault {
  from: Micros;
  until: Micros;
  /** Background: it stops while the service is down. */
  healthy: boolean;
}

/** A service with its traffic and instances laid out. */
export interface Site {
  service: Service;
  host: string;
  plan: Split[];
  revisions: Map<string, Revision>;
  instances: Map<string, Instance[]>;
  episodes: Episode[];
  random: Random;
}

/** Something that happens at a scenario time and may write entries from then on, never earlier. */
export interface Event {
  time: Micros;
  run(): void;
}

export interface World {
  scenario: Scenario;
  sites: Map<string, Site>;
  random: Random;
  agenda: TimeQueue<Event>;
  /** Entries in waiting: at most those of the events that run. */
  out: TimeQueue<{ time: Micros; entry: RawEntry }>;
  /** Scenario time to the time that entries show. */
  clock(t: Micros): Micros;
  /** The same as RFC 3339. */
  stamp(t: Micros): string;
  /** A new insertId: those of equal times sort in the order made. */
  insertId(t: Micros): string;
  /** Hands an entry out, if it falls inside the scenario. */
  emit(t: Micros, entry: RawEntry): void;
  /** Requests so far, by what a fault counts. */
  counters: Map<string, number>;
}

export interface WorldOptions {
  /** The time at which the scenario's anchor falls; default: where it is. */
  start?: Micros;
  seed?: number;
}

export function createWorld(scenario: Scenario, options: WorldOptions = {}): World {
  const shift = options.start === undefined ? 0 : options.start - (scenario.anchor ?? scenario.end);
  const random = createRandom(`${scenario.name}/${options.seed ?? scenario.seed}`);
  const out: World['out'] = new TimeQueue();
  let made = 0;
  const clock = (t: Micros) => t + shift;
  return {
    scenario,
    sites: new Map(scenario.services.map((service) => [service.name, createSite(scenario, service, random)])),
    random,
    agenda: new TimeQueue(),
    out,
    clock,
    stamp: (t) => formatTime(clock(t)),
    insertId: (t) => {
      const seconds = Math.floor(clock(t) / 1_000_000).toString(16);
      return `${seconds}000${(clock(t) % 1_000_000).toString(16).padStart(5, '0')}${(made++).toString(16).padStart(8, '0')}`;
    },
    emit: (t, entry) => {
      if (t >= scenario.start && t < scenario.end) out.push({ time: t, entry });
    },
    counters: new Map(),
  };
}

function createSite(scenario: Scenario, service: Service, chance: Random): Site {
  const random = chance.fork(service.name);
  const plan = planTraffic(service);
  const instances = new Map(
    service.revisions.map((revision) => [
      revision.name,
      stretches(service, plan, revision, scenario.end).flatMap((stretch) =>
        planInstances(service, revision, stretch, scenario.start, random.fork(`${revision.name}@${stretch.live}`)),
      ),
    ]),
  );
  const background = service.background.map((one) => withSpan(scenario, service, asFault(one, service.name), true));
  const faults = scenario.faults.filter((one) => one.services.includes(service.name));
  return {
    service,
    host: `${service.name}-${random.hex(10)}-uc.a.run.app`,
    plan,
    revisions: new Map(service.revisions.map((revision) => [revision.name, revision])),
    instances,
    episodes: [...background, ...faults.map((one) => withSpan(scenario, service, one, false))],
    random,
  };
}

function asFault(one: Background, service: string): Fault {
  return { ...one, services: [service], keep: 'all', silent: false };
}

/** An episode begins with the one revision it names, else with the scenario. */
function withSpan(scenario: Scenario, service: Service, one: Fault, healthy: boolean): Episode {
  const only = one.revisions?.length === 1 ? service.revisions.find((r) => r.name === one.revisions![0]) : undefined;
  const from = one.from ?? Math.max(scenario.start, only?.live ?? only?.created ?? scenario.start);
  return { ...one, from, until: one.until ?? scenario.end, healthy };
}
