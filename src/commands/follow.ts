/** Sources that do not end: an analysis that goes on while they are followed. */
import { type Analyzer, ENDLESS, type Question } from '../analysis/index.ts';
import type { Progress, SourceState } from '../model.ts';
import type { Io } from './io.ts';
import type { Settings } from './settings.ts';
import { newAnalyzer } from './sources.ts';
import type { WatchOptions } from './watch-options.ts';

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
  const analyzer = newAnalyzer(options.scan, settings, ENDLESS);
  if (options.scan.paths.length > 0) {
    const { followPipe } = await import('./follow-pipe.ts');
    return followPipe(analyzer, options, settings, io);
  }
  const { followProject } = await import('./follow-project.ts');
  return followProject(analyzer, options, settings, io);
}
