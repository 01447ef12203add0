import { type Analyzer, type Question, resolveWindow, type Since } from '../analysis/index.ts';
import type { Micros } from '../model.ts';
import { type CloudSource, openCloud } from '../sources/cloud/index.ts';
import { questionOf } from './collect.ts';
import type { Following, OnFollowed } from './follow.ts';
import type { Io } from './io.ts';
import type { Settings } from './settings.ts';
import { feedBatch, projectOf } from './sources.ts';
import type { WatchOptions } from './watch-options.ts';

/** As long before the window as is compared with where nobody says otherwise. */
const BEFORE: Micros = 3600 * 1_000_000;

/** A Google Cloud project: what was before is listed, then its logs are tailed. */
export function followProject(analyzer: Analyzer, options: WatchOptions, settings: Settings, io: Io): Following {
  const { scan } = options;
  const asked: Question = { ...questionOf(scan, settings, io), until: null };
  return {
    analyzer,
    // Nothing new said is an answer too: the window ends now, not with the last entry.
    question: () => ({ ...asked, until: io.now() }),
    async read(onStart, onBatch, signal) {
      const cloud = await openCloud(projectOf(scan, asked, settings, io));
      asked.project = cloud.project;
      asked.sources = [`project ${cloud.project}`];
      asked.notes = cloud.notes;
      try {
        const start = io.now();
        await readBefore(cloud, { analyzer, asked, options, settings, onBatch, signal, start });
        if (signal.aborted) return;
        onStart();
        for await (const batch of cloud.tail({ from: start }, settings.reduction, signal)) {
          await onBatch(feedBatch(analyzer, batch), batch.state);
        }
      } finally {
        await cloud.close();
      }
    },
  };
}

interface Before {
  analyzer: Analyzer;
  asked: Question;
  options: WatchOptions;
  settings: Settings;
  onBatch: OnFollowed;
  signal: AbortSignal;
  start: Micros;
}

/** Deployments, then what was logged before the start: so that `new` means something from the first entry on. */
async function readBefore(cloud: CloudSource, before: Before): Promise<void> {
  const { analyzer, asked, options, settings, signal, start } = before;
  const feed = async (batches: ReturnType<CloudSource['readWindow']>, text: string) => {
    for await (const batch of batches) {
      await before.onBatch(feedBatch(analyzer, batch), { text, connected: false });
    }
  };
  const lookback = { from: start - options.scan.lookback, to: start };
  await feed(cloud.readDeployments(lookback, signal), 'reading deployments');
  const from = openingOf(analyzer, asked, options.scan.since, start);
  asked.since = { kind: 'time', at: from };
  asked.baseline ??= { from: from - BEFORE, to: from };
  const window = from < start ? { from, to: start } : null;
  await feed(
    cloud.readWindow({ window, baseline: asked.baseline }, settings.reduction, signal),
    'reading what was before',
  );
}

/** Where the window opens: now, unless `--since` says otherwise. It does not move with deployments that are still to come. */
function openingOf(analyzer: Analyzer, asked: Question, since: Since | null, start: Micros): Micros {
  if (since === null) return start;
  const window = resolveWindow(analyzer.deployments(), { ...asked, since, until: start }, { from: start, to: start });
  if (!window) return start;
  // Of several services the last go-live: it is what one watches.
  const opens = [...window.own.values()].map(({ from }) => from);
  return Math.min(opens.length > 0 ? Math.max(...opens) : window.from, start);
}
