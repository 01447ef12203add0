import type { RawEntry } from '../model.ts';
import { readFiles } from '../sources/index.ts';
import type { Io } from './io.ts';

/** Every entry of files that `scan` reads, healthy ones too, in the form that Cloud Logging prints. */
export async function readEntries(paths: string[], io: Io): Promise<RawEntry[]> {
  const options = {
    paths,
    service: null,
    services: [],
    regions: [],
    timeZone: null,
    filter: null,
    stdin: io.stdin,
    everything: true,
  };
  const entries: RawEntry[] = [];
  for await (const batch of readFiles(options, { hit: () => true }, io.signal)) {
    for (const entry of batch.entries) entries.push(entry.raw());
  }
  return entries;
}
