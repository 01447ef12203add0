/** Sources that do not end: an analysis that goes on while they are followed. */
import { Analyzer, ENDLESS, type Question } from '../analysis/index.ts';
import type { Micros, Progress, SourceBatch } from '../model.ts';
import type { Io } from './io.ts';
import type { Settings } from './settings.ts';
import type { WatchOptions } from './watch-options.ts';

/** How the source is, as it says itself. */
export interface SourceState {
  text: string;
  connected: boolean;
}

/** Told of each batch; reading waits for it. */
export type OnFollowed = (progress: Progress | null, state: SourceState | null) => void | Promise<void>;

/** An analysis of a source that is followed. */
export interface Following {
  analyzer: Analyzer;
  /** What a report of this moment answers. */
  question(): Question;
  /** Reads what was before, calls `onStart`, and follows until the signal or the source's end. */
  read(onStart: () => void, onBatch: OnFollowed, signal: AbortSignal): Promise<void>;
}

/** Sets up the analysis of what the options name: a pipe or a Google Cloud project. Nothing is read yet. */
export async function follow(options: WatchOptions, settings: Settings, io: Io): Promise<Following> {
  const analyzer = new Analyzer(settings.book, ENDLESS);
  const none = { author: null, image: null, commit: null, traffic: null, spec: null, message: '', location: '' };
  for (const { service, time } of options.scan.deployAt)
    analyzer.fact({ ...none, what: 'by-hand', service, revision: '', time });
  if (options.scan.paths.length > 0) {
    const { followPipe } = await import('./follow-pipe.ts');
    return followPipe(analyzer, options, settings, io);
  }
  const { followProject } = await import('./follow-project.ts');
  return followProject(analyzer, options, settings, io);
}

/** Hands everything of a batch to the analyzer. */
export function feedBatch(analyzer: Analyzer, batch: SourceBatch): void {
  for (const entry of batch.entries) analyzer.add(entry);
  for (const tally of batch.tallies) analyzer.tally(tally);
  for (const step of batch.steps ?? []) analyzer.step(step);
  for (const fact of batch.facts) analyzer.fact(fact);
  for (const loss of batch.losses) analyzer.loss(loss);
}

/** As long before the start as is compared with where nobody says otherwise. */
export const BEFORE: Micros = 3600 * 1_000_000;
