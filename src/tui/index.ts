import type { openTui } from './open.tsx';

export type { TuiOptions } from './open.tsx';

/**
 * Loads the screen. React decides on being loaded which of its builds it is: the development build is several times slower and
 * keeps a record of every render, so a screen that stays open would fill the memory.
 */
export async function loadTui(): Promise<typeof openTui> {
  // Not written as one expression: the bundler would put its own value in its place.
  const { env } = process;
  env.NODE_ENV ??= 'production';
  return (await import('./open.tsx')).openTui;
}
