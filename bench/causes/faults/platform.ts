// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** Faults that no deployment brought: of the platform on many services at once, and of what is outside. */
import { type Draft, type Line, nameOf, SECOND, type ServiceDraft } from '../draft.ts';
import { mark } from '../marks.ts';
import { ownError } from '../texts/own-words.ts';
import { CLOUD_SQL, OUTSIDES } from '../texts/upstream.ts';
import { errorLine, silent } from './lines.ts';
import { addCause } from './requests.ts';

const STARTING =
  'Starting new instance. Reason: AUTOSCALING - Instance started due to configured scaling factors (e.g. CPU utilization, request throughput, etc.) or no existing capacity for current traffic.';

export interface Lasting {
  from: number;
  until: number;
}

const KINDS = [probes, database, noInstance] as const;

/** Begins on all of `services` within two minutes. */
export function platformFault(draft: Draft, services: ServiceDraft[], { from, until }: Lasting): void {
  const { random } = draft;
  const kind = random.pick(KINDS);
  const ids = addCause(draft, `platform: ${kind.name} on ${services.length} services`, null);
  for (const [i, service] of services.entries()) {
    const begin = from + (i === 0 ? 0 : random.int(0, 90) * SECOND);
    kind(draft, service, { from: begin, until: until + random.int(0, 60) * SECOND }, ids);
  }
}

type Ids = ReturnType<typeof addCause>;

/** Instances do not come up: no word of the application, only the probe. */
function probes(draft: Draft, service: ServiceDraft, span: Lasting, { id, root, symptom }: Ids): void {
  const container = nameOf(service);
  const system = (after: Line['after'], severity: string, text: string): Line => ({
    after: after!,
    log: 'system',
    severity,
    text,
  });
  draft.faults.push({
    name: `${id}-probe`,
    services: [container],
    ...span,
    at: [span.from + draft.random.int(0, 20) * SECOND],
    every: draft.random.int(25, 120) * SECOND,
    newInstance: true,
    lines: [
      system([0, 0], 'INFO', STARTING),
      system(
        [16 * SECOND, 22 * SECOND],
        'ERROR',
        mark(
          `Default STARTUP TCP probe failed 1 time consecutively for container "${container}-1" on port 8080. The instance was not started.\nConnection failed with status DEADLINE_EXCEEDED.`,
          root,
        ),
      ),
      {
        after: [SECOND, 5 * SECOND],
        request: {
          path: `/${service.app.domain.name}`,
          method: 'POST',
          status: 503,
          latency: [30 * SECOND, 60 * SECOND],
          text: mark('The request failed because the instance failed the readiness check.', symptom),
        },
      },
    ],
  });
}

/** Cloud SQL is out of reach: each service says it in its driver's words. */
function database(draft: Draft, service: ServiceDraft, span: Lasting, { id, root, symptom }: Ids): void {
  const { random } = draft;
  const error = random.pick(CLOUD_SQL[service.app.language]);
  draft.faults.push({
    name: `${id}-sql`,
    services: [nameOf(service)],
    ...span,
    on: ['write', 'read'],
    probability: random.pick([0.5, 0.9, 1]),
    lines: [errorLine(service.app, random, error, root)],
    keep: 'before',
    outcome: { status: 500, latency: [40_000, 900_000], text: silent(symptom) },
  });
  draft.faults.push({
    name: `${id}-sql-timer`,
    services: [nameOf(service)],
    ...span,
    every: 30 * SECOND,
    lines: [errorLine(service.app, random, error, root)],
  });
}

/** Requests are turned away before an instance has them. */
function noInstance(draft: Draft, service: ServiceDraft, span: Lasting, { id, root }: Ids): void {
  const text = mark('The request was aborted because there was no available instance.', root);
  draft.faults.push({
    name: `${id}-none`,
    services: [nameOf(service)],
    ...span,
    on: ['write', 'read'],
    probability: draft.random.pick([0.4, 0.8, 1]),
    lines: [],
    keep: 'none',
    outcome: { status: 500, latency: [0, 9_000], text },
  });
  draft.faults.push({
    name: `${id}-none-more`,
    services: [nameOf(service)],
    ...span,
    every: 40 * SECOND,
    lines: [{ request: { path: `/${service.app.domain.name}`, status: 500, latency: [0, 9_000], text } }],
  });
}

/** Something outside fails one or a few services, hours after anything was deployed. */
export function outsideFault(draft: Draft, services: ServiceDraft[], span: Lasting): void {
  const { random } = draft;
  const outside = random.pick(OUTSIDES);
  const { id, root, symptom } = addCause(draft, `outside: ${draft.ownWords ? 'own words' : outside.what}`, null);
  for (const service of services) {
    const error = draft.ownWords ? ownError(service.app, random) : outside.texts[service.app.language];
    draft.faults.push({
      name: `${id}-${nameOf(service)}`,
      services: [nameOf(service)],
      ...span,
      on: ['write'],
      probability: random.pick([0.4, 0.8, 1]),
      lines: [errorLine(service.app, random, error, root)],
      keep: 'before',
      outcome: { status: random.pick([500, 502, 503]), latency: [60_000, 900_000], text: silent(symptom) },
    });
  }
}
