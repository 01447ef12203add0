/** What must not be blamed on a deployment: failures that were there all along, and the little bursts of a roll-out. */
import { type Draft, liveAt, MINUTE, nameOf, type RevisionDraft, SECOND, type ServiceDraft } from '../draft.ts';
import { mark } from '../marks.ts';
import { ownError } from '../texts/own-words.ts';
import { harmlessLines, rolloutErrors, standingErrors } from '../texts/standing.ts';
import { markOf } from '../truth.ts';
import { errorLine, sayLine, silent } from './lines.ts';

/** An error at a steady rate from long before, some twenty to a hundred times over the incident. */
export function addStanding(draft: Draft, service: ServiceDraft): void {
  const { random } = draft;
  const name = `s${draft.faults.length}`;
  const id = markOf('standing', name);
  const length = draft.end - draft.start;
  if (random.chance(0.25)) {
    addChronicStarts(draft, service);
    return;
  }
  const error = draft.ownWords ? ownError(service.app, random) : random.pick(standingErrors(service.app));
  const line = errorLine(service.app, random, error, id);
  const count = random.int(25, 110);
  const often = (service.routes.find((route) => route.name === 'write')!.perMinute * length) / MINUTE;
  if (often > count * 4 && random.chance(0.5)) {
    draft.faults.push({
      name,
      services: [nameOf(service)],
      on: ['write'],
      probability: count / often,
      lines: [line],
      ...(random.chance(0.5)
        ? { outcome: { status: random.pick([500, 503]), latency: [30_000, 200_000], text: silent(id) } }
        : {}),
    });
    return;
  }
  draft.faults.push({
    name,
    services: [nameOf(service)],
    every: Math.round(length / count),
    steady: random.chance(0.4),
    lines: [line],
  });
}

/** Instances that now and then fail to start, as many staging services have it. */
export function addChronicStarts(draft: Draft, service: ServiceDraft): void {
  const name = `s${draft.faults.length}`;
  const length = draft.end - draft.start;
  const id = markOf('standing', name);
  const container = nameOf(service);
  draft.faults.push({
    name,
    services: [container],
    every: Math.round(length / draft.random.int(20, 50)),
    newInstance: true,
    lines: [
      { log: 'system', severity: 'WARNING', text: mark('Container called exit(1).', id) },
      {
        after: [100_000, 300_000],
        log: 'system',
        severity: 'ERROR',
        text: mark(
          `Default STARTUP TCP probe failed 1 time consecutively for container "${container}-1" on port 8080. The instance was not started.\nConnection failed with status CANCELLED.`,
          id,
        ),
      },
      {
        after: [20_000, 90_000],
        request: {
          path: `/${service.app.domain.name}`,
          status: 503,
          latency: [2 * SECOND, 9 * SECOND],
          text: mark('The request failed because the instance failed the readiness check.', id),
        },
      },
    ],
  });
}

/** Errors of the hand-over, over in under a minute; both when this revision came and when the one before did, if that is in sight. */
export function addBurst(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const live = revision.live!;
  const name = `b${draft.faults.length}`;
  const error = random.pick(rolloutErrors(service.app));
  const old = liveAt(service, revision.created);
  const from = live - random.int(0, 4) * SECOND;
  draft.faults.push({
    name,
    services: [nameOf(service)],
    revisions: [random.chance(0.5) ? revision.name : old.name],
    from,
    until: from + random.int(8, Math.min(45, Math.floor(service.drain / SECOND))) * SECOND,
    at: [live + SECOND, live + 2 * SECOND],
    every: random.int(800, 3_000) * 1000,
    lines: [errorLine(service.app, random, error, markOf('burst', name))],
  });
}

/** A harmless line that is new with the revision. */
export function addBenign(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const name = `h${draft.faults.length}`;
  const id = markOf('benign', name, revision.name);
  const { level, text } = random.pick(harmlessLines(service.app));
  draft.faults.push({
    name,
    services: [nameOf(service)],
    revisions: [revision.name],
    on: [random.pick(['write', 'read'])],
    probability: random.pick([0.1, 0.5, 1]),
    lines: [sayLine(service.app, level, text, id, [3_000, 6_000])],
  });
}
