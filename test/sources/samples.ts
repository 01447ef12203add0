import type { RawEntry, Reduction } from '../../src/model.ts';

/** Stands in for the rules' own: a few error words. */
export const words: Reduction = { hit: (message) => /error|traceback|^\s+(?:File|at) /i.test(message) };

export function raw(log: string, more: RawEntry = {}): RawEntry {
  return {
    insertId: 'abc1',
    timestamp: '2025-09-09T19:09:36.012345678Z',
    logName: `projects/shop/logs/${log}`,
    resource: {
      type: 'cloud_run_revision',
      labels: { service_name: 'shop-backend', revision_name: 'shop-backend-00042-xyz', location: 'us-central1' },
    },
    labels: { instanceId: '00a1', 'commit-sha': '9f2c4d1' },
    ...more,
  };
}

export const STDOUT = 'run.googleapis.com%2Fstdout';
export const STDERR = 'run.googleapis.com%2Fstderr';
export const REQUESTS = 'run.googleapis.com%2Frequests';
export const SYSTEM = 'run.googleapis.com%2Fvarlog%2Fsystem';
export const ACTIVITY = 'cloudaudit.googleapis.com%2Factivity';
export const SYSTEM_EVENT = 'cloudaudit.googleapis.com%2Fsystem_event';

/** One entry of each kind: text and JSON, healthy and not, several services, revisions and minutes, characters of all widths. */
export function mixedEntries(): RawEntry[] {
  const request = { requestMethod: 'GET', requestUrl: 'https://shop.run.app/api/users/42?x=1', latency: '0.25s' };
  const shapes: [string, RawEntry][] = [
    [STDERR, { textPayload: 'INFO:     started' }],
    [STDERR, { textPayload: '[ERROR] User staging-e2e-user-002 has reached the maximum number (5)' }],
    [STDOUT, { jsonPayload: { message: 'naïve café ☕ 🚀 {"quoted": "\\"}"', level: 'info' } }],
    [
      STDOUT,
      { jsonPayload: { message: 'failed ☕ 🚀', error: { traceback: 'Traceback:\n  File "a.py"\nValueError: x' } } },
    ],
    [STDOUT, { textPayload: 'ValueError: brackets ]}[{ and "quotes" \\ in an error' }],
    [REQUESTS, { severity: 'INFO', httpRequest: { ...request, status: 200 } }],
    [REQUESTS, { severity: 'ERROR', httpRequest: { ...request, status: 503 }, textPayload: 'The request failed' }],
    [SYSTEM, { severity: 'INFO', textPayload: 'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - x' }],
    [STDOUT, { severity: 'INFO', textPayload: 'error rate is fine' }],
  ];
  return Array.from({ length: 45 }, (_, n) => {
    const [log, more] = shapes[n % shapes.length]!;
    const service = n % 2 ? 'shop-backend' : 'shop-auth';
    const resource = { type: 'cloud_run_revision', labels: { service_name: service, revision_name: `${service}-1` } };
    const seconds = String(n % 60).padStart(2, '0');
    return raw(log, { insertId: `id${n}`, timestamp: `2025-09-09T19:1${n % 3}:${seconds}.5Z`, resource, ...more });
  });
}
