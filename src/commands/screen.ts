import type { Question } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Report } from '../model.ts';
import { createStore, type WritableStore } from '../tui/store.ts';
import type { Collection } from './collect.ts';
import { EXIT, type Io, write } from './io.ts';
import { farewell, keepReport } from './kept-report.ts';
import { LiveReport } from './live-report.ts';
import { exitStatus, outgoing, saveReport } from './output.ts';
import type { ScanOptions } from './scan-options.ts';
import type { Settings } from './settings.ts';
import { keptIn, openStage, STEPS } from './stage.ts';

const STOPPED = 'stopped: this is what was read';

/**
 * Opens the screen at once, reads behind it, and returns the exit status once it is left: by `q` (a summary stays in the
 * scrollback), by a second Ctrl-C (130), or because reading failed (thrown, the terminal restored). `onReport` sees the last report.
 */
export async function openScreen(
  collection: Collection,
  options: ScanOptions,
  settings: Settings,
  io: Io,
  onReport: (report: Report) => void = () => {},
): Promise<number> {
  const store = createStore();
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const entriesOf = keptIn(collection.analyzer);
  const stage = await openStage({ io, store, stop, settings, config: options.config, entriesOf });
  const reading = read(collection, options, settings, store, AbortSignal.any([io.signal, stopping.signal]));
  // It is awaited once the screen is closed.
  reading.catch(() => store.set({ state: 'closing' }));
  const left = await stage.left;
  if (left === 'interrupted') return EXIT.interrupted;
  const early = store.get().state === 'reading';
  const report = await reading.catch((error: unknown) => {
    // Whoever leaves before the deployments are read does not want to hear that none was found.
    if (early && error instanceof UserError) return null;
    throw error;
  });
  if (report === null) return EXIT.inconclusive;
  onReport(report);
  await write(io.stdout, farewell(report.headline, options.save ?? (await keepReport(report, io.env))));
  return exitStatus(report, options.failOn);
}

/** Reads to the end or to the signal, the store following; then saves the report. */
async function read(
  { analyzer, question, read: readAll }: Collection,
  { save }: ScanOptions,
  settings: Settings,
  store: WritableStore,
  signal: AbortSignal,
): Promise<Report | null> {
  const take = (asked: Question) => {
    const report = analyzer.snapshot(asked);
    return report && outgoing(report, settings);
  };
  const shown = { ...question, steps: STEPS };
  const live = new LiveReport(
    () => take(shown),
    (report, progress) => store.set({ report, progress }),
  );
  try {
    await readAll((progress) => live.batch(progress), signal);
  } finally {
    live.stop();
  }
  const report = take(shown);
  // What is saved is what a scan without a screen prints.
  const saved = save === null ? null : take(question);
  if (saved !== null && save !== null) await saveReport(saved, save);
  store.set({ report, state: 'done', message: signal.aborted ? STOPPED : null });
  return report;
}
