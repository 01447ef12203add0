/** Failures of the revision before: still there while it drains, or many times as frequent with the next one. */
import { deploy } from '../deploy.ts';
import { MINUTE, nameOf, type RevisionDraft, type ServiceDraft } from '../draft.ts';
import type { Stage } from '../stage.ts';
import { markOf } from '../truth.ts';
import { errorLine, silent } from './lines.ts';
import { addCause, pickError } from './requests.ts';

/** The old revision has an error that the new one mends; it drains for minutes, with its errors. Returns the new one. */
export function drainOldErrors(stage: Stage, service: ServiceDraft): RevisionDraft {
  const { random } = stage;
  const old = service.revisions.at(-1)!;
  service.drain = random.int(3, 8) * MINUTE;
  const id = markOf('standing', 'old');
  const error = pickError(stage, service);
  const line = errorLine(service.app, random, error, id);
  stage.faults.push({
    name: 'old',
    services: [nameOf(service)],
    revisions: [old.name],
    from: stage.start,
    on: ['write'],
    probability: random.pick([0.1, 0.3]),
    lines: [line],
    outcome: { status: 500, latency: [30_000, 200_000], text: silent(id) },
  });
  stage.faults.push({
    name: 'old-worker',
    services: [nameOf(service)],
    revisions: [old.name],
    from: stage.start,
    every: random.int(60, 180) * 1_000_000,
    vars: { user: 'user-0001' },
    lines: [line],
  });
  return deploy(random, service, stage.t0);
}

/** An error that now and then was there before comes many times as often from the new revision on. */
export function breakWorse(stage: Stage, service: ServiceDraft): void {
  const { random } = stage;
  const error = pickError(stage, service);
  const revision = deploy(random, service, stage.t0);
  const ids = addCause(stage, `${nameOf(service)}: more of ${error.text.split('\n')[0]}`, { service, revision });
  const line = errorLine(service.app, random, error, ids.root);
  const shared = { services: [nameOf(service)], on: ['write'], lines: [line], keep: 'before' as const };
  const outcome = { status: 500, latency: [30_000, 200_000] as [number, number], text: silent(ids.symptom) };
  const low = random.pick([0.01, 0.02, 0.04]);
  stage.faults.push({
    name: `${ids.id}-low`,
    ...shared,
    from: stage.start,
    until: stage.t0,
    probability: low,
    outcome,
  });
  stage.faults.push({
    name: ids.id,
    ...shared,
    revisions: [revision.name],
    probability: Math.min(1, low * random.int(10, 25)),
    outcome,
  });
}
