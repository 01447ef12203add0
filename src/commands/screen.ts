import type { Question } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Report } from '../model.ts';
import { escapeTerminal } from '../text/escape.ts';
import { loadTui } from '../tui/index.ts';
import { openKeyboard } from '../tui/keyboard.ts';
import { createStore, type WritableStore } from '../tui/store.ts';
import type { Collection } from './collect.ts';
import { EXIT, type Io, write } from './io.ts';
import { LiveReport } from './live-report.ts';
import { exitStatus, outgoing, saveReport } from './output.ts';
import type { ScanOptions } from './scan-options.ts';
import { screenEffects } from './screen-effects.ts';
import type { Settings } from './settings.ts';

/** Counts over time that the screen shows: two hours in minutes. */
const STEPS = 125;

const STOPPED = 'stopped: this is what was read';

/** Whether there is a terminal to draw on and one that keys come from. */
export function canOpenScreen({ stdin, stdout, env }: Pick<Io, 'stdin' | 'stdout' | 'env'>): boolean {
  if (stdout.isTTY !== true || env.TERM === 'dumb') return false;
  const keyboard = openKeyboard(stdin);
  keyboard?.close();
  return keyboard !== null;
}

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
  const keyboard = openKeyboard(io.stdin);
  if (keyboard === null) throw new UserError('There is no terminal that keys could come from', 'Add --no-tui.');
  const openTui = await loadTui();
  const store = createStore();
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const perform = screenEffects({ io, settings, config: options.config });
  const screen = openTui({ store, stdin: keyboard.stdin, stdout: io.stdout, env: io.env, onInterrupt: stop, perform });
  const reading = read(collection, options, settings, store, AbortSignal.any([io.signal, stopping.signal]));
  // It is awaited once the screen is closed.
  reading.catch(() => store.set({ state: 'failed' }));
  const left = await screen.finally(() => {
    keyboard.close();
    stop();
  });
  if (left === 'interrupted') return EXIT.interrupted;
  const early = store.get().state === 'reading';
  const report = await reading.catch((error: unknown) => {
    // Whoever leaves before the deployments are read does not want to hear that none was found.
    if (early && error instanceof UserError) return null;
    throw error;
  });
  if (report === null) return EXIT.inconclusive;
  onReport(report);
  await write(io.stdout, summary(report, options));
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

/** What stays on the terminal when the screen is gone. */
function summary({ headline }: Report, { save }: ScanOptions): string {
  const again = save === null ? '' : `\`rca report ${save}\` prints the report again.\n`;
  return escapeTerminal(`${headline}\n${again}`);
}
