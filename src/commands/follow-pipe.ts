import type { Analyzer, Question, Since } from '../analysis/index.ts';
import type { Micros } from '../model.ts';
import { readFiles } from '../sources/index.ts';
import { questionOf } from './collect.ts';
import { type Following, feedBatch } from './follow.ts';
import { firstLevel, following } from './following.ts';
import type { Io } from './io.ts';
import type { Settings } from './settings.ts';
import type { WatchOptions } from './watch-options.ts';

/** Entries that come through standard input. */
export function followPipe(analyzer: Analyzer, { scan }: WatchOptions, settings: Settings, io: Io): Following {
  const asked = questionOf(scan, settings, io);
  const file = {
    paths: scan.paths,
    service: scan.services[0] ?? null,
    services: asked.services,
    regions: scan.regions,
    timeZone: scan.logTimeZone,
    filter: settings.filter,
    stdin: io.stdin,
  };
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
        feedBatch(analyzer, { ...batch, losses });
        await onBatch(batch.progress && { ...batch.progress, entries: analyzer.entries }, null);
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
    .flatMap(({ liveAt, createdAt, kind }): Micros[] => {
      const begin = liveAt ?? (kind === 'failed' ? createdAt : null);
      return begin === null ? [] : [begin];
    });
  return { since: lives.length === 0 ? { kind: 'auto' } : { kind: 'time', at: Math.min(...lives) } };
}
