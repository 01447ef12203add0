import type { WatchEvent } from '../model.ts';
import { EventDiff, printEvent } from '../report/index.ts';
import { formatTime } from '../text/time.ts';
import { type Io, write } from './io.ts';
import type { Settings } from './settings.ts';
import type { EventFormat } from './watch-options.ts';
import type { Output } from './watch-session.ts';

/** Prints one line an event. `stop` is called once nobody reads them any more. */
export function openLines(format: EventFormat, { redactor }: Settings, io: Io, stop: () => void): Output {
  const diff = new EventDiff();
  let written: Promise<void> = Promise.resolve();
  let begun = false;
  io.stdout.once('close', stop);
  const print = (event: WatchEvent) => {
    const line = printEvent(redactor === null ? event : withAuthor(redactor.value(event), event), format);
    written = written.then(() => write(io.stdout, line));
    // Awaited at the end; until then nobody is told.
    written.catch(stop);
  };
  const now = () => formatTime(io.now());
  return {
    show(report, _, { started }) {
      if (!started) return;
      begun = true;
      for (const event of diff.next(report, now())) print(event);
    },
    source({ text: state, connected }) {
      // Before that it is not lost: it has not begun.
      if (begun) print({ time: now(), event: 'source', connected, state });
    },
    fail: () => written,
    async end(report, status, why) {
      print({ time: now(), event: 'end', headline: report?.headline ?? 'nothing was read', status, why });
      await written;
      io.stdout.off('close', stop);
      return status;
    },
  };
}

/** Who deployed is no log text. */
function withAuthor(redacted: WatchEvent, event: WatchEvent): WatchEvent {
  return redacted.event === 'deployment' && event.event === 'deployment'
    ? { ...redacted, author: event.author }
    : redacted;
}
