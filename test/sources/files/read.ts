import { Readable } from 'node:stream';
import type { LogEntry, Loss, Progress, SourceBatch, Tally } from '../../../src/model.ts';
import { type FileOptions, readFiles } from '../../../src/sources/index.ts';
import { words } from '../samples.ts';

export interface Outcome {
  entries: LogEntry[];
  tallies: Tally[];
  /** Reason, count and detail, parts added up. */
  losses: Loss[];
  progress: Progress;
}

export function fileOptions(more: Partial<FileOptions> = {}): FileOptions {
  const stdin = Readable.from([]);
  return { paths: ['-'], service: null, services: [], regions: [], timeZone: null, filter: null, stdin, ...more };
}

/** Reads the chunks as standard input. */
export function readInput(chunks: (string | Uint8Array)[], more: Partial<FileOptions> = {}): Promise<Outcome> {
  const stdin = Readable.from(chunks.map((chunk) => Buffer.from(chunk as string)));
  return readAll({ stdin, ...more });
}

export function readAll(more: Partial<FileOptions>, signal = new AbortController().signal): Promise<Outcome> {
  return gather(readFiles(fileOptions(more), words, signal));
}

export async function gather(source: AsyncIterable<SourceBatch>): Promise<Outcome> {
  const batches: SourceBatch[] = [];
  for await (const batch of source) batches.push(batch);
  const losses = new Map<string, Loss>();
  for (const loss of batches.flatMap((batch) => batch.losses)) {
    const key = `${loss.reason} ${loss.detail}`;
    losses.set(key, { ...loss, count: loss.count + (losses.get(key)?.count ?? 0) });
  }
  return {
    entries: batches.flatMap((batch) => batch.entries),
    tallies: batches.flatMap((batch) => batch.tallies),
    losses: [...losses.values()],
    progress: batches.at(-1)!.progress!,
  };
}

/** What was read, with nothing in it that depends on order or on how it came in parts. */
export function summary(outcome: Outcome) {
  const counts = new Map<string, number[]>();
  for (const t of outcome.tallies) {
    const key = `${t.service} ${t.revision} ${t.minute}`;
    const [entries = 0, requests = 0, first = Infinity, last = -Infinity] = counts.get(key) ?? [];
    counts.set(key, [
      entries + t.entries,
      requests + t.requests,
      Math.min(first, t.firstEntry),
      Math.max(last, t.lastEntry),
    ]);
  }
  return {
    entries: outcome.entries.map((entry) => JSON.stringify({ ...entry, raw: entry.raw() })).sort(),
    counts: [...counts].sort(),
    losses: outcome.losses,
    seen: outcome.progress.entries,
  };
}
