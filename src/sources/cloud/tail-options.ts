import type { Micros, SourceBatch, SourceState } from '../../model.ts';
import type { TailTiming } from './tail-timing.ts';

/** From when on and how to follow a project's log. */
export interface TailRequest {
  /** What is older was read already, by list: once the tail is open, what came since is read by list too. */
  from: Micros;
  timing?: Partial<TailTiming>;
  /** From 0 to below 1, for the pauses between attempts to reconnect; Math.random by default. */
  random?: () => number;
}

/** What came since the last batch; one without entries tells of a new state. */
export interface TailBatch extends SourceBatch {
  state: SourceState;
}
