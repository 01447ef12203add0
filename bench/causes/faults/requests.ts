/** Faults that a revision has in its requests: from its first one on, or once something has run out. */
import type { Draft, Episode, RevisionDraft, ServiceDraft } from '../draft.ts';
import { HOUR, MINUTE, nameOf, SECOND } from '../draft.ts';
import { mark } from '../marks.ts';
import { exhaustions } from '../texts/exhaustion.ts';
import { ownError, ownSymptom } from '../texts/own-words.ts';
import { type ErrorText, requestErrors } from '../texts/request-errors.ts';
import { failedLines } from '../texts/symptoms.ts';
import { markOf } from '../truth.ts';
import { errorLine, sayLine, silent } from './lines.ts';

/** A new cause of the draft; its id is what its lines are marked with. */
export function addCause(
  draft: Draft,
  what: string,
  blamed: { service: ServiceDraft; revision: RevisionDraft } | null,
) {
  const id = `c${draft.causes.length}`;
  const blame = blamed && { service: nameOf(blamed.service), revision: blamed.revision.name };
  draft.causes.push({ id, what, blame });
  return { id, root: markOf('root', id), symptom: markOf('symptom', id) };
}

/** An error of the service, different from those that the draft has already. */
export function pickError(draft: Draft, service: ServiceDraft): ErrorText {
  const { app } = service;
  if (draft.ownWords) return ownError(app, draft.random);
  const fresh = requestErrors(app).filter(({ text }) => !draft.said.has(text));
  const error = draft.random.pick(fresh.length > 0 ? fresh : requestErrors(app));
  draft.said.add(error.text);
  return error;
}

export interface Breakage {
  error?: ErrorText;
  probability?: number;
  from?: number;
  until?: number;
  routes?: string[];
  /** Later revisions that have it still. */
  later?: RevisionDraft[];
}

/** Requests to the revision fail with an error. */
export function breakRequests(draft: Draft, service: ServiceDraft, revision: RevisionDraft, how: Breakage = {}): void {
  const { random } = draft;
  const { app } = service;
  const error = how.error ?? pickError(draft, service);
  const ids = addCause(draft, `${app.name}: ${error.text.split('\n')[0]}`, { service, revision });
  const lines = [errorLine(app, random, error, ids.root)];
  if (random.chance(0.4)) {
    const text = draft.ownWords ? ownSymptom(app, random) : random.pick(failedLines(app));
    lines.push(sayLine(app, 'ERROR', text, ids.symptom, [32_000, 40_000]));
  }
  draft.faults.push({
    name: ids.id,
    services: [nameOf(service)],
    revisions: [revision.name, ...(how.later ?? []).map(({ name }) => name)],
    on: how.routes ?? random.pick([['write'], ['write'], ['read'], ['write', 'read']]),
    probability: how.probability ?? random.pick([0.15, 0.4, 0.8, 1]),
    ...spanOf({ ...(how.later && revision.live ? { from: revision.live } : {}), ...how }),
    lines,
    keep: random.chance(0.7) ? 'before' : 'all',
    outcome: { status: 500, latency: [45_000, 300_000], text: silent(ids.symptom) },
  });
}

export function spanOf({ from, until }: { from?: number; until?: number }): Pick<Episode, 'from' | 'until'> {
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** A worker beside the requests fails again and again. */
export function breakWorker(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const error = pickError(draft, service);
  const ids = addCause(draft, `${nameOf(service)}: worker: ${error.text.split('\n')[0]}`, { service, revision });
  draft.faults.push({
    name: ids.id,
    services: [nameOf(service)],
    revisions: [revision.name],
    every: random.int(10, 90) * SECOND,
    steady: random.chance(0.7),
    lines: [errorLine(service.app, random, error, ids.root)],
  });
}

/** Only a route that is seldom called fails: the first failure is a good while after the go-live. */
export function breakSeldom(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const perMinute = 8 / ((draft.end - (revision.live ?? draft.start)) / MINUTE);
  service.routes.push({
    name: 'export',
    method: 'POST',
    path: `/${service.app.domain.name}/export`,
    perMinute,
    latency: [400_000, 3 * SECOND],
    status: { 200: 1 },
    lines: [{ after: [300_000, 400_000], message: `export of \${int:20:900} ${service.app.domain.name} written` }],
  });
  breakRequests(draft, service, revision, { probability: random.pick([0.8, 1]), routes: ['export'] });
}

/** The revision gives something not back; a good while after go-live it has run out, and requests fail. */
export function leak(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const { app } = service;
  const what = random.pick(exhaustions(app));
  const told = random.chance(0.7) ? what.leaks : null;
  const ids = addCause(draft, `${app.name}: leak${told === null ? '' : ' that tells'}: ${what.text.split('\n')[0]}`, {
    service,
    revision,
  });
  const shared = { services: [nameOf(service)], revisions: [revision.name], on: ['write'] };
  service.lifetime = [3 * HOUR, 8 * HOUR];
  const perMinute = service.routes.find(({ name }) => name === 'write')!.perMinute;
  const minutes = random.int(8, 30);
  const users = service.routes.find(({ name }) => name === 'write')!.users ?? 40;
  const rate = (perMinute * (revision.percent ?? 100)) / 100 / (what.by === 'user' ? users : service.instances);
  const limit = Math.max(2, Math.round(rate * minutes));
  if (told !== null) {
    const line = sayLine(app, 'WARNING', told, ids.root, [20_000, 30_000]);
    draft.faults.push({ name: `${ids.id}-leak`, ...shared, probability: 0.5, lines: [line] });
  }
  draft.faults.push({
    name: ids.id,
    ...shared,
    counter: { by: what.by, limit },
    lines: [errorLine(app, random, what, told === null ? ids.root : ids.symptom, [31_000, 40_000])],
    keep: 'before',
    outcome: { status: random.pick([500, 503]), latency: [60_000, 500_000], text: silent(ids.symptom) },
  });
}

/** Memory runs over its limit after `first` of the revision's life, and again and again; `lasts` between two kills. */
export function outOfMemory(draft: Draft, service: ServiceDraft, revision: RevisionDraft, first: number): void {
  const { random } = draft;
  const limit = Number.parseInt(revision.memory ?? '512Mi', 10) * (revision.memory?.endsWith('Gi') ? 1024 : 1);
  const ids = addCause(draft, `${nameOf(service)}: memory over ${limit} MiB`, { service, revision });
  const system = (after: [number, number], severity: string, text: string, id: string) => ({
    after,
    log: 'system' as const,
    severity,
    text: mark(text, id),
  });
  const used = `Memory limit of ${limit} MiB exceeded with $\{int:${limit + 1}:${limit + 60}} MiB used. Consider increasing the memory limit, see https://cloud.google.com/run/docs/configuring/memory-limits`;
  const from = (revision.live ?? 0) + first;
  draft.faults.push({
    name: ids.id,
    services: [nameOf(service)],
    revisions: [revision.name],
    from,
    at: [from + random.int(0, SECOND)],
    every: random.int(60, 400) * SECOND,
    lines: [
      system([0, 0], 'ERROR', used, ids.root),
      system([60_000, 110_000], 'WARNING', 'Container terminated on signal 9.', ids.symptom),
      ...(random.chance(0.5)
        ? [
            system(
              [120_000, 190_000],
              'WARNING',
              'Truncated response body. Usually implies that the request timed out or the application exited before the response was finished.',
              ids.symptom,
            ),
          ]
        : []),
      {
        after: [150_000, 260_000],
        request: {
          path: `/${service.app.domain.name}`,
          method: 'POST',
          status: 503,
          latency: [90_000, 900_000],
          text: mark(
            'The request failed because either the HTTP response was malformed or connection to the instance had an error.',
            ids.symptom,
          ),
        },
      },
    ],
  });
}

/** Whole minutes as a span. */
export function minutes(random: Draft['random'], low: number, high: number): number {
  return random.int(low * 60, high * 60) * (MINUTE / 60);
}
