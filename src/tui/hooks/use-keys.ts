import { useInput, usePaste, useStdin } from 'ink';
import type { Dispatch } from 'react';
import type { Action } from '../state.ts';

/** Brings every key press and pasted text into the state, where the input is a terminal. */
export function useKeys(dispatch: Dispatch<Action>): void {
  const { isRawModeSupported } = useStdin();
  useInput((input, key) => dispatch({ type: 'key', input, key }), { isActive: isRawModeSupported });
  usePaste((text) => dispatch({ type: 'paste', text }), { isActive: isRawModeSupported });
}
