/** The closed lists of the JSON report. */
import { z } from 'zod';
import { SEVERITIES } from '../../text/severity.ts';

export const severity = z.enum(SEVERITIES);

export const logKind = z.enum(['request', 'stdout', 'stderr', 'system', 'audit', 'other']);

export const role = z.enum(['cause', 'symptom', 'lifecycle', 'noise']);

export const verdict = z.enum(['new', 'worse', 'unchanged', 'better', 'gone', 'unknown']);

export const category = z.enum([
  'recursion',
  'limits',
  'imports',
  'websocket',
  'cloud-run',
  'memory',
  'timeout',
  'serialization',
  'auth',
  'config',
  'database',
  'network',
  'crash',
  'application',
  'lifecycle',
  'noise',
]);

export const lossReason = z.enum([
  'unparsed-line',
  'duplicate',
  'late',
  'over-cap',
  'suppressed',
  'quota',
  'not-read',
  'binary',
  'truncated',
  'untimed',
  'too-long',
]);

export const lossOf = z.enum(['deployments', 'requests', 'texts']);

export const deploymentKind = z.enum(['revision', 'traffic', 'rollback', 'config', 'failed']);

export const lagFrom = z.enum(['ready', 'rollout', 'request', 'created', 'by-hand']);

/** The revision that something is blamed on. */
export const blamed = z.object({ service: z.string(), revision: z.string() });
