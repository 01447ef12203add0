import { useInput, useStdin } from 'ink';
import type { Dispatch } from 'react';
import { actionsOf } from '../keys.ts';
import type { Action } from '../state.ts';

/** Brings every key press into the state, where the input is a terminal. */
export function useKeys(dispatch: Dispatch<Action>): void {
  const { isRawModeSupported } = useStdin();
  useInput(
    (input, key) => {
      for (const action of actionsOf(input, key)) dispatch(action);
    },
    { isActive: isRawModeSupported },
  );
}
