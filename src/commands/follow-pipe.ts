import { type Analyzer, beginOf, type Question, type Since } from '../analysis/index.ts';
import { readFiles } from '../sources/index.ts';
import { questionOf } from './collect.ts';
import type { Following } from './follow.ts';
import { firstLevel, following } from './following.ts';
import type { Io } from './io.ts';
import type { Settings } from './settings.ts';
import { feedBatch, filesOf } from './sources.ts';
import type { WatchOptions } from './watch-options.ts';

/** Entries that come through standard input. */
export function followPipe(analyzer: Analyzer, { scan }: WatchOptions, settings: Settings, io: Io): Following {
  const asked = questionOf(scan, settings, io);
  const file = filesOf(scan, asked, settings, io);
  return {
    analyzer,
    question: () => (scan.since === null ? { ...asked, ...sinceFirst(analyzer, asked) } : asked),
    async read(onStart, onBatch, signal) {
      const level = firstLevel(null);
      analyzer.follow(level);
      onStart();
      for await (const batch of readFiles(file, following(settings.reduction, level), signal)) {
        // That one stopped watching is no loss.
        const losses = signal.aborted ? batch.losses.filter(({ reason }) => reason !== 'not-read') : batch.losses;
        await onBatch(feedBatch(analyzer, { ...batch, losses }), null);
      }
    },
  };
}

/**
 * The window opens at the first go-live that was seen, and stays there: each later one is told apart by its own revision. Before one was
 * seen it is all that came.
 */
function sinceFirst(analyzer: Analyzer, { services }: Question): { since: Since } {
  const lives = analyzer
    .deployments()
    .filter(({ service }) => services.length === 0 || services.includes(service))
    .map(beginOf)
    .filter((begin) => begin !== null);
  return { since: lives.length === 0 ? { kind: 'auto' } : { kind: 'time', at: Math.min(...lives) } };
}
