import { useStdout } from 'ink';
import { type Dispatch, useEffect, useLayoutEffect } from 'react';
import type { MouseFilter } from '../mouse.ts';
import type { Action } from '../state.ts';

/** Buttons and the wheel, told in SGR form: the older one cannot tell columns beyond 223 and is no text. */
const ON = '\u001b[?1000h\u001b[?1006h';
const OFF = '\u001b[?1006l\u001b[?1000l';

/** Scrolls by the mouse wheel. Switched off when the screen closes, also by a signal. */
export function useMouse(mouse: MouseFilter, dispatch: Dispatch<Action>): void {
  const { stdout } = useStdout();
  useLayoutEffect(() => {
    stdout.write(ON);
    return () => void stdout.write(OFF);
  }, [stdout]);
  useEffect(() => {
    mouse.onWheel = (by) => dispatch({ type: 'wheel', by });
    return () => {
      mouse.onWheel = null;
    };
  }, [mouse, dispatch]);
}
