/** What a scenario file may say. Times are epoch microseconds after parsing, spans microseconds. */
import { z } from 'zod';
import { SEVERITIES } from '../../text/severity.ts';
import { shapeNames } from './shapes.ts';
import { range, span, time } from './units.ts';

const name = z.string().min(1);
const probability = z.number().min(0).max(1);
const text = z.record(z.string(), z.string());

const request = z.strictObject({
  method: z.string().default('GET'),
  path: z.string(),
  status: z.int(),
  latency: range.default([5_000, 5_000]),
  /** The platform's remark on a failed request, e.g. that there was no available instance. */
  text: z.string().optional(),
});

/** One entry (with `split`, one entry a line) that belongs to a trigger. Exactly one of message, text, json, request. */
export const line = z
  .strictObject({
    /** How long after the trigger. */
    after: range.default([0, 0]),
    /** Counted from the end of the request instead. */
    atEnd: z.boolean().default(false),
    log: z.enum(['stdout', 'stderr', 'system']).optional(),
    /** The entry's own severity; most text lines have none. */
    severity: z.enum(SEVERITIES).optional(),
    shape: z.enum(shapeNames).optional(),
    level: z.string().default('INFO'),
    /** `module:function:line` or just a name. */
    logger: z.string().optional(),
    /** Written in the service's (or this line's) shape. */
    message: z.string().optional(),
    /** Written as it stands. */
    text: z.string().optional(),
    json: z.record(z.string(), z.unknown()).optional(),
    request: request.optional(),
    /** A stack trace beside a `message`: text below it, or the field that a JSON shape has for it. */
    stack: z.string().optional(),
    /** One entry a line of the text, this far apart. */
    split: span.optional(),
    /** Whether the entry carries the request's trace; JSON shapes do where the trigger is a request. */
    traced: z.boolean().optional(),
    /** Another service that logs this: on one of its own instances, in the same trace. */
    service: name.optional(),
    /** With `service`: on an instance of this revision of it; not at all where it has none just then. */
    revision: name.optional(),
    probability: probability.default(1),
  })
  .refine((l) => [l.message, l.text, l.json, l.request].filter((part) => part !== undefined).length === 1, {
    message: 'give exactly one of message, text, json, request',
  });

const routeBase = z.strictObject({
  name,
  method: z.string().default('GET'),
  path: z.string(),
  perMinute: z.number().min(0).default(0),
  latency: range.default([20_000, 120_000]),
  /** Weights by status. */
  status: z.record(z.string().regex(/^\d{3}$/), z.number().min(0)).default({ 200: 1 }),
  agent: z.string().default('browser'),
  /** How many users call it, or their names; `${user}` in texts. */
  users: z.union([z.int().positive(), z.array(z.string()).min(1)]).default(40),
  /** A WebSocket: status 101, written when it closes, `latency` is how long it stays open. */
  websocket: z.boolean().default(false),
  /** Texts made once a request, for its lines and the faults on it. */
  vars: text.default({}),
  lines: z.array(line).default([]),
  /** Calls at exact times besides the random ones. */
  calls: z
    .array(
      z.strictObject({
        at: time,
        user: z.string().optional(),
        latency: span.optional(),
        status: z.int().optional(),
        vars: text.default({}),
      }),
    )
    .default([]),
  /** Only this revision answers: a tagged URL. */
  revision: name.optional(),
  from: time.optional(),
  until: time.optional(),
});

const triggered = {
  name,
  revisions: z.array(name).optional(),
  /** Default: the start of the scenario, or the go-live of the one revision named. */
  from: time.optional(),
  until: time.optional(),
  vars: text.default({}),
  /** Routes, or `*`: each request or connection. */
  on: z.union([name.transform((one) => [one]), z.array(name)]).optional(),
  /** Mean time between two of them. */
  every: span.refine((one) => one > 0, 'has to be more than nothing').optional(),
  /** With `every`: as a timer does, not at random. */
  steady: z.boolean().default(false),
  /** With `every`: on each instance. */
  perInstance: z.boolean().default(false),
  at: z.array(time).default([]),
  probability: probability.default(1),
  /** The probability rises from 0 to its value over this span. */
  rise: span.default(0),
  /** Counts requests by user, instance or service on a revision; nothing happens up to and including `limit`. */
  counter: z.strictObject({ by: z.enum(['user', 'instance', 'service']), limit: z.int().min(0) }).optional(),
  /** On so many instances at once, their lines interleaved. */
  instances: z.int().positive().default(1),
  /** The lines come from an instance that starts just now: one that will not live. */
  newInstance: z.boolean().default(false),
  lines: z.array(line).default([]),
};

/** Healthy things that happen beside requests: timers, housekeeping, noise. */
const background = z.strictObject(triggered);

const fault = z.strictObject({
  ...triggered,
  services: z.array(name).min(1),
  /** What becomes of the request it happens in. */
  outcome: z
    .strictObject({
      status: z.int().optional(),
      latency: range.optional(),
      text: z.string().optional(),
    })
    .optional(),
  /** Whether the request's healthy lines are still written: all, those before the fault's first line, or none. */
  keep: z.enum(['all', 'before', 'none']).default('all'),
  /** No background lines and no healthy instance starts while it lasts: the service is down. */
  silent: z.boolean().default(false),
});

const revision = z.strictObject({
  name,
  created: time,
  /** When it turned ready and took its share of the traffic. */
  live: time.optional(),
  /** When and why it did not. */
  failed: z.strictObject({ at: time, message: z.string() }).optional(),
  /** Percent of traffic that it takes when live; 0 = deployed with --no-traffic. */
  percent: z.number().min(0).max(100).default(100),
  image: z.string(),
  commit: z.string().optional(),
  author: z.string(),
  client: z.enum(['gcloud', 'github', 'cloud-build', 'terraform']).default('gcloud'),
  env: text.default({}),
  cpu: z.string().default('1000m'),
  memory: z.string().default('512Mi'),
  concurrency: z.int().positive().default(80),
  timeout: z.int().positive().default(300),
  /** Whether the audit log shows its deployment; an export may lack it. */
  audited: z.boolean().default(true),
});

const service = z.strictObject({
  name,
  location: z.string().default('us-central1'),
  shape: z.enum(shapeNames).default('python'),
  /** Where lines with no logger of their own come from. */
  logger: z.string().default('app.main:handle:42'),
  port: z.int().default(8080),
  /** Instances at a time. */
  instances: z.int().positive().default(2),
  /** How long an instance lives before autoscaling replaces it. */
  lifetime: range.refine(([low]) => low > 0, 'has to be more than nothing').default([7_200_000_000, 21_600_000_000]),
  /** From an instance's start to its start-up probe. */
  boot: span.default(3_500_000),
  /** How long an old revision goes on after the next one is live. */
  drain: span.default(20_000_000),
  /** How far traffic swings over the day (0 = flat), and its peak hour in UTC. */
  swing: z.number().min(0).max(1).default(0.3),
  peak: z.number().min(0).max(24).default(18),
  startup: z.array(line).default([]),
  shutdown: z.array(line).default([]),
  revisions: z.array(revision).min(1),
  /** `gcloud run services update-traffic`. */
  shifts: z
    .array(z.strictObject({ at: time, author: z.string(), to: z.record(z.string(), z.number().min(0).max(100)) }))
    .default([]),
  routes: z.array(routeBase).default([]),
  background: z.array(background).default([]),
});

const expectation = z.strictObject({
  /** A rule id, or a category where several rules would do; null = whatever the rules make of it. */
  rule: z.string().nullable(),
  /** What the root cause's entries say. */
  says: z.string(),
  deployment: z.string().nullable(),
  lagMs: z.number().nullable().default(null),
  symptoms: z.array(z.string()).default([]),
  services: z.array(name).optional(),
  verdict: z.enum(['new', 'worse', 'unchanged', 'better', 'gone', 'unknown']).optional(),
  /** It may be listed, but need not. */
  optional: z.boolean().default(false),
});

export const scenarioSchema = z.strictObject({
  name,
  title: z.string(),
  project: name,
  seed: z.int(),
  start: time,
  end: time,
  /** The moment that `expandScenario`'s `start` moves; default the end. */
  anchor: time.optional(),
  services: z.array(service).min(1),
  faults: z.array(fault).default([]),
  /** Long texts by name: `${text:NAME}`. */
  texts: text.default({}),
  /** What `rca scan` has to be run with to see it, e.g. `--since 2025-09-09T18:00:00Z`. */
  scan: z
    .strictObject({ since: z.string().default('deploy'), until: z.string().optional() })
    .default({ since: 'deploy' }),
  expect: z.strictObject({ diagnoses: z.array(expectation).default([]) }).default({ diagnoses: [] }),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type Line = z.output<typeof line>;
export type Service = z.output<typeof service>;
export type Revision = z.output<typeof revision>;
export type Route = z.output<typeof routeBase>;
export type Background = z.output<typeof background>;
export type Fault = z.output<typeof fault>;
export type Expectation = z.output<typeof expectation>;
