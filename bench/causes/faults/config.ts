/** The same image with another configuration, which breaks it. */
import { reconfigure } from '../deploy.ts';
import { nameOf, type RevisionDraft, type ServiceDraft } from '../draft.ts';
import type { Stage } from '../stage.ts';
import type { App, Language } from '../texts/app.ts';
import type { ErrorText } from '../texts/request-errors.ts';
import { breakRequests, minutes, outOfMemory } from './requests.ts';

/** Errors that a changed variable brings. */
function settingErrors({ domain }: App): Record<Language, string[]> {
  return {
    python: [
      `KeyError: '${domain.name.toUpperCase()}_TOPIC'`,
      'redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled.',
      'psycopg2.OperationalError: FATAL:  password authentication failed for user "app"',
      'google.api_core.exceptions.NotFound: 404 Resource not found (resource=orders-events-v2).',
      'httpx.ReadTimeout',
    ],
    node: [
      `Error: ${domain.name.toUpperCase()}_TOPIC is not set`,
      'error: password authentication failed for user "app"',
      'Error: 5 NOT_FOUND: Resource not found (resource=orders-events-v2).',
      'TypeError: Invalid URL',
      'AxiosError: timeout of 200ms exceeded',
    ],
    java: [
      'org.postgresql.util.PSQLException: FATAL: password authentication failed for user "app"',
      'java.net.http.HttpTimeoutException: request timed out',
      'com.google.api.gax.rpc.NotFoundException: io.grpc.StatusRuntimeException: NOT_FOUND: Resource not found (resource=orders-events-v2).',
    ],
    go: [`http: panic serving 169.254.169.126:4120: ${domain.name.toUpperCase()}_TOPIC not set`],
  };
}

const CHANGES: Partial<RevisionDraft>[] = [
  { env: { LOG_LEVEL: 'info', DB_POOL: '10' } },
  { env: { LOG_LEVEL: 'info', REGION: 'us-central1', DB_POOL: '10', UPSTREAM_TIMEOUT_MS: '200' } },
  { env: { LOG_LEVEL: 'info', REGION: 'us-central1', DB_POOL: '1', UPSTREAM_TIMEOUT_MS: '10000' } },
];

/** Less memory, or other variables. */
export function makeConfigFault(stage: Stage, service: ServiceDraft): void {
  const { random } = stage;
  if (random.chance(0.3)) {
    const revision = reconfigure(random, service, stage.t0, { memory: random.pick(['256Mi', '512Mi']) });
    outOfMemory(stage, service, revision, minutes(random, 0, 4));
    return;
  }
  if (random.chance(0.3)) {
    const revision = reconfigure(random, service, stage.t0, { concurrency: random.pick([250, 500, 1000]) });
    breakRequests(stage, service, revision, { error: saturated(service.app.language), probability: 0.3 });
    return;
  }
  const revision = reconfigure(random, service, stage.t0, random.pick(CHANGES));
  const text = random.pick(settingErrors(service.app)[service.app.language]);
  breakRequests(stage, service, revision, { error: { text, trace: true }, probability: random.pick([0.5, 1]) });
  stage.causes.at(-1)!.what += ` (configuration of ${nameOf(service)})`;
}

/** What gives way when one instance is handed many requests at a time. */
function saturated(language: Language): ErrorText {
  return {
    python: {
      text: 'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)',
      trace: true,
    },
    node: { text: 'Error: timeout exceeded when trying to connect', trace: true },
    java: {
      text: 'java.util.concurrent.RejectedExecutionException: Task rejected from java.util.concurrent.ThreadPoolExecutor[Running, pool size = 200, active threads = 200, queued tasks = 100]',
      trace: true,
    },
    go: { text: 'begin tx: pq: sorry, too many clients already', trace: false },
  }[language];
}
