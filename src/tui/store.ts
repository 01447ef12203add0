import type { Progress, Report, SourceState } from '../model.ts';

/** What the screen shows: the last snapshot and how far the reading is. */
export interface ScreenData {
  /** null until the window is known. */
  report: Report | null;
  progress: Progress | null;
  /** `closing`: the caller has something to say that is no part of the screen, and says it once the terminal is restored. */
  state: 'reading' | 'done' | 'closing';
  /** Something to know about the reading, one sentence. */
  message: string | null;
  /** Of what is followed live how that goes; null = it is read once. */
  live: Live | null;
}

/** A source that is followed. */
export interface Live extends SourceState {
  /** Of the last seconds. */
  entriesPerSecond: number;
}

/** Where the screen gets its data: read at any time, told of each change. */
export interface ScreenStore {
  get(): ScreenData;
  /** Calls `fn` after each change until the returned function is called. */
  subscribe(fn: () => void): () => void;
}

/** A store that a command writes into. */
export interface WritableStore extends ScreenStore {
  set(change: Partial<ScreenData>): void;
}

export function createStore(): WritableStore {
  let data: ScreenData = { report: null, progress: null, state: 'reading', message: null, live: null };
  const listeners = new Set<() => void>();
  return {
    get: () => data,
    set(change) {
      data = { ...data, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}
