import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Report, Verification } from '../model.ts';
import { oneLine } from '../text/escape.ts';
import { diagnosis } from './schema/diagnosis.ts';
import { deploymentKind, lossOf, lossReason } from './schema/names.ts';
import { signature } from './schema/signature.ts';
import { verificationOf } from './schema/verification.ts';

const deployment = z.object({
  service: z.string(),
  revision: z.string(),
  location: z.string(),
  kind: deploymentKind,
  createdAt: z.string().nullable(),
  readyAt: z.string().nullable(),
  liveAt: z.string().nullable(),
  previousRevision: z.string().nullable(),
  image: z.string().nullable(),
  commit: z.string().nullable(),
  author: z.string().nullable(),
  changes: z.array(z.string()),
});

const scope = z.object({
  project: z.string().nullable(),
  services: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  baseline: z.object({ from: z.string(), to: z.string() }).nullable(),
  timezone: z.string(),
  window: z.string(),
  sources: z.array(z.string()),
  notes: z.array(z.string()),
});

const timeline = z.object({
  from: z.string(),
  to: z.string(),
  opens: z.string(),
  stepMs: z.number(),
  services: z.array(z.object({ service: z.string(), failures: z.array(z.number()) })),
});

/** The shape of what `rca scan --format json` and `--save` write. */
export const reportSchema = z.object({
  schema: z.literal(1),
  headline: z.string(),
  scope,
  totals: z.object({ entries: z.number(), suspicious: z.number(), matched: z.number() }),
  losses: z.array(
    z.object({
      reason: lossReason,
      count: z.number(),
      detail: z.string(),
      of: lossOf.optional(),
      from: z.string().optional(),
      to: z.string().optional(),
    }),
  ),
  deployments: z.array(deployment),
  diagnoses: z.array(diagnosis),
  signatures: z.array(signature),
  stakes: z.array(z.object({ service: z.string(), text: z.string() })),
  timeline: timeline.optional(),
});

/** The shape of what `rca verify --format json` and its `--save` write. */
export const verificationSchema = verificationOf(reportSchema.pick({ scope: true, totals: true, losses: true }));

/** A report read back from its JSON. Throws UserError where it is none, or of a version that this rca does not know. */
export function parseReport(json: unknown): Report {
  return parsed(reportSchema, json);
}

/** A report or a verification read back from its JSON; UserError likewise. */
export function parseSaved(json: unknown): Report | Verification {
  const isVerification = z.object({ kind: z.literal('verification') }).safeParse(json).success;
  return isVerification ? parsed(verificationSchema, json) : parseReport(json);
}

function parsed<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const hint = 'Give a file that `rca scan --save FILE` or `rca scan --format json` wrote.';
  const version = z.object({ schema: z.number() }).safeParse(json);
  if (version.success && version.data.schema !== 1) {
    throw new UserError(
      `The report is of schema ${version.data.schema}; this rca reads schema 1.`,
      'Use the rca that wrote it, or a newer one.',
    );
  }
  const [issue] = result.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${oneLine(issue.path.join('.'), 80)}` : '';
  throw new UserError(`This is no rca report${where}: ${oneLine(issue?.message ?? '', 120)}`, hint);
}
