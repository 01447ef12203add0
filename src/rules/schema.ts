import { z } from 'zod';
import { AREAS, LOG_KINDS, ROLES, RULE_SEVERITIES } from './areas.ts';

/** A substring shorter than this occurs in too many healthy lines to be worth a look. */
const MIN_NEEDLE = 4;

/** `off: no` is no reason. */
const MIN_REASON = 5;

const text = z.string().trim().min(1);

/** A rule as its file says it; id and category are the file's path. */
export const ruleFileSchema = z.strictObject({
  title: text.describe('What is wrong, in a few words; a heading, so no full stop.'),
  role: z
    .enum(ROLES)
    .describe('cause: where a chain can start. symptom: where it shows. lifecycle and noise: no failures.'),
  severity: z.enum(RULE_SEVERITIES).describe('How bad one occurrence is.'),
  patterns: z
    .array(text)
    .min(1)
    .describe('RE2 with (?P<name>…) captures, one pattern an alternative. No look-around, no back-reference, no \\C.'),
  needles: z
    .array(z.string().min(MIN_NEEDLE))
    .min(1)
    .describe('Substrings, case as in the text; every text that a pattern matches contains at least one of them.'),
  origin: z
    .enum(['code', 'surroundings', 'build-up'])
    .optional()
    .describe(
      'Where it comes from, where that is not what its area says: decides how long after a deployment it may begin.',
    ),
  identity: z
    .array(text)
    .default([])
    .describe('Captures that tell two problems apart, and `frames` for the in-app frames. [] = one problem a service.'),
  logs: z.array(z.enum(LOG_KINDS)).default([]).describe('Only entries of these logs. [] = any.'),
  leadsTo: z.array(text).default([]).describe('Rule ids or `area/*` that this can bring about.'),
  cause: text.describe(
    'Why this happens, one or two sentences; {name} stands for a capture, {name|words} with words for where it is not given.',
  ),
  remedy: z
    .array(text)
    .min(1)
    .describe('What to do, as steps; {name} stands for a capture, {name|words} with words for where it is not given.'),
  references: z.array(z.url()).default([]).describe('Public pages that say more.'),
});

/** What switches a built-in rule off, in the place of a rule: a file of its id in the user's folder. */
export const switchFileSchema = z.strictObject({
  off: z
    .string()
    .trim()
    .min(MIN_REASON)
    .describe('Switches off the built-in rule with the id that the path of this file says; and why.'),
});

/** A rule with what its path says; equal to model's `Rule` (held by a type test). */
export const ruleSchema = ruleFileSchema.extend({ id: z.string(), category: z.enum(AREAS) });

const specimenSchema = z.union([
  z.string().min(1),
  z.strictObject({
    text: z.string().min(1).describe('The message as rca sees it; a request entry reads `METHOD route status text`.'),
    log: z.enum(LOG_KINDS).optional().describe("The log it stands in; default: the rule's first, else stderr."),
    captures: z.record(z.string(), z.string()).optional().describe('Captures that this text must give.'),
  }),
]);

/** What lies beside a rule: texts that it must win, and texts that look alike and must not match it. */
export const specimensFileSchema = z.strictObject({
  matches: z.array(specimenSchema).min(2),
  ignores: z.array(specimenSchema).min(2),
});

export type SpecimensFile = z.infer<typeof specimensFileSchema>;
export type Specimen = SpecimensFile['matches'][number];
