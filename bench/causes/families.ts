/** The families of incidents: what each changes, what breaks, and what of it is true. */
import { deploy, deployDecoys, deployUnready, rollBack } from './deploy.ts';
import { HOUR, MINUTE, type RevisionDraft, SECOND, type ServiceDraft } from './draft.ts';
import { addBenign, addBurst, addChronicStarts, addStanding } from './faults/bystanders.ts';
import { makeConfigFault } from './faults/config.ts';
import { breakContract } from './faults/contract.ts';
import { breakSockets, crash, hang } from './faults/crashes.ts';
import { breakCallee } from './faults/cross.ts';
import { breakWorse, drainOldErrors } from './faults/old.ts';
import { outsideFault, platformFault } from './faults/platform.ts';
import { breakRequests, breakSeldom, breakWorker, leak, minutes, outOfMemory } from './faults/requests.ts';
import { failToStart } from './faults/startup.ts';
import { pickBusy, type Stage, type StagePlan } from './stage.ts';

export interface Family {
  name: string;
  plan?: Pick<StagePlan, 'services' | 'ownWords' | 'least'>;
  /** Whether bystanders (decoys, standing errors, roll-out bursts) are added. */
  bystanders?: boolean;
  make(stage: Stage): void;
}

/** The user asks about the last deployment, or names a time. */
function asks(stage: Stage, deployment: boolean, noticed = stage.t0): void {
  const [cause] = stage.causes;
  if (deployment && cause?.blame && stage.causes.length === 1 && stage.random.chance(0.08)) {
    stage.damage.bare = true;
    stage.byHand = { service: cause.blame.service, time: stage.t0 };
  }
  stage.sinceDeploy = deployment && stage.random.chance(0.6);
  stage.noticed = noticed;
}

function step(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage);
  const percent = random.pick([100, 100, 100, 100, 50, 20, 10, 3, 1]);
  if (percent < 50) pickAtLeast(service, Math.min(32, 24 / percent));
  const revision = deploy(random, service, stage.t0, { percent });
  if (percent <= 10) breakRequests(stage, service, revision, { probability: 1, routes: ['write', 'read'] });
  else if (stage.ownWords) breakRequests(stage, service, revision);
  else
    random.pick([breakRequests, breakRequests, breakWorker, crash, hang, breakSockets, breakSeldom])(
      stage,
      service,
      revision,
    );
  asks(stage, true);
}

/** A canary needs traffic for its share to show. */
function pickAtLeast(service: ServiceDraft, perMinute: number): void {
  if (service.perMinute >= perMinute) return;
  const factor = perMinute / service.perMinute;
  for (const route of service.routes) route.perMinute *= factor;
  service.perMinute = perMinute;
}

function leaks(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 2);
  stage.t0 = Math.min(stage.t0, stage.end - 45 * MINUTE);
  const revision = deploy(random, service, stage.t0);
  if (random.chance(0.3)) {
    const first = minutes(random, 9, 30);
    outOfMemory(stage, service, revision, first);
    asks(stage, true, random.chance(0.3) ? stage.t0 + first - 2 * MINUTE : stage.t0);
  } else {
    leak(stage, service, revision);
    asks(stage, true, random.chance(0.25) ? stage.t0 + 6 * MINUTE : stage.t0);
  }
}

function burst(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage);
  service.drain = Math.max(service.drain, 20 * SECOND);
  if (random.chance(0.5)) {
    // It came with the roll-out before, too.
    const earlier = deploy(random, service, stage.t0 - random.int(30, 70) * MINUTE);
    addBurst(stage, service, earlier);
  }
  addBurst(stage, service, deploy(random, service, stage.t0));
  asks(stage, true);
}

function platform(stage: Stage): void {
  const { random } = stage;
  const count = Math.max(3, Math.round(stage.services.length * (0.4 + 0.6 * random.next())));
  const hit = stage.services.slice(0, count);
  const from = stage.t0 + random.int(40, 170) * SECOND;
  if (random.chance(0.6)) deploy(random, random.pick(hit), stage.t0);
  platformFault(stage, hit, { from, until: from + random.int(6, 20) * MINUTE });
  asks(stage, false);
}

function rollback(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 1);
  const good = service.revisions.at(-1)!;
  const revision = deploy(random, service, stage.t0);
  breakRequests(stage, service, revision, { probability: random.pick([0.5, 1]) });
  const mended = stage.t0 + random.int(8, 18) * MINUTE;
  if (random.chance(0.6)) rollBack(service, good, mended);
  else deploy(random, service, mended);
  asks(stage, false);
}

function shift(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 2);
  const good = service.revisions.at(-1)!;
  const percent = random.pick([0, 0, 1, 5]);
  const revision = deploy(random, service, stage.t0 - random.int(20, 60) * MINUTE, { percent });
  const to = random.pick([25, 50, 100]);
  const split = to === 100 ? { [revision.name]: 100 } : { [good.name]: 100 - to, [revision.name]: to };
  service.shifts.push({ at: stage.t0 - 1_100_000, author: 'kim@example.com', to: split });
  breakRequests(stage, service, revision, { probability: random.pick([0.3, 0.7, 1]) });
  asks(stage, true);
}

function config(stage: Stage): void {
  makeConfigFault(stage, pickBusy(stage, 0.5));
  asks(stage, true);
}

function cross(stage: Stage): void {
  const { random } = stage;
  const callee = pickBusy(stage, 0.4);
  const caller = pickBusy(stage, 0.4, [callee]);
  const outers = stage.services.filter((one) => one !== callee && one !== caller);
  const outer = outers.length > 0 && random.chance(0.5) ? random.pick(outers) : null;
  const other = random.pick([0, 0, random.int(4, 40) * MINUTE, random.int(25, 90) * SECOND]);
  if (other > 0) deploy(random, caller, stage.t0 - other);
  const percent = random.pick([100, 100, 50]);
  const revision = deploy(random, callee, stage.t0, { percent });
  breakCallee(stage, { caller, outer, callee, revision });
  asks(stage, true);
}

function decoy(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 0.5);
  const others = stage.services.filter((one) => one !== service);
  if (random.chance(0.5)) deploy(random, service, stage.t0 - random.int(6, 40) * MINUTE);
  const revision = deploy(random, service, stage.t0);
  // A further deployment that does not mend it: the one that brought it stays to blame.
  const again = random.chance(0.35);
  const later = again ? [deploy(random, service, stage.t0 + random.int(5, 14) * MINUTE)] : [];
  breakRequests(stage, service, revision, { probability: random.pick([0.4, 0.8, 1]), later });
  deployDecoys(
    random,
    others,
    stage.t0,
    [-4, -2, -1, 1, 2, 3].map((one) => one * random.int(40, 110) * SECOND),
  );
  asks(stage, !again);
}

/** A failure that is older than every deployment, a deployment that has nothing to do with it, and in half of them a true fault. */
function standing(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 0.4);
  addStanding(stage, service);
  if (random.chance(0.4)) addStanding(stage, pickBusy(stage, 0.2));
  const revision = deploy(random, service, stage.t0);
  if (random.chance(0.5)) breakRequests(stage, service, revision, { probability: random.pick([0.4, 1]) });
  asks(stage, true);
}

function healthy(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage);
  deploy(random, service, stage.t0);
  if (random.chance(0.7)) addStanding(stage, service);
  if (random.chance(0.5)) addBenign(stage, service, service.revisions.at(-1)!);
  if (random.chance(0.4)) addStanding(stage, pickBusy(stage, 0.2));
  deployDecoys(
    random,
    stage.services,
    stage.t0,
    [-9, -5, 4].map((one) => one * MINUTE),
  );
  asks(stage, true);
}

function outside(stage: Stage): void {
  const { random } = stage;
  const first = pickBusy(stage, 0.6);
  const hit = [first];
  if (stage.services.length > 1 && random.chance(0.5)) hit.push(pickBusy(stage, 0.6, hit));
  const canary = random.chance(0.25);
  if (canary) deploy(random, first, stage.t0 - random.int(20, 40) * MINUTE, { percent: random.pick([20, 50]) });
  else if (random.chance(0.6)) deploy(random, first, stage.t0 - random.int(70, 75) * MINUTE);
  if (stage.services.length > 3 && random.chance(0.4)) {
    deployDecoys(
      random,
      stage.services.filter((one) => !hit.includes(one)),
      stage.t0,
      [-3 * MINUTE],
    );
  }
  outsideFault(stage, hit, {
    from: stage.t0,
    until: random.chance(0.5) ? stage.end : stage.t0 + minutes(random, 6, 20),
  });
  asks(stage, false);
}

function unready(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage);
  const revision = deployUnready(random, service, stage.t0);
  failToStart(stage, service, revision);
  if (random.chance(0.25)) addChronicStarts(stage, service);
  asks(stage, true);
}

/** A service's first revision: there is nothing to compare with, so nothing is blamed. */
function first(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 0.6);
  const [only] = service.revisions;
  only!.live = stage.t0;
  only!.created = stage.t0 - random.int(15, 40) * SECOND;
  only!.name = only!.name.replace(/-\d{5}-/, '-00001-');
  breakRequests(stage, service, only!, { from: stage.t0 });
  stage.causes.at(-1)!.blame = null;
  asks(stage, false);
}

function drain(stage: Stage): void {
  const { random } = stage;
  const service = pickBusy(stage, 1);
  const revision = drainOldErrors(stage, service);
  if (random.chance(0.5)) breakRequests(stage, service, revision, { probability: random.pick([0.4, 1]) });
  asks(stage, true);
}

function worse(stage: Stage): void {
  breakWorse(stage, pickBusy(stage, 2));
  asks(stage, true);
}

/** The caller was deployed, the error is the callee's. */
function contract(stage: Stage): void {
  const { random } = stage;
  const callee = pickBusy(stage, 0.4);
  const caller = pickBusy(stage, 0.6, [callee]);
  breakContract(stage, { caller, callee, revision: deploy(random, caller, stage.t0) });
  asks(stage, true);
}

function unknown(stage: Stage): void {
  stage.random.pick([step, step, cross, worse, outside, standing])(stage);
}

/** A service and the revision that broke it. */
interface Broken {
  service: ServiceDraft;
  revision: RevisionDraft;
}

/** The next revision of a broken service keeps its fault and brings another. */
function breakTwice(stage: Stage, { service, revision }: Broken, at: number): void {
  const next = deploy(stage.random, service, at);
  const old = stage.faults.find(({ revisions }) => revisions?.includes(revision.name))!;
  old.revisions!.push(next.name);
  old.from = revision.live!;
  breakRequests(stage, service, next, { probability: stage.random.pick([0.3, 0.8]), routes: ['read'] });
}

/** Two or three causes, minutes apart, on one or several services. */
function several(stage: Stage): void {
  const { random } = stage;
  const count = random.pick([2, 2, 3]);
  const used: ServiceDraft[] = [];
  let broken: Broken | null = null;
  let at = stage.t0;
  for (let i = 0; i < count; i++, at += random.int(3, 7) * MINUTE) {
    if (broken && random.chance(0.25)) {
      // The same revision has two faults.
      breakRequests(stage, broken.service, broken.revision, { probability: random.pick([0.3, 0.8]), routes: ['read'] });
      broken = null;
      continue;
    }
    if (broken && random.chance(0.2)) {
      breakTwice(stage, broken, at);
      broken = null;
      continue;
    }
    const service = pickBusy(stage, 0.5, used);
    used.push(service);
    if (i === count - 1 && random.chance(0.3)) {
      outsideFault(stage, [service], { from: at, until: stage.end });
    } else if (random.chance(0.2)) {
      failToStart(stage, service, deployUnready(random, service, at));
    } else {
      broken = { service, revision: deploy(random, service, at) };
      breakRequests(stage, service, broken.revision, { probability: random.pick([0.4, 0.8, 1]), routes: ['write'] });
    }
  }
  asks(stage, false);
}

function fleet(stage: Stage): void {
  stage.random.pick([step, platform, cross, decoy, outside])(stage);
  const { random } = stage;
  for (let i = random.int(0, 4); i > 0; i--) addStanding(stage, random.pick(stage.services));
}

export const FAMILIES: Family[] = [
  { name: 'step', bystanders: true, make: step },
  { name: 'leak', bystanders: true, make: leaks },
  { name: 'burst', make: burst },
  { name: 'platform', plan: { services: [4, 14] }, make: platform },
  { name: 'rollback', make: rollback },
  { name: 'shift', bystanders: true, plan: { least: 1_200 }, make: shift },
  { name: 'config', bystanders: true, make: config },
  { name: 'cross', bystanders: true, plan: { services: [2, 7] }, make: cross },
  { name: 'contract', plan: { services: [2, 6] }, make: contract },
  { name: 'decoy', plan: { services: [3, 9] }, make: decoy },
  { name: 'standing', make: standing },
  { name: 'healthy', make: healthy },
  { name: 'outside', make: outside },
  { name: 'unready', bystanders: true, make: unready },
  { name: 'first', make: first },
  { name: 'drain', make: drain },
  { name: 'worse', make: worse },
  { name: 'unknown', bystanders: true, plan: { services: [2, 6], ownWords: true }, make: unknown },
  { name: 'several', plan: { services: [3, 9] }, make: several },
  { name: 'fleet', plan: { services: [12, 40], least: 2_000 }, make: fleet },
];

/** Families in turn, so that each has its share of any run of seeds. */
export function familyOf(seed: number): Family {
  return FAMILIES[seed % FAMILIES.length]!;
}

/** Decoys, standing errors and a burst beside the fault, each in some of the incidents. */
export function addBystanders(stage: Stage): void {
  const { random } = stage;
  const guilty = new Set(stage.causes.map(({ blame }) => blame?.service));
  const others = stage.services.filter(({ app }) => !guilty.has(app.name));
  if (others.length > 0 && random.chance(0.4)) {
    const offsets = Array.from(
      { length: random.int(1, 3) },
      () => random.int(-50, 15) * MINUTE + random.int(0, 50) * SECOND,
    );
    deployDecoys(
      random,
      others,
      stage.t0,
      offsets.sort((a, b) => a - b),
    );
  }
  if (random.chance(0.35)) addStanding(stage, random.pick(stage.services));
  const recent = stage.services.flatMap((service) =>
    service.revisions
      .filter((one) => one.live !== undefined && one.live > stage.t0 - HOUR)
      .map((revision) => ({ service, revision })),
  );
  if (recent.length > 0 && random.chance(0.35)) {
    const { service, revision } = random.pick(recent);
    addBenign(stage, service, revision);
  }
  if (recent.length > 0 && random.chance(0.25)) {
    const { service, revision } = random.pick(recent);
    if (!stage.ownWords) addBurst(stage, service, revision);
  }
}
