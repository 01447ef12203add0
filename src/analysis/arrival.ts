import type { Deployment, LagFrom } from '../model.ts';

/** What a deployment did at the moment from which a lag is counted. */
export function arrivalOf({ kind }: Pick<Deployment, 'kind'>, lagFrom: LagFrom | null): string {
  if (kind === 'traffic') return 'got its traffic';
  if (kind === 'rollback') return 'got the traffic back';
  if (kind === 'failed' || lagFrom === 'created') return 'was created';
  return lagFrom === 'by-hand' ? 'was deployed' : 'went live';
}

/** A deployment's name in a sentence. */
export function nameOf({ service, revision }: Pick<Deployment, 'service' | 'revision'>): string {
  return revision || `the new revision of ${service}`;
}
