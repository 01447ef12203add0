/** Small logs of a fix: checkout-00001-abc fails once a minute from 18:00, checkout-00002-xyz goes live at 19:00 (T0). */
import type { RawEntry } from '../../src/model.ts';
import { entry } from './logs.ts';

export const OLD = 'checkout-00001-abc';
export const NEW = 'checkout-00002-xyz';
export const TEXT = 'ValueError: order 7 has no lines';

/** An entry of a revision, in place of the one that the small logs have. */
export function of(revision: string, one: RawEntry, log = ''): RawEntry {
  const resource = one.resource as { type: string; labels: Record<string, string> };
  return {
    ...one,
    ...(log === '' ? {} : { logName: `projects/demo/logs/run.googleapis.com%2F${log}` }),
    insertId: `${revision}-${log}-${one.insertId as string}`,
    resource: { ...resource, labels: { ...resource.labels, revision_name: revision } },
  };
}

function request(second: number): RawEntry {
  const { textPayload: _, ...rest } = entry(second, 'INFO', '');
  return {
    ...rest,
    httpRequest: { requestMethod: 'GET', requestUrl: 'https://x/y', status: 200, latency: '0.1s' },
  };
}

const MINUTES = Array.from({ length: 60 }, (_, i) => i * 60);

/** Three requests a minute for an hour, `from` seconds after T0. */
export const served = (revision: string, from: number): RawEntry[] =>
  MINUTES.flatMap((second) => [5, 25, 45].map((more) => of(revision, request(from + second + more), 'requests')));

/** A failure a minute for an hour. */
export const failing = (revision: string, from: number, text = TEXT): RawEntry[] =>
  MINUTES.map((second) => of(revision, entry(from + second + 7, 'ERROR', text)));

/** The first instance of a revision. */
export const rollout = (revision: string, second: number): RawEntry =>
  of(
    revision,
    entry(second, 'INFO', 'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - Instance started due to traffic.'),
    'varlog%2Fsystem',
  );

export const BEFORE = [rollout(OLD, -3600), ...served(OLD, -3600), ...failing(OLD, -3600)];
export const SINCE = [rollout(NEW, 0), ...served(NEW, 0)];
