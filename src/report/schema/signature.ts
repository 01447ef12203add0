import { z } from 'zod';
import { frame } from './diagnosis.ts';
import { blamed, category, logKind, role, severity, verdict } from './names.ts';

const sample = z.object({
  time: z.string().nullable(),
  severity,
  service: z.string(),
  revision: z.string(),
  instance: z.string(),
  log: logKind,
  trace: z.string(),
  insertId: z.string(),
  message: z.string(),
});

export const signature = z.object({
  signature: z.string(),
  aliases: z.array(z.string()),
  rule: z.string().nullable(),
  category: category.nullable(),
  title: z.string(),
  template: z.string(),
  service: z.string(),
  role,
  severity,
  count: z.number(),
  baselineCount: z.number(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  perRevision: z.record(z.string(), z.object({ count: z.number(), requests: z.number().nullable() })),
  verdict,
  note: z.string().optional(),
  deployment: blamed.nullable(),
  lagMs: z.number().nullable(),
  muted: z.boolean(),
  known: z.string().nullable(),
  diagnosis: z.number().nullable(),
  samples: z.array(sample),
  trend: z.array(z.number()).optional(),
  frames: z.array(frame).optional(),
});
