import type { Readable, Writable } from 'node:stream';
import { render } from 'ink';
import { App } from './components/app.tsx';
import type { Perform } from './effects.ts';
import { MouseFilter } from './mouse.ts';
import type { ScreenStore } from './store.ts';

export interface TuiOptions {
  store: ScreenStore;
  /** Where keys come from: a terminal. */
  stdin: Readable;
  /** The terminal that is drawn on. */
  stdout: Writable;
  env: Record<string, string | undefined>;
  /** Called at the first Ctrl-C, which stops the reading; the second closes the screen. */
  onInterrupt?: () => void;
  /** Does what keys ask for outside of the screen; without it such a key says that it cannot be done. */
  perform?: Perform;
}

const UNABLE: Perform = async ({ type }) =>
  type === 'entries'
    ? { type: 'entries', entries: null }
    : { type: 'failed', text: 'This screen cannot do that: it has no access to files and programs' };

/** Frames a second: reading goes on behind them. */
const MAX_FPS = 30;

/**
 * Shows the screen on the terminal's alternate buffer until it is left; then the terminal is as it was before. The store's state
 * `closing` closes it too (as `quit`). An error in a component restores the terminal and is thrown.
 */
export async function openTui({
  store,
  stdin,
  stdout,
  env,
  onInterrupt = () => {},
  perform = UNABLE,
}: TuiOptions): Promise<'quit' | 'interrupted'> {
  const mouse = new MouseFilter(stdin);
  const colours = !env.NO_COLOR && env.TERM !== 'dumb';
  const screen = render(
    <App store={store} mouse={mouse} perform={perform} colours={colours} onInterrupt={onInterrupt} />,
    {
      stdin: mouse as unknown as NodeJS.ReadStream,
      stdout: stdout as NodeJS.WriteStream,
      exitOnCtrlC: false,
      alternateScreen: true,
      interactive: true,
      incrementalRendering: true,
      maxFps: MAX_FPS,
    },
  );
  try {
    return (await screen.waitUntilExit()) === 'interrupted' ? 'interrupted' : 'quit';
  } finally {
    mouse.close();
  }
}
