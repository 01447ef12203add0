/** An incident's stage before anything goes wrong on it: how long, how many services, how much traffic, how the log gets to the user. */
import { createRandom, type Random } from '../../src/emulator/scenarios/random.ts';
import { type Damage, type Draft, HOUR, MINUTE, SECOND, type ServiceDraft } from './draft.ts';
import { makeFleet } from './fleet.ts';

/** Months of 2025, in seconds. */
const FROM = Date.UTC(2025, 1, 1) / 1000;
const DAYS = 290;

export interface StagePlan {
  family: string;
  seed: number;
  /** Another draw for the same seed, after one whose truth could not be told from its logs. */
  attempt: number;
  services?: [number, number];
  ownWords?: boolean;
  /** Least entries of requests. */
  least?: number;
}

export interface Stage extends Draft {
  /** When the change happens that the incident is about. */
  t0: number;
}

export function makeStage({ family, seed, attempt, services, ownWords = false, least = 0 }: StagePlan): Stage {
  const random = createRandom(`causes/${family}/${seed}/${attempt}`);
  const before = random.int(80, 300) * MINUTE;
  const after = random.int(22, 110) * MINUTE;
  const start = (FROM + random.int(0, DAYS * 86_400)) * SECOND;
  const count = random.int(...(services ?? pickCount(random)));
  const entries = Math.max(least, pickEntries(random), count * 60);
  const end = start + before + after;
  return {
    family,
    random,
    project: 'example-prod',
    start,
    end,
    services: makeFleet(random.fork('fleet'), { services: count, entries, start, end }),
    faults: [],
    causes: [],
    damage: pickDamage(random.fork('damage')),
    ownWords,
    said: new Set(),
    byHand: null,
    noticed: start + before,
    sinceDeploy: false,
    t0: start + before + random.int(0, 59_999_999),
  };
}

function pickCount(random: Random): [number, number] {
  return random.chance(0.82) ? [1, 6] : [10, 40];
}

/** From sparse to heavy. */
function pickEntries(random: Random): number {
  const draw = random.next();
  if (draw < 0.25) return random.int(90, 700);
  if (draw < 0.8) return random.int(700, 4_500);
  if (draw < 0.96) return random.int(4_500, 8_000);
  return random.int(8_000, 24_000);
}

function pickDamage(random: Random): Damage {
  const some = (p: number, high: number) => (random.chance(p) ? random.next() * high : 0);
  return {
    lost: some(0.5, 0.1),
    doubled: some(0.25, 0.08),
    untraced: random.chance(0.3) ? random.pick([0.3, 1]) : 0,
    unranked: random.chance(0.25) ? random.pick([0.5, 1]) : 0,
    shuffled: random.chance(0.3),
    skew: random.chance(0.5) ? random.int(1, 1_000) * 1_000 : 0,
    bare: false,
  };
}

/** One of the services with enough traffic for a fault of it to show: its requests come at least this often a minute. */
export function pickBusy(stage: Stage, perMinute = 0.15, not: readonly ServiceDraft[] = []): ServiceDraft {
  const rest = stage.services.filter((one) => !not.includes(one));
  const busy = rest.filter((one) => one.perMinute >= perMinute);
  if (busy.length > 0) return stage.random.pick(busy);
  const most = rest.reduce((best, one) => (one.perMinute > best.perMinute ? one : best));
  raiseTraffic(most, perMinute);
  return most;
}

function raiseTraffic(service: ServiceDraft, perMinute: number): void {
  const factor = perMinute / service.perMinute;
  for (const route of service.routes) route.perMinute *= factor;
  service.perMinute = perMinute;
}

/** Hours of the incident that lie before the change. */
export function hoursBefore(stage: Stage): number {
  return (stage.t0 - stage.start) / HOUR;
}
