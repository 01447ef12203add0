/** What the tests of the cloud source share: entries, an emulator to read them from, a clock that only sleeping moves. */
import type { Emulator } from '../../../src/emulator/index.ts';
import type { LogEntry, Micros, RawEntry, SourceBatch } from '../../../src/model.ts';
import {
  type CloudOptions,
  type CloudReduction,
  type CloudSource,
  openCloud,
} from '../../../src/sources/cloud/index.ts';
import { formatTime, parseTime } from '../../../src/text/time.ts';

export const SECOND = 1_000_000;
export const HOUR = 3600 * SECOND;
export const T0 = parseTime('2025-09-09T19:00:00Z')!;
export const WINDOW = { from: T0, to: T0 + HOUR };
export const BASELINE = { from: T0 - HOUR, to: T0 };

/** An entry of service api, `second` seconds after T0; its insertId is `id`. */
export function entryAt(second: number, more: RawEntry, id = `id-${second}`): RawEntry {
  return {
    insertId: id,
    timestamp: formatTime(T0 + Math.round(second * SECOND)),
    logName: 'projects/shop/logs/run.googleapis.com%2Fstderr',
    resource: {
      type: 'cloud_run_revision',
      labels: { project_id: 'shop', service_name: 'api', revision_name: 'api-00001', location: 'us-central1' },
    },
    labels: { instanceId: 'i-1' },
    ...more,
  };
}

export function requestAt(second: number, status: number, id = `r-${second}`): RawEntry {
  return entryAt(
    second,
    {
      logName: 'projects/shop/logs/run.googleapis.com%2Frequests',
      severity: status >= 500 ? 'ERROR' : status >= 400 ? 'WARNING' : 'INFO',
      httpRequest: { requestMethod: 'GET', requestUrl: 'https://api/x', status, latency: '0.250s' },
    },
    id,
  );
}

export interface Clock {
  now: () => Micros;
  sleep: (ms: number) => Promise<void>;
  /** What was slept, in milliseconds. */
  slept: number[];
}

export function fakeClock(start: Micros = T0 + HOUR): Clock {
  let time = start;
  const slept: number[] = [];
  return {
    now: () => time,
    async sleep(ms) {
      slept.push(ms);
      time += ms * 1000;
    },
    slept,
  };
}

export const NO_HITS: CloudReduction = { hit: () => false, needles: [] };
export const NEVER = new AbortController().signal;

export function optionsFor(emulator: Pick<Emulator, 'grpc'>, more: Partial<CloudOptions> = {}): CloudOptions {
  const clock = fakeClock();
  return {
    project: 'shop',
    emulator: emulator.grpc,
    services: [],
    regions: [],
    filter: null,
    readsPerMinute: 0,
    maxReads: 240,
    now: clock.now,
    sleep: clock.sleep,
    ...more,
  };
}

/** Opens a project on the emulator, hands it over and closes it. */
export async function withCloud<T>(
  emulator: Pick<Emulator, 'grpc'>,
  more: Partial<CloudOptions>,
  use: (source: CloudSource) => Promise<T>,
): Promise<T> {
  const source = await openCloud(optionsFor(emulator, more));
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

export type Collected = Omit<SourceBatch, 'progress'> & { waiting: string[] };

/** All batches in one. */
export async function collect(
  batches: AsyncIterable<SourceBatch>,
  each: (batch: SourceBatch) => void = () => {},
): Promise<Collected> {
  const all: Collected = { entries: [], tallies: [], facts: [], losses: [], waiting: [] };
  for await (const batch of batches) {
    all.entries.push(...batch.entries);
    all.tallies.push(...batch.tallies);
    all.facts.push(...batch.facts);
    all.losses.push(...batch.losses);
    if (batch.progress?.waiting) all.waiting.push(batch.progress.waiting);
    each(batch);
  }
  return all;
}

export const ids = (entries: LogEntry[]): string[] => entries.map((entry) => entry.id);
