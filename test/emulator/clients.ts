/** Google's own clients, unmodified, pointed at an emulator. */
import { v2 } from '@google-cloud/logging';
import { RevisionsClient, ServicesClient } from '@google-cloud/run';
import { PassThroughClient } from 'google-auth-library';
import { grpc } from 'google-gax';
import type { RawEntry } from '../../src/model.ts';

export function clientOptions(address: string) {
  const [apiEndpoint, port] = address.split(':');
  return {
    apiEndpoint: apiEndpoint!,
    port: Number(port),
    sslCreds: grpc.credentials.createInsecure(),
    projectId: 'shop',
    authClient: new PassThroughClient(),
  };
}

// The clients' types want the google-auth-library that google-gax brings; at run time any AuthClient will do.
export const loggingClient = (address: string) => new v2.LoggingServiceV2Client(clientOptions(address) as never);
export const servicesClient = (address: string) => new ServicesClient(clientOptions(address) as never);
export const revisionsClient = (address: string) => new RevisionsClient(clientOptions(address) as never);

/** An entry of service backend, revision backend-00001, `second` seconds after 2025-09-09T19:00:00Z. */
export function entry(second: number, text: string, more: RawEntry = {}): RawEntry {
  const time = new Date(Date.UTC(2025, 8, 9, 19, 0, second)).toISOString().replace('.000Z', '.000123Z');
  return {
    insertId: `id-${String(second).padStart(6, '0')}`,
    logName: 'projects/shop/logs/run.googleapis.com%2Fstderr',
    timestamp: time,
    severity: 'ERROR',
    resource: {
      type: 'cloud_run_revision',
      labels: { service_name: 'backend', revision_name: 'backend-00001', location: 'us-central1', project_id: 'shop' },
    },
    textPayload: text,
    ...more,
  };
}

export const entries = (count: number): RawEntry[] => Array.from({ length: count }, (_, i) => entry(i, `line ${i}`));
