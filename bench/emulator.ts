/** Reading the emulator through Google's own client: how many entries a second, when nothing paces it. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { v2 } from '@google-cloud/logging';
import { PassThroughClient } from 'google-auth-library';
import { grpc } from 'google-gax';
import type { RawEntry } from '../src/model.ts';

export interface EmulatorFigures {
  entries: number;
  /** Entries a second of the first read, for which the emulator encodes them, and of the next. */
  first: number;
  again: number;
  /** Entries a second of one page loop that a filter lets a tenth through, counted by what the emulator looks at. */
  filtered: number;
}

const PAGE_SIZE = 1000;
const START = Date.UTC(2025, 8, 9);

/** An entry of the usual size, about 550 bytes on the wire; every tenth is an error. */
export function benchEntry(i: number): RawEntry {
  return {
    insertId: `bench-${String(i).padStart(9, '0')}`,
    logName: 'projects/bench/logs/run.googleapis.com%2Fstdout',
    timestamp: new Date(START + i * 10).toISOString().replace('Z', '456Z'),
    receiveTimestamp: new Date(START + i * 10 + 200).toISOString(),
    severity: i % 10 === 0 ? 'ERROR' : 'INFO',
    resource: {
      type: 'cloud_run_revision',
      labels: {
        configuration_name: 'backend',
        location: 'us-central1',
        project_id: 'bench',
        revision_name: 'backend-00042-abc',
        service_name: 'backend',
      },
    },
    labels: { instanceId: `0087244a80${'a'.repeat(40)}`, 'commit-sha': 'abcdef0123456789' },
    trace: `projects/bench/traces/${String(i).padStart(32, '0')}`,
    jsonPayload: {
      message: `request ${i} took ${i % 977} ms`,
      logger: 'app.http',
      user: { id: i % 5000, plan: 'pro' },
    },
  };
}

/** Loads an emulator in a thread of its own with `count` entries and reads them all through the client's page loop. */
export async function benchEmulator(count = 200_000): Promise<EmulatorFigures> {
  const worker = new Worker(new URL('./emulator-thread.ts', import.meta.url), { workerData: count });
  try {
    const [address] = (await once(worker, 'message')) as [string];
    const client = makeClient(address);
    await client.initialize();
    const first = await rate(client, count, count, '');
    const again = await rate(client, count, count, '');
    const filtered = await rate(client, count, count / 10, 'severity>=ERROR');
    await client.close();
    return { entries: count, first, again, filtered };
  } finally {
    await worker.terminate();
  }
}

function makeClient(address: string) {
  const [apiEndpoint, port] = address.split(':');
  return new v2.LoggingServiceV2Client({
    apiEndpoint,
    port: Number(port),
    sslCreds: grpc.credentials.createInsecure(),
    projectId: 'bench',
    authClient: new PassThroughClient(),
  } as never);
}

/** `count` a second of a whole read; throws where it did not get `expected` entries. */
async function rate(client: ReturnType<typeof makeClient>, count: number, expected: number, filter: string) {
  const begun = performance.now();
  let read = 0;
  let pageToken = '';
  do {
    const request = { resourceNames: ['projects/bench'], filter, pageSize: PAGE_SIZE, pageToken };
    const [page, next] = await client.listLogEntries(request, { autoPaginate: false });
    read += page.length;
    pageToken = next?.pageToken ?? '';
  } while (pageToken !== '');
  if (read !== expected) throw new Error(`read ${read} of ${expected} entries`);
  return Math.round((count / (performance.now() - begun)) * 1000);
}
