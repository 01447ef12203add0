import { z } from 'zod';
import { exposed, interval } from './diagnosis.ts';
import { deploymentKind, lagFrom } from './names.ts';
import { signature as reported } from './signature.ts';

const verdict = z.enum([
  'fixed',
  'better',
  'still-failing',
  'regressed',
  'not-enough-traffic',
  'read-in-part',
  'not-seen',
  'new',
  'no-baseline',
  'no-fix',
]);

const side = exposed.extend({
  rate: z.number().nullable(),
  from: z.string(),
  to: z.string(),
  revisions: z.array(z.string()),
});

const described = { signature: true, aliases: true, rule: true, category: true } as const;
const shown = { title: true, template: true, service: true, role: true, samples: true } as const;

const signature = reported.pick({ ...described, ...shown }).extend({
  verdict,
  counts: z.boolean(),
  reason: z.string(),
  before: side,
  beforeFrom: z.enum(['logs', 'report']),
  after: side,
  per: z.enum(['requests', 'entries', 'instance-minutes', 'minutes']),
  upperBound: z.number().nullable(),
  ratio: interval.nullable(),
  expected: z.number().nullable(),
  chance: z.number().nullable(),
  missing: z.number().nullable(),
  stragglers: z.number(),
  lastBefore: z.string().nullable(),
  firstAfter: z.string().nullable(),
  lastAfter: z.string().nullable(),
});

const fix = z.object({
  service: z.string(),
  revision: z.string(),
  kind: deploymentKind,
  liveAt: z.string(),
  lagFrom: lagFrom.nullable(),
  previousRevision: z.string().nullable(),
  image: z.string().nullable(),
  commit: z.string().nullable(),
  requests: z.number().nullable(),
  entries: z.number().nullable(),
});

/** What a verification is, on top of what it shares with a report. */
export function verificationOf<T extends z.ZodRawShape>(shared: z.ZodObject<T>) {
  return shared.extend({
    schema: z.literal(1),
    kind: z.literal('verification'),
    headline: z.string(),
    answer: z.enum(['fixed', 'not-fixed', 'inconclusive']),
    fixes: z.array(fix),
    signatures: z.array(signature),
    newSignatures: z.array(signature),
    stragglers: z.array(z.object({ service: z.string(), revision: z.string(), count: z.number(), last: z.string() })),
  });
}
