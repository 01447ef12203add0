import type { Analyzer } from '../analysis/index.ts';
import { createStore } from '../tui/store.ts';
import { EXIT, type Io, write } from './io.ts';
import { farewell, keepReport } from './kept-report.ts';
import { outgoing } from './output.ts';
import type { Settings } from './settings.ts';
import { keptIn, openStage, STEPS } from './stage.ts';
import type { WatchOptions } from './watch-options.ts';
import type { Output } from './watch-session.ts';

/**
 * Opens the screen for a watch. `stop` is called at the first Ctrl-C and once the screen is left. A watch of a limited time closes the
 * screen when it is over; else it stays until it is left.
 */
export async function openWatchScreen(
  analyzer: Analyzer,
  { scan, span }: WatchOptions,
  settings: Settings,
  io: Io,
  stop: () => void,
): Promise<Output> {
  const store = createStore();
  const entriesOf = keptIn(analyzer);
  const { left } = await openStage({ io, store, stop, settings, config: scan.config, entriesOf });
  // It is awaited at the end.
  left.catch(stop);
  const close = () => {
    store.set({ state: 'closing' });
    return left;
  };
  return {
    steps: STEPS,
    show: (report, progress, live) => store.set({ report: outgoing(report, settings), progress, live }),
    source(state) {
      store.set({ live: { entriesPerSecond: store.get().live?.entriesPerSecond ?? 0, ...state } });
    },
    async fail() {
      await close();
    },
    async end(report, status, why) {
      if (span === null) store.set({ state: 'done', message: `${why}: this is what was seen`, live: null });
      const how = await (span === null ? left : close());
      if (how === 'interrupted') return EXIT.interrupted;
      const headline = report?.headline ?? 'nothing was read';
      const kept = report && (scan.save ?? (await keepReport(outgoing(report, settings), io.env)));
      await write(io.stdout, farewell(span === null ? headline : `${why}: ${headline}`, kept));
      return status;
    },
  };
}
