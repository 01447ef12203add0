import type { RawEntry } from '../model.ts';
import { record, text } from './entry-values.ts';

const NONE: Record<string, unknown> = {};

/** What wrote an entry; '' for each that it does not name. */
export interface Origin {
  service: string;
  revision: string;
  location: string;
}

/** The monitored resource's labels; an empty object where there are none. */
export function resourceLabels(raw: RawEntry): Record<string, unknown> {
  const resource = raw.resource as Record<string, unknown> | undefined;
  const labels = resource?.labels;
  return typeof labels === 'object' && labels !== null ? (labels as Record<string, unknown>) : NONE;
}

/** Service, job or function. An audit entry of another resource type names it in its resourceName. */
export function serviceOf(raw: RawEntry, labels: Record<string, unknown>): string {
  const service = labels.service_name;
  if (typeof service === 'string' && service !== '') return service;
  return text(labels.job_name) || text(labels.function_name) || (raw.protoPayload ? serviceOfAudit(raw) : '');
}

/** The revision; of a job its execution. */
export function revisionOf(raw: RawEntry, labels: Record<string, unknown>): string {
  const revision = labels.revision_name;
  if (typeof revision === 'string') return revision;
  return labels.job_name ? text(record(raw.labels)?.['run.googleapis.com/execution_name']) : '';
}

export function locationOf(labels: Record<string, unknown>): string {
  return text(labels.location) || text(labels.region);
}

function serviceOfAudit(raw: RawEntry): string {
  return /\/(?:services|jobs)\/([^/]+)/.exec(text(record(raw.protoPayload)?.resourceName))?.[1] ?? '';
}
