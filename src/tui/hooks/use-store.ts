import { type Dispatch, useEffect } from 'react';
import type { Action } from '../state.ts';
import type { ScreenStore } from '../store.ts';

/** Brings every change of the store into the state. */
export function useStore(store: ScreenStore, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    const take = () => dispatch({ type: 'data', data: store.get() });
    take();
    return store.subscribe(take);
  }, [store, dispatch]);
}
