import { useApp, useWindowSize } from 'ink';
import { useEffect, useReducer } from 'react';
import type { Perform } from '../effects.ts';
import { useEffects } from '../hooks/use-effects.ts';
import { useKeys } from '../hooks/use-keys.ts';
import { useMouse } from '../hooks/use-mouse.ts';
import { useNoWrap } from '../hooks/use-no-wrap.ts';
import { useStore } from '../hooks/use-store.ts';
import type { MouseFilter } from '../mouse.ts';
import { initialState, reduce } from '../state.ts';
import type { ScreenStore } from '../store.ts';
import { Screen } from './screen.tsx';
import { COLOURS, NO_COLOURS, ThemeContext } from './theme.ts';

export interface AppProps {
  store: ScreenStore;
  mouse: MouseFilter;
  perform: Perform;
  colours: boolean;
  /** Called at the first Ctrl-C. */
  onInterrupt: () => void;
}

/** The screen alive: data and keys go into one state, the state is shown. */
export function App({ store, mouse, perform, colours, onInterrupt }: AppProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [state, dispatch] = useReducer(reduce, null, () => initialState(store.get(), columns, rows));
  // While rendering, so that no frame of the old size is painted on a terminal of the new one.
  if (state.columns !== columns || state.rows !== rows) dispatch({ type: 'resize', columns, rows });
  useNoWrap();
  useStore(store, dispatch);
  useKeys(dispatch);
  useMouse(mouse, dispatch);
  useEffects(state.asked, perform, dispatch);
  useEffect(() => {
    if (state.interrupted) onInterrupt();
  }, [state.interrupted, onInterrupt]);
  useEffect(() => {
    if (state.exit !== null) exit(state.exit);
  }, [state.exit, exit]);
  return (
    <ThemeContext value={colours ? COLOURS : NO_COLOURS}>
      <Screen state={state} />
    </ThemeContext>
  );
}
