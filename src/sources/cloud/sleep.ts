/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** What became of a promise that may never settle. */
export type Raced<T> = { value: T } | { error: unknown } | 'late';

/** Waits at most so long. Never rejects, and leaves no rejection behind that nobody handles. */
export function race<T>(work: Promise<T>, ms: number): Promise<Raced<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), Math.max(0, ms));
    work.then(
      (value) => resolve({ value }),
      (error: unknown) => resolve({ error }),
    );
    work.catch(() => {}).finally(() => clearTimeout(timer));
  });
}
