// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** Revisions whose process dies, hangs or drops its connections. */
import { type Draft, type Line, nameOf, type RevisionDraft, SECOND, type ServiceDraft } from '../draft.ts';
import { mark } from '../marks.ts';
import { stackOf } from '../texts/stacks.ts';
import { errorLine, sayLine, silent } from './lines.ts';
import { addCause, pickError } from './requests.ts';

const CUT =
  'The request failed because either the HTTP response was malformed or connection to the instance had an error.';

/** A request takes the whole process down; the platform says how it went. */
export function crash(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const { app } = service;
  const death = random.chance(0.35) ? signalDeath(draft, service, revision) : exitDeath(draft, service, revision);
  draft.faults.push({
    name: death.ids.id,
    services: [app.name],
    revisions: [revision.name],
    on: [random.pick(['write', 'read'])],
    probability: random.pick([0.1, 0.3]),
    lines: death.lines,
    keep: 'before',
    outcome: { status: 503, latency: [40_000, 200_000], text: mark(CUT, death.ids.symptom) },
  });
}

/** Killed from below: no word of the application. */
function signalDeath(draft: Draft, service: ServiceDraft, revision: RevisionDraft) {
  const ids = addCause(draft, `${nameOf(service)}: segmentation fault`, { service, revision });
  const lines: Line[] = [
    system([20_000, 30_000], 'ERROR', mark('Uncaught signal: 11, pid=1, tid=${int:1:20}, fault_addr=0.', ids.root)),
    system([31_000, 40_000], 'WARNING', mark('Container terminated on signal 11.', ids.symptom)),
  ];
  return { ids, lines };
}

const EXITS = { python: 1, node: 1, java: 3, go: 2 };

function exitDeath(draft: Draft, service: ServiceDraft, revision: RevisionDraft) {
  const { random } = draft;
  const { app } = service;
  const error = app.language === 'go' ? 'fatal error: concurrent map writes' : pickError(draft, service).text;
  const ids = addCause(draft, `${app.name} dies: ${error.split('\n')[0]}`, { service, revision });
  const after: [number, number] = [15_000, 25_000];
  const lines: Line[] = [
    { after, text: mark(stackOf(app, random, error), ids.root), ...(random.chance(0.5) ? { split: 60 } : {}) },
    system([31_000, 45_000], 'WARNING', mark(`Container called exit(${EXITS[app.language]}).`, ids.symptom)),
  ];
  return { ids, lines };
}

function system(after: [number, number], severity: string, text: string): Line {
  return { after, log: 'system', severity, text };
}

/** Requests wait for something that never comes, until the platform ends them; gunicorn ends its worker before. */
export function hang(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const { app } = service;
  const gunicorn = app.language === 'python' && random.chance(0.6);
  const ids = addCause(draft, `${app.name}: requests hang${gunicorn ? ', worker timeout' : ''}`, { service, revision });
  const shared = {
    name: ids.id,
    services: [app.name],
    revisions: [revision.name],
    on: ['write'],
    probability: random.pick([0.3, 0.8]),
    keep: 'before' as const,
  };
  if (gunicorn) {
    const text = '[CRITICAL] WORKER TIMEOUT (pid:${int:5:60})';
    draft.faults.push({
      ...shared,
      lines: [{ after: [30 * SECOND, 31 * SECOND], text: mark(text, ids.root) }],
      outcome: { status: 503, latency: [31 * SECOND, 32 * SECOND], text: mark(CUT, ids.symptom) },
    });
    return;
  }
  revision.timeout = 60;
  const text =
    'The request has been terminated because it has reached the maximum request timeout. To change this limit, see https://cloud.google.com/run/docs/configuring/request-timeout';
  draft.faults.push({
    ...shared,
    keep: 'none',
    lines: [],
    outcome: { status: 504, latency: [60 * SECOND, 60 * SECOND + 9_000], text: mark(text, ids.root) },
  });
}

/** WebSocket connections end with 1011 soon after they open. */
export function breakSockets(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const { app } = service;
  addSockets(service);
  const error = pickError(draft, service);
  const ids = addCause(draft, `${app.name}: sockets: ${error.text.split('\n')[0]}`, { service, revision });
  const closed = random.pick([
    'WebSocket error for ${user}: received 1011 (internal error) Internal error; then sent 1011 (internal error) Internal error',
    'websocket closed code=1011 reason="Internal error" user=${user}',
  ]);
  draft.faults.push({
    name: ids.id,
    services: [app.name],
    revisions: [revision.name],
    on: ['socket'],
    probability: random.pick([0.4, 1]),
    lines: [errorLine(app, random, error, ids.root), sayLine(app, 'ERROR', closed, ids.symptom, [40_000, 90_000])],
    keep: 'before',
    outcome: { latency: [100_000, 900_000], text: silent(ids.symptom) },
  });
}

function addSockets(service: ServiceDraft): void {
  if (service.routes.some(({ name }) => name === 'socket')) return;
  service.routes.push({
    name: 'socket',
    path: '/ws',
    websocket: true,
    perMinute: service.perMinute * 0.3,
    latency: [20 * SECOND, 200 * SECOND],
    agent: 'websocket',
    users: 12,
    lines: [{ after: [2_000, 5_000], message: 'connection open user=${user}' }],
  });
}
