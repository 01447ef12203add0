import type { Readable, Writable } from 'node:stream';
import { render } from 'ink';
import { App } from './components/app.tsx';
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
}

/** Frames a second: reading goes on behind them. */
const MAX_FPS = 30;

/**
 * Shows the screen on the terminal's alternate buffer until it is left; then the terminal is as it was before. The store's state
 * `failed` closes it too (as `quit`). An error in a component restores the terminal and is thrown.
 */
export async function openTui({
  store,
  stdin,
  stdout,
  env,
  onInterrupt = () => {},
}: TuiOptions): Promise<'quit' | 'interrupted'> {
  const screen = render(
    <App store={store} colours={!env.NO_COLOR && env.TERM !== 'dumb'} onInterrupt={onInterrupt} />,
    {
      stdin: stdin as NodeJS.ReadStream,
      stdout: stdout as NodeJS.WriteStream,
      exitOnCtrlC: false,
      alternateScreen: true,
      interactive: true,
      incrementalRendering: true,
      maxFps: MAX_FPS,
    },
  );
  return (await screen.waitUntilExit()) === 'interrupted' ? 'interrupted' : 'quit';
}
