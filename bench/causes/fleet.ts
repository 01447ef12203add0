// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** The healthy services of an incident: what they serve, how much, what they say, how they call each other. */
import type { Random } from '../../src/emulator/scenarios/random.ts';
import { HOUR, type Line, MINUTE, type RouteDraft, revisionName, SECOND, type ServiceDraft } from './draft.ts';
import { type App, DOMAINS, type Domain, makeApp } from './texts/app.ts';
import { backgroundLines, requestLines, startupLines } from './texts/healthy.ts';

export interface FleetPlan {
  services: number;
  /** Entries that the whole incident may have of requests, about. */
  entries: number;
  start: number;
  end: number;
}

const REGIONS = ['us-central1', 'europe-west1', 'asia-northeast1'];
const NUMBERED = ['worker', 'gateway', 'sync', 'admin', 'public', 'internal', 'batch'];

/** So many services with their first revisions live for days; the first few take most of the traffic. */
export function makeFleet(random: Random, plan: FleetPlan): ServiceDraft[] {
  const location = random.pick(REGIONS);
  const apps = makeApps(random, plan.services);
  const weights = apps.map((_, i) => (0.3 + random.next()) / (1 + i * 0.5));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const minutes = (plan.end - plan.start) / MINUTE;
  const services = apps.map((app, i) => {
    // A request is an entry and leaves about one line more.
    const perMinute = Math.max(0.03, (plan.entries / 2.2 / minutes) * (weights[i]! / total));
    return makeService(random.fork(app.name), app, { ...plan, perMinute, location });
  });
  linkCalls(random, services);
  return services;
}

function makeApps(random: Random, count: number): App[] {
  const domains: Domain[] = [...DOMAINS];
  const apps: App[] = [];
  while (apps.length < count) {
    const domain = domains.splice(random.int(0, domains.length - 1), 1)[0] ?? random.pick(DOMAINS);
    const app = makeApp(random, domain);
    const name = apps.some((one) => one.domain === domain) ? `${domain.name}-${random.pick(NUMBERED)}` : app.name;
    if (!apps.some((one) => one.name === name)) apps.push({ ...app, name });
  }
  return apps;
}

interface ServicePlan extends FleetPlan {
  perMinute: number;
  location: string;
}

function makeService(random: Random, app: App, plan: ServicePlan): ServiceDraft {
  const days = random.int(1, 12) * 24 * HOUR + random.int(0, 20) * HOUR;
  const live = plan.start - days;
  const client = random.pick(['gcloud', 'github', 'github', 'cloud-build', 'terraform']);
  const name = revisionName({ app, revisions: [] }, random);
  const minutes = (plan.end - plan.start) / MINUTE;
  const scaled = random.chance(0.3);
  return {
    app,
    revisions: [
      {
        name,
        created: live - random.int(12, 45) * SECOND,
        live,
        image: `${plan.location}-docker.pkg.dev/example-prod/services/${app.name}:${random.hex(7)}`,
        commit: random.hex(40),
        author: random.pick(['deploy@example-prod.iam.gserviceaccount.com', 'kim@example.com', 'sam@example.com']),
        client,
        env: { LOG_LEVEL: 'info', REGION: plan.location, DB_POOL: '10', UPSTREAM_TIMEOUT_MS: '10000' },
        memory: '1Gi',
        concurrency: 80,
      },
    ],
    shifts: [],
    routes: makeRoutes(random, app, plan.perMinute),
    background: makeBackground(random, app, minutes, plan),
    startup: startupLines(app)
      .map((message, i) => ({ after: [i * 300_000, i * 300_000 + 90_000] as const, message }))
      .map(plainLine),
    shutdown: [{ message: app.language === 'python' ? 'Shutting down' : 'received SIGTERM, draining' }],
    instances: plan.services > 10 ? 1 : random.int(1, 3),
    lifetime: scaled ? [12 * MINUTE, 50 * MINUTE] : [2 * HOUR, 6 * HOUR],
    drain: random.int(8, 30) * SECOND,
    boot: random.int(15, 80) * 100_000,
    location: plan.location,
    perMinute: plan.perMinute,
  };
}

function plainLine(line: { after: readonly [number, number]; message: string }): Line {
  return { after: [line.after[0], line.after[1]], message: line.message };
}

function makeRoutes(random: Random, app: App, perMinute: number): RouteDraft[] {
  const { domain } = app;
  const said = requestLines(app);
  const line = (message: string): Line => ({ after: [2_000, 9_000], message, probability: random.int(3, 10) / 10 });
  const routes: RouteDraft[] = [
    {
      name: 'write',
      method: 'POST',
      path: `/${domain.name}`,
      perMinute: perMinute * 0.45,
      latency: [30_000, 400_000],
      status: { 201: 96, 422: 2, 409: 1, 401: 1 },
      // What says that it is done comes last: a request that fails does not say it.
      lines: [line(said[0]!), { ...line(said[2]!), atEnd: true, after: [0, 2_000] }],
    },
    {
      name: 'read',
      path: `/${domain.name}/\${int:1000:90000}`,
      perMinute: perMinute * 0.4,
      latency: [6_000, 90_000],
      status: { 200: 95, 404: 4, 304: 1 },
      lines: [line(random.pick([said[1]!, said[3]!]))],
    },
    {
      name: 'health',
      path: random.pick(['/healthz', '/health', '/ready']),
      perMinute: Math.min(1, perMinute * 0.15),
      latency: [1_000, 6_000],
      agent: 'uptime',
      lines: [],
    },
  ];
  if (app.language === 'python' && random.chance(0.4)) {
    const access = 'INFO:     ${ip} - "${method} ${path} HTTP/1.1" ${status} ${reason}';
    for (const route of routes) route.lines.push({ atEnd: true, text: access });
  }
  if (random.chance(0.25)) {
    routes.push({
      name: 'socket',
      path: '/ws',
      websocket: true,
      perMinute: perMinute * 0.2,
      latency: [20 * SECOND, 5 * MINUTE],
      agent: 'websocket',
      users: 12,
      lines: [
        { after: [2_000, 5_000], message: 'connection open user=${user}' },
        { atEnd: true, message: 'connection closed user=${user}' },
      ],
    });
  }
  return routes;
}

function makeBackground(random: Random, app: App, minutes: number, plan: ServicePlan): ServiceDraft['background'] {
  const all = backgroundLines(app);
  const often: [number, number] = plan.services > 10 ? [8, 20] : [20, 80];
  const chosen = all.filter(() => random.chance(plan.services > 10 ? 0.25 : 0.6));
  return chosen.map(({ level, message }, i) => ({
    name: `chatter-${i}`,
    // Some twenty to eighty times in all, whatever the length; fewer where the log is sparse.
    every: Math.round(
      (minutes / Math.max(3, Math.min(random.int(...often), plan.entries / plan.services / 12))) * MINUTE,
    ),
    steady: random.chance(0.5),
    lines: [{ level, message }],
  }));
}

/** The first services call later ones: the call's request and line stand in the caller's trace. */
function linkCalls(random: Random, services: ServiceDraft[]): void {
  const callers = services.slice(0, Math.max(1, Math.ceil(services.length / 3)));
  for (const [i, caller] of callers.entries()) {
    const others = services.slice(i + 1);
    if (others.length === 0) continue;
    const callee = random.pick(others);
    const route = caller.routes.find(({ name }) => name === 'write')!;
    route.lines.push(
      {
        after: [4_000, 8_000],
        service: callee.app.name,
        request: { path: `/${callee.app.domain.name}`, method: 'POST', status: 200, latency: [6_000, 20_000] },
      },
      {
        after: [6_000, 12_000],
        service: callee.app.name,
        message: requestLines(callee.app)[0]!,
        traced: true,
      },
    );
  }
}
