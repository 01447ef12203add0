import { afterEach, expect, test } from 'vitest';
import { type Emulator, type RunState, startEmulator } from '../../src/emulator/index.ts';
import { revisionsClient, servicesClient } from './clients.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

const REGION = 'projects/shop/locations/us-central1';

const run: RunState = {
  services: [
    {
      name: `${REGION}/services/backend`,
      creator: 'ann@shop.example',
      latestReadyRevision: `${REGION}/services/backend/revisions/backend-00002`,
      traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    },
    { name: 'projects/shop/locations/europe-west1/services/far' },
  ],
  revisions: [
    revision('backend', 'backend-00001', '2025-09-08T10:00:00Z', { deleteTime: '2025-09-09T00:00:00Z' }),
    revision('backend', 'backend-00002', '2025-09-09T10:00:00.123456Z'),
    revision('other', 'other-00001', '2025-09-09T09:00:00Z'),
  ],
};

function revision(service: string, name: string, createTime: string, more: object = {}) {
  return {
    name: `${REGION}/services/${service}/revisions/${name}`,
    service,
    createTime,
    generation: '1',
    containers: [{ image: `gcr.io/shop/${service}:abc`, env: [{ name: 'MODE', value: 'prod' }] }],
    conditions: [{ type: 'Ready', state: 'CONDITION_SUCCEEDED', lastTransitionTime: createTime }],
    ...more,
  };
}

const short = (name: unknown) => String(name).replace(/^.*\//, '');

test('services of a region, without a wildcard for it', async () => {
  emulator = await startEmulator();
  emulator.load([], run);
  const client = servicesClient(emulator.grpc);
  const [services] = await client.listServices({ parent: REGION });
  expect(services.map((service) => service.creator)).toEqual(['ann@shop.example']);
  await expect(client.listServices({ parent: 'projects/shop/locations/-' })).rejects.toMatchObject({
    code: 3,
    details: 'Location must be a valid Google Cloud region, and cannot be the "-" wildcard.',
  });
  await expect(client.listServices({ parent: 'projects/shop/locations/nowhere' })).rejects.toMatchObject({ code: 12 });
  const [service] = await client.getService({ name: `${REGION}/services/backend` });
  expect(service.traffic?.[0]?.percent).toBe(100);
  await expect(client.getService({ name: `${REGION}/services/none` })).rejects.toMatchObject({
    code: 5,
    details: "Resource 'none' of kind 'SERVICE' in region 'us-central1' in project 'shop' does not exist.",
  });
  await client.close();
});

test('revisions of one or all services, newest first, in pages', async () => {
  emulator = await startEmulator();
  emulator.load([], run);
  const client = revisionsClient(emulator.grpc);
  const names = async (service: string, more: object = {}) => {
    const [found] = await client.listRevisions({ parent: `${REGION}/services/${service}`, ...more });
    return found.map((item) => short(item.name));
  };
  expect(await names('backend')).toEqual(['backend-00002']);
  expect(await names('backend', { showDeleted: true })).toEqual(['backend-00002', 'backend-00001']);
  expect(await names('-')).toEqual(['backend-00002', 'other-00001']);
  expect(await names('-', { showDeleted: true, pageSize: 1 })).toEqual([
    'backend-00002',
    'other-00001',
    'backend-00001',
  ]);
  const [found] = await client.getRevision({ name: `${REGION}/services/backend/revisions/backend-00002` });
  expect(found.createTime).toEqual({ seconds: '1757412000', nanos: 123_456_000 });
  expect(found.conditions?.[0]).toMatchObject({ type: 'Ready', state: 'CONDITION_SUCCEEDED' });
  await client.close();
});
