/** What a scan, a verification and a watch set up in the same way: an analysis, and where its entries come from. */
import { Analyzer, type DetailLimits, type Question } from '../analysis/index.ts';
import type { Progress, SourceBatch } from '../model.ts';
import type { CloudOptions } from '../sources/cloud/options.ts';
import type { FileOptions } from '../sources/index.ts';
import type { Io } from './io.ts';
import type { ScanOptions } from './scan-options.ts';
import type { Settings } from './settings.ts';

const BY_HAND = { what: 'by-hand', author: null, image: null, commit: null, traffic: null, spec: null } as const;

/** An analysis that knows the deployments named on the command line. `detail`: how much it holds. */
export function newAnalyzer({ deployAt }: ScanOptions, { book }: Settings, detail?: DetailLimits): Analyzer {
  const analyzer = new Analyzer(book, detail);
  for (const { service, time } of deployAt)
    analyzer.fact({ ...BY_HAND, service, revision: '', location: '', time, message: '' });
  return analyzer;
}

/** Hands everything of a batch to the analyzer. Returns how far the reading is: a source counts from nothing in each of its phases. */
export function feedBatch(analyzer: Analyzer, batch: SourceBatch): Progress | null {
  for (const entry of batch.entries) analyzer.add(entry);
  for (const tally of batch.tallies) analyzer.tally(tally);
  for (const step of batch.steps ?? []) analyzer.step(step);
  for (const fact of batch.facts) analyzer.fact(fact);
  for (const loss of batch.losses) analyzer.loss(loss);
  return batch.progress && { ...batch.progress, entries: analyzer.entries };
}

/** The files, or the pipe, that the options name. */
export function filesOf(
  options: ScanOptions,
  { services }: Question,
  { filter }: Settings,
  { stdin }: Io,
): FileOptions {
  return {
    paths: options.paths,
    service: options.services[0] ?? null,
    services,
    regions: options.regions,
    timeZone: options.logTimeZone,
    filter,
    stdin,
  };
}

/** The project that the options name, and how to read it. */
export function projectOf(
  options: ScanOptions,
  { project, services }: Question,
  { config, filter }: Settings,
  io: Io,
): CloudOptions {
  return {
    project,
    emulator: options.emulator,
    services,
    regions: options.regions.length > 0 ? options.regions : config.regions,
    filter,
    readsPerMinute: options.readsPerMinute,
    maxReads: options.maxReads,
    now: io.now,
    ...(io.sleep ? { sleep: io.sleep } : {}),
  };
}
