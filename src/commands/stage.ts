import type { Analyzer } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import { loadTui } from '../tui/index.ts';
import { openKeyboard } from '../tui/keyboard.ts';
import type { ScreenStore } from '../tui/store.ts';
import type { Io } from './io.ts';
import { type EffectOptions, screenEffects } from './screen-effects.ts';

/** Counts over time that a screen shows: two hours in minutes. */
export const STEPS = 125;

/** Whether there is a terminal to draw on and one that keys come from. */
export function canOpenScreen({ stdin, stdout, env }: Pick<Io, 'stdin' | 'stdout' | 'env'>): boolean {
  if (stdout.isTTY !== true || env.TERM === 'dumb') return false;
  const keyboard = openKeyboard(stdin);
  keyboard?.close();
  return keyboard !== null;
}

interface StageOptions extends Pick<EffectOptions, 'settings' | 'config' | 'entriesOf'> {
  io: Io;
  store: ScreenStore;
  /** Called at the first Ctrl-C, and when the screen is left. */
  stop: () => void;
}

/** Opens the screen on the store's data. `left` is how the user left it; the terminal is restored by then. */
export async function openStage({ io, store, stop, settings, config, entriesOf }: StageOptions): Promise<{
  left: Promise<'quit' | 'interrupted'>;
}> {
  const keyboard = openKeyboard(io.stdin);
  if (keyboard === null) throw new UserError('There is no terminal that keys could come from', 'Add --no-tui.');
  const openTui = await loadTui();
  const perform = screenEffects({ io, settings, config, entriesOf });
  const screen = openTui({ store, stdin: keyboard.stdin, stdout: io.stdout, env: io.env, onInterrupt: stop, perform });
  const left = screen.finally(() => {
    keyboard.close();
    stop();
  });
  return { left };
}

/** What the analysis keeps of a signature's entries; null where that is nothing. */
export function keptIn(analyzer: Pick<Analyzer, 'entriesOf'>): NonNullable<EffectOptions['entriesOf']> {
  return ({ signature, service }) => {
    const entries = analyzer.entriesOf(signature, service);
    return entries.length > 0 ? entries : null;
  };
}
