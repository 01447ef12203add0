/** Deployments of the services of a draft. */
import type { Random } from '../../src/emulator/scenarios/random.ts';
import { nameOf, type RevisionDraft, revisionName, SECOND, type ServiceDraft } from './draft.ts';

/** A new revision with a new image, live at `live`. */
export function deploy(
  random: Random,
  service: ServiceDraft,
  live: number,
  change: Partial<RevisionDraft> = {},
): RevisionDraft {
  const previous = service.revisions.at(-1)!;
  const { failed: _failed, ...same } = previous;
  const revision: RevisionDraft = {
    ...same,
    name: revisionName(service, random),
    created: live - random.int(9, 40) * SECOND - random.int(0, 999_999),
    live,
    percent: 100,
    image: `${previous.image.replace(/:.*/, '')}:${random.hex(7)}`,
    commit: random.hex(40),
    ...change,
  };
  // Terraform sends all traffic to the latest revision.
  if (revision.percent !== 100 && revision.client === 'terraform') revision.client = 'gcloud';
  service.revisions.push(revision);
  return revision;
}

/** The same image with something of the configuration changed. */
export function reconfigure(
  random: Random,
  service: ServiceDraft,
  live: number,
  change: Partial<RevisionDraft>,
): RevisionDraft {
  const { image, commit } = service.revisions.at(-1)!;
  return deploy(random, service, live, { image, ...(commit === undefined ? {} : { commit }), ...change });
}

/** A revision that never turns ready; traffic stays where it was. */
export function deployUnready(random: Random, service: ServiceDraft, at: number): RevisionDraft {
  const port = 8080;
  const message = `The user-provided container failed to start and listen on the port defined provided by the PORT=${port} environment variable within the allocated timeout. This can happen when the container port is misconfigured or if the timeout is too short. The health check timeout can be extended. Logs for this revision might contain more information.`;
  const revision = deploy(random, service, at);
  delete revision.live;
  revision.failed = { at: at + random.int(2, 20) * SECOND, message };
  return revision;
}

/** Sends all traffic to a revision that was there before. */
export function rollBack(service: ServiceDraft, to: RevisionDraft, at: number): void {
  service.shifts.push({ at, author: 'kim@example.com', to: { [to.name]: 100 } });
}

/** Deployments of others, that have nothing to do with what is wrong: at the given distances from `at`. */
export function deployDecoys(random: Random, services: ServiceDraft[], at: number, offsets: number[]): string[] {
  return offsets.flatMap((offset) => {
    const service = random.pick(services);
    const live = at + offset;
    const clash = service.revisions.some((one) => Math.abs((one.live ?? one.created) - live) < 120 * SECOND);
    const last = service.revisions.at(-1)!;
    if (clash || last.created > live - 60 * SECOND || last.failed || service.shifts.length > 0) return [];
    deploy(random, service, live);
    return [nameOf(service)];
  });
}
