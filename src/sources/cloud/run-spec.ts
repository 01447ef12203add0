import { createHash } from 'node:crypto';
import type { protos } from '@google-cloud/run';
import { secondsOf } from './proto-time.ts';

export type Revision = protos.google.cloud.run.v2.IRevision;

/**
 * The parts of a revision that change how it runs, flattened, under the names that the audit log's template is flattened to.
 * Values of the environment are told apart, never shown.
 */
export function specOf(revision: Revision): Record<string, string> | null {
  const container = revision.containers?.[0];
  if (!container) return null;
  const spec: Record<string, string> = {};
  const put = (key: string, value: unknown) => {
    if (value !== undefined && value !== null && value !== '' && value !== 0) spec[key] = String(value);
  };
  put('concurrency', revision.maxInstanceRequestConcurrency);
  put('timeout', revision.timeout && secondsOf(revision.timeout as Parameters<typeof secondsOf>[0]));
  put('service account', revision.serviceAccount);
  put('cpu', container.resources?.limits?.cpu);
  put('memory', container.resources?.limits?.memory);
  for (const { name, value, valueSource } of container.env ?? []) {
    const told = JSON.stringify(valueSource ?? value ?? '');
    put(`env.${name ?? ''}`, createHash('sha256').update(told).digest('hex').slice(0, 12));
  }
  return spec;
}
