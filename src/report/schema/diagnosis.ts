import { z } from 'zod';
import { blamed, category, lagFrom, verdict } from './names.ts';

export const exposed = z.object({
  count: z.number(),
  exposure: z.number().nullable(),
  exposureKind: z.enum(['requests', 'entries', 'instance-minutes']).nullable(),
});

export const interval = z.object({ value: z.number().nullable(), low: z.number(), high: z.number().nullable() });

const correlation = z.object({
  deployment: blamed.nullable(),
  verdict,
  lagMs: z.number().nullable(),
  lagFrom: lagFrom.nullable(),
  before: exposed,
  after: exposed,
  ratio: interval.nullable(),
  evidence: z.array(z.object({ kind: z.string(), weight: z.number(), text: z.string() })),
});

const chainLink = z.object({
  question: z.string(),
  answer: z.string(),
  signature: z.string().nullable(),
  evidence: z.array(z.string()),
});

const symptom = z.object({
  signature: z.string(),
  rule: z.string().nullable(),
  title: z.string(),
  service: z.string(),
  count: z.number(),
});

export const frame = z.object({
  file: z.string(),
  line: z.number().nullable(),
  function: z.string(),
  inApp: z.boolean(),
});

export const diagnosis = correlation.extend({
  rank: z.number(),
  confidence: z.enum(['high', 'medium', 'low']),
  title: z.string(),
  category: category.nullable(),
  rule: z.string().nullable(),
  signature: z.string(),
  fingerprint: z.string(),
  service: z.string(),
  services: z.array(z.string()),
  count: z.number(),
  onset: z.string().nullable(),
  summary: z.string(),
  changes: z.array(z.string()),
  wayBack: z.string().nullable(),
  chain: z.array(chainLink),
  symptoms: z.array(symptom),
  filters: z.array(z.string()),
  queries: z.array(
    z.object({
      signature: z.string(),
      service: z.string(),
      filter: z.string(),
      counted: z.int(),
      found: z.int().nullable(),
    }),
  ),
  cause: z.string(),
  remedy: z.array(z.string()),
  references: z.array(z.string()),
  frames: z.array(frame),
});
