/** What all calls of one emulator share. */
import type { Micros } from '../model.ts';
import type { EntryStore } from './entry-store.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { QueryCache } from './query-cache.ts';
import type { RunState } from './run-state.ts';

export interface Backend {
  store: EntryStore;
  run: RunState;
  faults: FaultPlan;
  queries: QueryCache;
  clock: () => Micros;
}
